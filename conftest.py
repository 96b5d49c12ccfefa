"""Settings of the test run: the demo's sample secrets, files in a throw-away folder, quick password hashing."""

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("MADOGUCHI_HOME", tempfile.mkdtemp(prefix="madoguchi-test-"))
os.environ.setdefault("MADOGUCHI_DEMO", "1")

from django.conf import settings as django_settings

if django_settings.configured:  # pytest-django reads the settings before this file
    django_settings.MADO_HOME = Path(os.environ["MADOGUCHI_HOME"])
    django_settings.MADO_DEMO = os.environ["MADOGUCHI_DEMO"] == "1"
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")

# The browser's tests need what only developers and .ci/run install.
collect_ignore = [] if find_spec("playwright") else ["tests/browser"]


@pytest.fixture(autouse=True)
def _definitions_of_this_test():
    """What a process remembers of the published definitions ends with the test that published them."""
    from madoguchi.city.queries import forget

    forget()
