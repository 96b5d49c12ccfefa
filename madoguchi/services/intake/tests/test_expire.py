"""What did not become an application goes after its days, with its file and its key; the desk says when."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.engines.people.testing import a_staff_account, an_officer, signed_in
from madoguchi.services.intake.actions.expire import expire_due
from madoguchi.services.intake.actions.mend import dismiss
from madoguchi.services.intake.actions.take import Outcome, take
from madoguchi.services.intake.models import Parcel, ParcelState
from madoguchi.services.intake.testing import NOON, a_package, the_channel

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def channel(db: None) -> Any:
    return the_channel(keep_aside_days=30)


def set_aside(channel: Any, name: str) -> Parcel:
    assert take(channel, name, f"no package {name}".encode(), at=NOON) is Outcome.ASIDE
    return Parcel.objects.get(state=ParcelState.ASIDE, run=None)


def test_expire__after_the_days_of_the_channel__file_and_key_are_gone_and_the_same_bytes_may_come_again(channel: Any) -> None:
    parcel = set_aside(channel, "a.zip")
    whole = take(channel, "b.zip", a_package(), at=NOON)
    assert (whole, expire_due(NOON + 30 * DAY)) == (Outcome.ACCEPTED, 0)
    assert expire_due(NOON + 31 * DAY) == 1
    parcel.refresh_from_db()
    assert (parcel.state, parcel.file, parcel.name) == (ParcelState.EXPIRED, None, "")
    assert parcel.key.destroyed_at is not None
    assert Parcel.objects.filter(state=ParcelState.ACCEPTED).exists()
    assert expire_due(NOON + 32 * DAY) == 0
    assert take(channel, "a.zip", b"no package a.zip", at=NOON + 40 * DAY) is Outcome.ASIDE


def test_expire__dismissed__counts_from_the_dismissal(channel: Any) -> None:
    parcel = set_aside(channel, "a.zip")
    dismiss(parcel, "ほかの市の申請", by=an_officer(), at=NOON + 20 * DAY)
    assert expire_due(NOON + 31 * DAY) == 0
    assert expire_due(NOON + 51 * DAY) == 1


def test_desk__shows_the_last_day_and_what_is_gone(client: Client, channel: Any) -> None:
    parcel = set_aside(channel, "a.zip")
    signed_in(client, a_staff_account("kodomo"))
    home, page = reverse("desk-intake:home"), reverse("desk-intake:parcel", args=[parcel.pk])
    assert "2026年8月14日" in client.get(home).content.decode()
    assert "2026年8月14日（金）まで残し、その翌日に消します" in client.get(page).content.decode()
    expire_due(NOON + 31 * DAY)
    assert "期限が過ぎて消した" in client.get(page).content.decode()
    assert str(parcel.pk) in client.get(home, {"state": "expired"}).content.decode()
