import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from allauth.account.internal.flows import login
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from madoguchi.engines.people.testing import signed_in

GOOD, OTHER = "みどりの自転車は坂を登る", "赤い自転車は坂を下りた"


@pytest.fixture(autouse=True)
def _limits(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browser() -> Callable[[], Client]:
    return lambda: Client(headers={"host": "localhost"})


@pytest.fixture
def mailed() -> Callable[[str], str]:
    def find(pattern: str) -> str:
        found = re.search(pattern, str(mail.outbox[-1].body), re.M)
        assert found, mail.outbox[-1].body
        return found[1]

    return find


@pytest.fixture
def fresh() -> Callable[..., Client]:
    """A browser of somebody who proved who they are a moment ago."""

    def begin(who: Any, **options: Any) -> Client:
        client = signed_in(options.pop("client", None) or Client(), who, **options)
        name = "mado_desk" if "mado_desk" in client.cookies else "mado_portal"
        session = import_module(settings.SESSION_ENGINE).SessionStore(client.cookies[name].value)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
        session.save()
        return client

    return begin
