"""Settings for the processes that the tests start: only the rooms that jobs need, so that they start quickly."""

import os
from urllib.parse import urlsplit

_address = urlsplit(os.environ["MADOGUCHI_DATABASE"])
_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
_sqlite = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": _address.path,
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
}
_postgresql = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": _address.path.strip("/"),
    "USER": _address.username or "",
    "PASSWORD": _address.password or "",
    "HOST": _address.hostname or "",
    "PORT": str(_address.port or ""),
}
DATABASES = {"default": {"CONN_MAX_AGE": 300, **(_sqlite if _address.scheme == "sqlite" else _postgresql)}}
INSTALLED_APPS = ["madoguchi.core.events", "madoguchi.core.audit", "madoguchi.core.jobs", "django_tasks"]
TASKS = {"default": {"BACKEND": os.environ["MADOGUCHI_JOBS"]}}
SECRET_KEY = "sample-for-tests"
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
