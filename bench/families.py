"""Invented families: the answers of an application on a day, made once a day and family, and what follows from the day."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from random import Random

from madoguchi.city.public import Version, closed_days
from madoguchi.core.calendar.public import TOKYO
from madoguchi.engines.cases.public import Procedure, applicant_of, kept_until, standard_clock
from madoguchi.engines.cases.sealed import digest_of
from madoguchi.engines.cases.search.keys import rows_of
from madoguchi.site.demo.story import answers_of

FAMILIES = 40
"""So many applicants in all: a name has more namesakes here than in any city, which is the hard case for a search."""
VALUES = {"first_month": "2026-08", "monthly_amount": 15000, "first_payment": "2026-10"}
"""What the decisions say; the same in all, since nobody is paid here."""


@dataclass(frozen=True)
class Written:
    """`plain`: the answers as `seal_json` writes them; `marks`: what the case is found by, with the trait of each."""

    plain: bytes
    digest: str
    name: str
    marks: tuple[tuple[str, str], ...]


class Families:
    """What the cases of a procedure have in common by family and day."""

    def __init__(self, version: Version) -> None:
        found = version.definition
        assert isinstance(found, Procedure)
        self.version, self.procedure, self.closed = version, found, closed_days()
        self.written = cache(self._written)
        self.promised = cache(self._promised)
        self.kept_until = cache(self._kept_until)
        self.last_day = cache(lambda on: self.closed.last_day(on, days=found.correction_days))

    def _written(self, family: int, on: date) -> Written:
        noon = datetime(on.year, on.month, on.day, 12, tzinfo=TOKYO)
        answers = answers_of(self.version, family, Random(family), noon)
        answers["claimant"]["birth"] = date(1970 + family % 30, 1 + family % 12, 1 + family % 28).isoformat()
        plain = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
        who = applicant_of(self.procedure, answers)
        marks = tuple({row.mark: (str(row.trait), row.mark) for row in rows_of(who)}.values())
        return Written(plain, digest_of(answers), who.name, marks)

    def _promised(self, on: date) -> date | None:
        days = self.procedure.standard_days
        return standard_clock(on, days, [], self.closed).due_on if days else None

    def _kept_until(self, on: date) -> date:
        return kept_until(on, self.procedure.retention, self.procedure.retention_from)
