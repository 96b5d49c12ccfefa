import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from allauth.account.internal.flows import login
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from madoguchi.city.testing import a_city
from madoguchi.engines.people.testing import signed_in


@pytest.fixture(autouse=True)
def _a_city(db: None) -> Iterator[None]:
    cache.clear()
    a_city(kodomo="こども課", joho="情報政策課", kansa="監査委員事務局")
    yield
    cache.clear()


@pytest.fixture
def desk() -> Callable[..., Client]:
    """A browser at the desk, as somebody who has just signed in."""

    def begin(who: Any) -> Client:
        client = signed_in(Client(), who)
        session = import_module(settings.SESSION_ENGINE).SessionStore(client.cookies["mado_desk"].value)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
        session.save()
        return client

    return begin
