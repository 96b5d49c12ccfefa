"""What is measured on is what the house would have written: generated cases open, agree with their `Standing`, and are sealed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench.bulk import flush, in_sqlite
from bench.families import Families
from bench.numbering import id_at, receipt_number
from bench.stories import WAITS, Plan, Staff, Writer
from madoguchi.city.public import current, load_folder
from madoguchi.core.identifiers.public import check_receipt_number
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Application, Case, Standing
from madoguchi.engines.cases.standing import differing
from madoguchi.engines.messages.models import Notice
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of

STATES = (*WAITS, "closed")
NOW = timezone.now()


@pytest.fixture
def generated(db: None) -> Iterator[list[Case]]:
    """Two cases in each state, one by a resident, one on paper."""
    in_sqlite.cache_clear()
    load_folder(Path(settings.BASE_DIR) / "cities" / "urayasu", by=SYSTEM, at=NOW)
    version = current("procedure", "child-allowance-claim")
    assert version
    one, other, chief = a_staff_account(), a_staff_account(), a_staff_account(role="chief")
    writer = Writer(Families(version), Staff((one.pk, other.pk), chief.pk), Random(1))
    resident = a_resident_account()
    for index in range(2 * len(STATES)):
        at = NOW - timedelta(days=40 - index)
        account, source = (resident.pk, "portal") if index % 2 else (None, "post")
        writer.write(Plan(index, at, NOW, STATES[index // 2], account, source))
    flush(writer.tables)
    connection.check_constraints()
    yield list(Case.objects.order_by("opened_at"))
    in_sqlite.cache_clear()


def test_generate__case_in_every_state__agrees_with_its_standing(generated: list[Case]) -> None:
    assert len(generated) == 2 * len(STATES)
    assert list(differing()) == []
    assert sorted(Standing.objects.values_list("state", flat=True)) == sorted([*WAITS, *WAITS])


def test_generate__case_in_every_state__opens_whole(generated: list[Case]) -> None:
    clerk = actor_of(a_staff_account())
    for case in generated:
        view = cases.case_for_desk(cases.look(case.number, by=clerk, at=NOW), by=clerk, at=NOW)
        assert view.applicant.name == case.applicant != ""
        assert view.timeline
        assert [item.comment for item in view.correction.items.all()] if view.correction else True
        assert all(decision.values for decision in case.decisions.all())
    assert all(notice.recipient.name for notice in Notice.objects.select_related("key"))


def test_generate__portal_case__was_typed_in_a_draft(generated: list[Case]) -> None:
    assert {a.source == "portal": a.draft is not None for a in Application.objects.all()} == {True: True, False: False}


def test_receipt_number__many__differ_and_pass_the_check() -> None:
    numbers = [receipt_number(index) for index in range(5000)]
    assert len(set(numbers)) == 5000
    assert [check_receipt_number(number) for number in numbers[:50]] == numbers[:50]


def test_id_at__moment__is_a_uuid7_of_it() -> None:
    from uuid import UUID

    moment = datetime(2026, 7, 1, 12, tzinfo=NOW.tzinfo)
    found = UUID(id_at(int(moment.timestamp() * 1000), Random(3)))
    assert (found.version, found.int >> 80) == (7, int(moment.timestamp() * 1000))


def test_fill__rows_for_every_list__keep_the_rules_of_the_database(
    generated: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    from bench import gate, registers

    a_resident_account("sakura@example.jp")
    monkeypatch.setattr(registers, "in_bulk", nullcontext)
    monkeypatch.setattr(registers, "OPEN_OF", 1)
    assert registers.fill(NOW) > 0
    assert registers.fill(NOW) == 0
    connection.check_constraints()
    empty = [name for name, model, narrowed, _order in gate.kinds(NOW) if not narrowed(model.objects.all()).exists()]
    assert set(empty) <= {"names solved", "register of a year", "reports given back", "reservations of a day"}
    assert all(len(scoped()) <= len(unscoped()) <= gate.PAGE for _name, scoped, unscoped in gate.lists())
