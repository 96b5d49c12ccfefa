import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client


@pytest.fixture(autouse=True)
def _limits(db: None, settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browser() -> Callable[[], Client]:
    """A browser of its own, as another device would be; at localhost, where passkeys work without https."""
    return lambda: Client(headers={"host": "localhost"})


@pytest.fixture
def mailed() -> Callable[[str], str]:
    """What a pattern finds in the last mail."""

    def find(pattern: str) -> str:
        found = re.search(pattern, str(mail.outbox[-1].body), re.M)
        assert found, mail.outbox[-1].body
        return found[1]

    return find
