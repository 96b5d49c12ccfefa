"""The office's word counts while it is recent, whole and taken; without it, nothing that hangs on it is allowed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.relay.models import Incoming, Line, Outgoing
from madoguchi.core.relay.word import has_word, take_word, word_of

KIND = "people.representation"


@pytest.fixture(autouse=True)
def public_side(db: None) -> Any:
    Line.objects.create(direction="in", seq=4)
    with override_settings(MADO_ZONE="public", MADO_RELAY_WORD_SECONDS=600):
        yield


def said(at: datetime, *, seq: int = 4, without: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"until": at.isoformat(), "seq": seq, "without": list(without)}


def test_has_word__never_spoken__no() -> None:
    assert not has_word(KIND)


def test_has_word__just_spoken__yes_until_it_is_old() -> None:
    now = timezone.now()
    assert take_word(said(now), now)
    assert has_word(KIND)
    with override_settings(MADO_RELAY_WORD_SECONDS=0):
        assert not has_word(KIND)


def test_take_word__something_has_not_arrived__is_not_kept() -> None:
    now = timezone.now()
    assert not take_word(said(now, seq=5), now)
    assert not has_word(KIND)


def test_take_word__of_a_clock_ahead__counts_no_longer_than_another() -> None:
    now = timezone.now()
    take_word(said(now + timedelta(hours=1)), now)
    assert Line.objects.get(pk="in").word_at == now


def test_take_word__an_older_one_arrives_late__changes_nothing() -> None:
    now = timezone.now()
    take_word(said(now, without=(KIND,)), now)
    assert not take_word(said(now - timedelta(seconds=5)), now)
    assert not has_word(KIND)


def test_has_word__what_it_speaks_of_is_not_taken_yet__no() -> None:
    now = timezone.now()
    take_word(said(now), now)
    Incoming.objects.create(id=uuid7(), seq=4, kind=KIND, subject="one", digest="d", sealed=b"e", received_at=now)
    assert not has_word(KIND)
    assert has_word("cases.shown")


def test_word_of__what_could_not_be_sealed__is_left_out_by_name() -> None:
    Outgoing.objects.create(kind=KIND, subject="one", noted_at=timezone.now())
    assert word_of(timezone.now() + timedelta(seconds=1))["without"] == [KIND]
    assert word_of(timezone.now() - timedelta(seconds=1))["without"] == []


def test_has_word__on_the_office_side_and_where_both_are_one__always() -> None:
    for zone in ("office", "all"):
        with override_settings(MADO_ZONE=zone):
            assert has_word(KIND)
