"""The product's settings with the floor added: the same middleware, templates and database, and secrets read once.

Data lie in var/bench unless MADOGUCHI_HOME says otherwise. The secrets are those that the demo makes there.
"""

import os
from pathlib import Path

os.environ.setdefault("MADOGUCHI_DEMO", "1")
os.environ.setdefault("MADOGUCHI_HOME", str(Path(__file__).resolve().parents[1] / "var" / "bench"))

from madoguchi.site.settings import *  # noqa: F403
from madoguchi.site.settings import INSTALLED_APPS, MADO_HOME, MADO_KEYS, MADO_OFFICE_KEY, MIDDLEWARE


def _kept(name: str, given: str) -> str:
    """In service secrets come from the settings; the demo's are read from their files each time, which would be measured."""
    path = MADO_HOME / "keys" / name
    return given or (path.read_text(encoding="ascii").strip() if path.exists() else "")


MADO_KEYS = _kept("ring", MADO_KEYS)
MADO_OFFICE_KEY = _kept("office", MADO_OFFICE_KEY)
MADO_API_PER_TOKEN = MADO_API_PER_ADDRESS = 10**9  # here one address is the whole city
INSTALLED_APPS = ["bench.floor", *INSTALLED_APPS]
MIDDLEWARE = ["bench.counting.CountQueries", *MIDDLEWARE]
ROOT_URLCONF = "bench.urls"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
