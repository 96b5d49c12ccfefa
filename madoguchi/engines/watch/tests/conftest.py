from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from madoguchi.engines.people.public import SYSTEM, form_household
from madoguchi.engines.people.testing import account_of, an_addressee, an_officer
from madoguchi.engines.watch.testing import a_guarded_city

NOON = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
"""A Wednesday."""


@pytest.fixture
def noon(db: None) -> datetime:
    a_guarded_city(NOON)
    return NOON


@pytest.fixture
def clerk(noon: datetime):  # type: ignore[no-untyped-def]
    """With an account, so that anomalies can point to it."""
    actor = an_officer("kodomo")
    account_of(actor)
    return actor


@pytest.fixture
def home(noon: datetime):  # type: ignore[no-untyped-def]
    """Two who live together."""
    both = [an_addressee(given="太郎"), an_addressee(given="花子")]
    form_household("999990000000101", [(both[0], "02"), (both[1], "12")], by=SYSTEM, at=noon)
    return both
