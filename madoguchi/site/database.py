"""The database from one address: `sqlite:///path`, or `postgresql://user:password@host:port/name?sslmode=verify-full`."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from madoguchi.site.env import BadSetting

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;PRAGMA cache_size=-32000;PRAGMA mmap_size=134217728;"
)

PLANNING = "-c random_page_cost=1.1"
"""PostgreSQL reckons with turning disks, where it pays to read a long index in order rather than a short one here and there."""

PARAMETERS = (
    "application_name", "channel_binding", "connect_timeout", "gssencmode", "keepalives", "keepalives_count", "keepalives_idle",
    "keepalives_interval", "krbsrvname", "options", "passfile", "sslcert", "sslcrl", "sslkey", "sslmode", "sslrootcert",
    "target_session_attrs", "tcp_user_timeout",
)  # fmt: skip
"""What libpq knows by these names, and nothing else in the house sets."""


def database(address: str) -> dict[str, Any]:
    """Django's settings for the address. SQLite runs in WAL with IMMEDIATE transactions, so that writers queue.

    Raises BadSetting.
    """
    parts = urlsplit(address)
    parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme == "sqlite" and not parameters:
        path = Path(unquote(parts.path)[1:] if parts.path.startswith("//") else unquote(parts.path))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "CONN_MAX_AGE": 300,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    if parts.scheme in {"postgresql", "postgres"}:
        host = parameters.pop("host", "")
        if unknown := sorted(set(parameters) - set(PARAMETERS)):
            raise BadSetting(f"MADOGUCHI_DATABASE: {', '.join(unknown)} not known after ?, expected host, {', '.join(PARAMETERS)}")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": PLANNING, **parameters},
        }
    raise BadSetting("MADOGUCHI_DATABASE: expected sqlite:///path or postgresql://user:password@host/name")
