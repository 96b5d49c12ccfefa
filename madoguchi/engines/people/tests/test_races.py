"""Two at once, on a database that lets them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from madoguchi.core.refused import Refused
from madoguchi.engines.people.actions.one_time_links import make_link
from madoguchi.engines.people.actions.use_link import use_code, use_token
from madoguchi.engines.people.actor import ANONYMOUS
from madoguchi.engines.people.models import Account, OneTimeLink
from madoguchi.engines.people.models.one_time_link import TRIES, Purpose
from madoguchi.engines.people.testing import a_resident_account

NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _database() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("writers queue on SQLite")


def at_once(deed: Callable[[], object], times: int = 8) -> int:
    """How many of them got through."""

    def one(_: int) -> bool:
        try:
            deed()
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(times) as pool:
        return sum(pool.map(one, range(times)))


def test_use_token__eight_at_once__signs_in_one() -> None:
    _row, token, _code = make_link(Purpose.SIGN_IN, account=a_resident_account(), at=NOON)
    assert at_once(lambda: use_token(token, Purpose.SIGN_IN, by=ANONYMOUS, at=NOON)) == 1


def test_use_code__eight_wrong_at_once__count_no_more_than_five() -> None:
    row, _token, _code = make_link(Purpose.SIGN_IN, account=a_resident_account(), at=NOON)
    assert at_once(lambda: use_code(row.pk, "x", Purpose.SIGN_IN, by=ANONYMOUS, at=NOON)) == 0
    assert OneTimeLink.objects.get().code_tries == TRIES


def test_sign_up__several_links_of_one_address_at_once__make_one_account() -> None:
    tokens = iter([make_link(Purpose.SIGN_UP, email="new@example.jp", at=NOON)[1] for _ in range(8)])
    at_once(lambda: use_token(next(tokens), Purpose.SIGN_UP, by=ANONYMOUS, at=NOON))
    assert Account.objects.count() == 1
