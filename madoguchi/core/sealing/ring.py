"""The key ring: keys that wrap keys. From the settings; in the demo made at first use and kept in MADO_HOME/keys."""

import base64
import binascii
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Ring:
    """`first` wraps, all open."""

    keys: dict[str, bytes]

    @property
    def first(self) -> str:
        return next(iter(self.keys))


def ring() -> Ring:
    """Raises ImproperlyConfigured where no key is set and this is no demo."""
    return _parsed(settings.MADO_KEYS or demo_secret("ring", lambda: f"demo:{_random()}", "MADOGUCHI_KEYS"))


@lru_cache(maxsize=8)
def _parsed(text: str) -> Ring:
    keys: dict[str, bytes] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        name, _, encoded = part.partition(":")
        if not name or len(name) > 40 or name.startswith("office") or name in keys:
            raise ImproperlyConfigured("MADOGUCHI_KEYS: each key is name:base64, names differ and do not begin with office")
        keys[name] = decoded(encoded, "MADOGUCHI_KEYS")
    if not keys:
        raise ImproperlyConfigured("MADOGUCHI_KEYS: no key")
    return Ring(keys)


def decoded(text: str, setting: str) -> bytes:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 32 or len(set(raw)) < 12:
        raise ImproperlyConfigured(f"{setting}: expected 32 random bytes in base64 (openssl rand -base64 32)")
    return raw


def demo_secret(name: str, make: Callable[[], str], setting: str) -> str:
    """A secret of the demo: made once, readable by its owner alone. Elsewhere a missing secret is an error."""
    if not settings.MADO_DEMO:
        raise ImproperlyConfigured(f"{setting} is not set. Only the demo makes its own.")
    path = Path(settings.MADO_HOME) / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(make())
        with suppress(FileExistsError):  # another process was quicker: its secret counts
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
