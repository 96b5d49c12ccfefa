"""Rows by the million, written straight into the tables, for measuring. What they say is consistent: `Standing`
equals the rebuilt.
"""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from django.db import transaction

from madoguchi.city.public import Version, closed_days
from madoguchi.core.calendar.public import TOKYO, today
from madoguchi.core.identifiers.public import new_receipt_number, uuid7
from madoguchi.core.sealing.public import DataKey, new_key
from madoguchi.engines.cases.clocks import breaks_on, clock_of, kept_until, legal_due
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models import (
    Application,
    Case,
    Completion,
    Decision,
    Intake,
    Notification,
    Review,
    Source,
    Standing,
    State,
    WaitsFor,
)
from madoguchi.engines.cases.models.application import answers_context
from madoguchi.engines.cases.sealed import digest_of, hide, hide_json

OPEN = ((State.ARRIVED, WaitsFor.INTAKE), (State.ACCEPTED, WaitsFor.REVIEW), (State.REVIEWING, WaitsFor.PROPOSAL))


def bulk(
    count: int,
    *,
    version: Version,
    answers: dict[str, Any],
    now: datetime,
    open_share: float = 0.1,
    seed: int = 1,
    batch: int = 1000,
) -> Iterator[int]:
    """Write so many cases, a batch a transaction; yields how many stand. A key is shared by a batch, to save time."""
    dice = random.Random(seed)  # noqa: S311
    done = 0
    while done < count:
        size = min(batch, count - done)
        with transaction.atomic():
            write(Batch(version, answers, now, dice, open_share), size)
        done += size
        yield done


class Batch:
    """Rows by table, in the order in which they may be written."""

    def __init__(self, version: Version, answers: dict[str, Any], now: datetime, dice: random.Random, open_share: float) -> None:
        definition = version.definition
        assert isinstance(definition, Procedure)
        self.version, self.definition, self.answers, self.now = version, definition, answers, now
        self.dice, self.open_share = dice, open_share
        self.key: DataKey = new_key("bench", str(uuid4()), to="office")
        self.digest = digest_of(answers)
        self.closed = closed_days()
        self.dates = cache(self._dates)
        self.rows: dict[type, list[Any]] = {
            table: [] for table in (Application, Case, Intake, Review, Decision, Notification, Completion, Standing)
        }

    def _dates(self, received: Any) -> tuple[Any, Any]:
        clock = clock_of(self.definition, received, [], self.closed)
        legal = self.definition.legal_days
        return (clock.due_on if clock else None), (legal_due(received, legal, self.closed) if legal else None)

    def add(self) -> None:
        is_open = self.dice.random() < self.open_share
        age = self.dice.randint(0, 40) if is_open else self.dice.randint(45, 1800)
        at = datetime.combine(today(self.now) - timedelta(days=age), time(10, self.dice.randint(0, 59)), TOKYO)
        case = self.case(at)
        if is_open:
            self.open(case, at)
        else:
            self.decided(case, at)

    def case(self, at: datetime) -> Case:
        application_id, case_id, number = uuid7(), uuid7(), new_receipt_number()
        common = {"procedure": self.definition.code, "version": self.version, "section": self.definition.department}
        source = self.dice.choice((Source.PORTAL, Source.PORTAL, Source.PORTAL, Source.POST, Source.COUNTER))
        application = Application(
            id=application_id,
            number=number,
            key=self.key,
            sealed_answers=hide_json(self.key, self.answers, answers_context(application_id, 1)),
            digest=self.digest,
            source=source,
            received_at=at,
            submitted_by="system",
            **common,
        )
        case = Case(
            id=case_id,
            application=application,
            number=number,
            key=self.key,
            sealed_applicant=hide(self.key, f"見本 {self.dice.randint(1, 99999)}", f"cases.applicant:{case_id}"),
            source=source,
            received_on=today(at),
            opened_at=at,
            **common,
        )
        self.rows[Application].append(application)
        self.rows[Case].append(case)
        return case

    def open(self, case: Case, at: datetime) -> None:
        step = self.dice.randrange(3)
        if step >= 1:
            self.rows[Intake].append(Intake(case=case, by_code="system", at=at))
        if step >= 2:
            self.rows[Review].append(Review(case=case, by_code="system", at=at))
        promised, legal = self.dates(case.received_on)
        standing = Standing(
            case=case,
            number=case.number,
            section=case.section,
            procedure=case.procedure,
            source=case.source,
            state=OPEN[step][0],
            waits_for=OPEN[step][1],
            received_on=case.received_on,
            promised_on=promised,
            legal_on=legal,
            breaks_on=breaks_on(promised, legal, None),
        )
        self.rows[Standing].append(standing)

    def decided(self, case: Case, at: datetime) -> None:
        end = at + timedelta(days=self.dice.randint(3, 30))
        decision = Decision(case=case, outcome="granted", decided_by="system", decided_at=end, decided_on=today(end))
        self.rows[Intake].append(Intake(case=case, by_code="system", at=at))
        self.rows[Review].append(Review(case=case, by_code="system", at=at))
        self.rows[Decision].append(decision)
        self.rows[Notification].append(
            Notification(
                case=case, decision=decision, notice_code="bench", notice=uuid4(), requested_at=end, given_at=end, sent_at=end
            )
        )
        self.rows[Completion].append(Completion(case=case, by_code="system", at=end))
        case.closed_on = today(end)
        case.kept_until = kept_until(case.closed_on, self.definition.retention, self.definition.retention_from)


def write(rows: Batch, size: int) -> None:
    for _ in range(size):
        rows.add()
    for table, found in rows.rows.items():
        table._default_manager.bulk_create(found, batch_size=500)  # type: ignore[attr-defined]
