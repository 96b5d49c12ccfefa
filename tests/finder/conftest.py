"""A city loaded once for all tests of a module, in a transaction that is rolled back after the last."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from madoguchi.city.testing import load_city


@pytest.fixture(scope="module")
def urayasu(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_city("urayasu", at=timezone.now())
        yield
        transaction.set_rollback(True)
