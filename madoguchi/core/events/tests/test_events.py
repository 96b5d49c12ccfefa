"""What an event promises: with its deed or not at all, codes only, each subscriber's effects once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from madoguchi.core.acting import SYSTEM, Machine
from madoguchi.core.audit.public import Entry, NotACode
from madoguchi.core.events.delivering import deliver, order
from madoguchi.core.events.public import (
    Event,
    Handled,
    NotInTransaction,
    StoredEvent,
    event_classes,
    rebuild,
    record,
    replay,
)
from madoguchi.core.events.recording import AlreadyQueued
from madoguchi.core.events.testing import subscribed
from madoguchi.core.jobs.public import Job, State, outcomes
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.registry import UnknownKey

NOON = datetime(2026, 7, 1, 3, tzinfo=UTC)
CLERK = Machine("staff:1", "kodomo", "s1")


class Outcome(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True)
class ThingDecided(Event):
    kind = "tests.thing-decided"
    subject_kind = "thing"
    outcome: Outcome
    on: date
    document: UUID
    count: int = 0
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThingNamed(Event):
    kind = "tests.thing-named"
    subject_kind = "thing"
    v = 2
    word: str = ""

    @classmethod
    def upgrade(cls, data, v):
        return {"word": data["old_word"]}


def a_thing(subject=None, **more):
    values = {"outcome": Outcome.GRANTED, "on": date(2026, 7, 1), "document": uuid4(), **more}
    return ThingDecided(subject=subject or uuid4(), **values)


@pytest.fixture
def told():
    heard = []
    with subscribed(ThingDecided, name="tests.listen", function=lambda event, stored: heard.append((event, stored))):
        yield heard


@pytest.mark.django_db(transaction=True)
def test_record__outside_a_transaction__is_refused():
    with pytest.raises(NotInTransaction):
        record(a_thing(), by=SYSTEM, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_record__rolled_back__leaves_no_trace(told):
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        record(a_thing(), by=SYSTEM, at=NOON)
        raise RuntimeError
    assert not StoredEvent.objects.exists()
    assert not Entry.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_record__committed__has_envelope_entry_and_job(told):
    event = a_thing(fields=("children[0].living",))
    stored = record(event, by=CLERK, at=NOON)
    assert stored.envelope() == {
        "id": str(stored.id),
        "kind": "tests.thing-decided",
        "at": NOON.isoformat(),
        "by": CLERK.code,
        "section": "kodomo",
        "subject_kind": "thing",
        "subject_id": str(event.subject),
        "data": {
            "outcome": "granted",
            "on": "2026-07-01",
            "document": str(event.document),
            "count": 0,
            "fields": ["children[0].living"],
        },
        "v": 1,
    }
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.session, entry.data["event"]) == (
        event.kind,
        CLERK.code,
        "s1",
        str(stored.id),
    )
    assert run_all_ready(NOON) == 1
    assert told == [(event, stored)]
    assert Handled.objects.get().at == NOON


@pytest.mark.django_db
def test_record__few_queries_however_many_subscribers(told, django_assert_num_queries):
    with django_assert_num_queries(3):
        record(a_thing(), by=SYSTEM, at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["見本 花子", "two words", "a@example.invalid", "090-1234-5678", "123456789012", "x" * 65])
def test_record__text_that_is_no_code__is_refused(word):
    with pytest.raises(NotACode), transaction.atomic():
        record(ThingNamed(subject=uuid4(), word=word), by=SYSTEM, at=NOON)
    assert not StoredEvent.objects.exists()


@pytest.mark.django_db
def test_stored_event__change_or_delete__is_refused_by_the_database():
    stored = record(a_thing(), by=SYSTEM, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredEvent.objects.update(kind="x.y")
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.delete()


@pytest.mark.django_db
def test_deliver__job_runs_twice__effects_once(told):
    stored = record(a_thing(), by=SYSTEM, at=NOON)
    deliver.call(str(stored.id), "tests.listen")
    deliver.call(str(stored.id), "tests.listen")
    assert len(told) == 1


@pytest.mark.django_db
def test_deliver__subscriber_fails__effects_undone_tried_again_and_visible():
    from madoguchi.core.jobs.public import Periodic

    tries = []

    def stumble(event, stored):
        tries.append(1)
        Periodic.objects.create(name=f"effect-{len(tries)}", next_at=NOON)
        if len(tries) == 1:
            raise RuntimeError("架空の故障")

    with subscribed(ThingDecided, name="tests.stumble", function=stumble):
        record(a_thing(), by=SYSTEM, at=NOON)
        run_all_ready(NOON, raising=False)
        assert not Handled.objects.exists()
        assert outcomes(troubled=True).get().reason == "RuntimeError: 架空の故障"
        run_all_ready(NOON + timedelta(minutes=1))
    assert [p.name for p in Periodic.objects.filter(name__startswith="effect")] == ["effect-2"]
    assert Handled.objects.count() == 1


@pytest.mark.django_db
def test_deliver__ordered__later_event_waits_for_the_failing_one():
    seen, broken = [], [True]

    def take(event, stored):
        if event.count == 1 and broken:
            raise RuntimeError
        seen.append((event.subject, event.count))

    one, other = uuid4(), uuid4()
    with subscribed(ThingDecided, name="tests.ordered", function=take, ordered=True):
        for subject, count in ((one, 1), (one, 2), (other, 3)):
            record(a_thing(subject, count=count), by=SYSTEM, at=NOON)
        run_all_ready(NOON, raising=False)
        assert seen == [(other, 3)]
        assert outcomes(states=[State.LATER]).count() == 2
        broken.clear()
        run_all_ready(NOON + timedelta(minutes=1))
        run_all_ready(NOON + timedelta(minutes=2))
    assert seen == [(other, 3), (one, 1), (one, 2)]


@pytest.mark.django_db
def test_replay__handled_event__runs_once_more_and_is_noted(told):
    stored = record(a_thing(), by=SYSTEM, at=NOON)
    run_all_ready(NOON)
    replay(stored.id, "tests.listen", by=CLERK, at=NOON)
    run_all_ready(NOON)
    assert len(told) == 2
    assert Entry.objects.get(action="events.replayed").by == CLERK.code


@pytest.mark.django_db
def test_replay__event_older_than_the_subscriber__is_handed_over():
    stored = record(a_thing(), by=SYSTEM, at=NOON)
    heard = []
    with subscribed(ThingDecided, name="tests.late", function=lambda e, s: heard.append(e)):
        replay(stored.id, "tests.late", by=SYSTEM, at=NOON)
        run_all_ready(NOON)
    assert len(heard) == 1


@pytest.mark.django_db
def test_replay__still_queued__is_refused(told):
    stored = record(a_thing(), by=SYSTEM, at=NOON)
    with pytest.raises(AlreadyQueued):
        replay(stored.id, "tests.listen", by=SYSTEM, at=NOON)


@pytest.mark.django_db
def test_replay__nobody_of_that_name__is_an_error_with_near_names(told):
    stored = record(a_thing(), by=SYSTEM, at=NOON)
    with pytest.raises(UnknownKey, match=r"tests\.listen"):
        replay(stored.id, "tests.lissen", by=SYSTEM, at=NOON)


def test_rebuild__earlier_version__is_upgraded():
    assert rebuild("tests.thing-named", "7", {"old_word": "a"}, 1) == ThingNamed(subject="7", word="a")


def test_event__same_kind_twice__is_refused():
    with pytest.raises(TypeError):

        class Twin(Event):
            kind = "tests.thing-named"
            subject_kind = "thing"


def test_event__kind_without_past_tense_form__is_refused():
    with pytest.raises(TypeError):

        class Bad(Event):
            kind = "NoRoom"
            subject_kind = "thing"


def test_event_classes__of_the_house__have_kind_and_subject():
    for cls in event_classes():
        assert cls.subject_kind, cls


@pytest.mark.django_db
def test_order__same_event_and_subscriber__same_key():
    stored = record(a_thing(), by=SYSTEM, at=NOON)
    assert order(stored.id, "a").key == order(stored.id, "a").key != order(stored.id, "a", 2).key
