"""Settings of the test run: the demo's sample secrets, files in a throw-away folder, quick password hashing."""

import os
import tempfile

os.environ.setdefault("MADOGUCHI_HOME", tempfile.mkdtemp(prefix="madoguchi-test-"))
os.environ.setdefault("MADOGUCHI_DEMO", "1")

from hypothesis import settings

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")
