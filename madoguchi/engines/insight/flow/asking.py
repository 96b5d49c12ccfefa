"""Asking: what the facts say of a span of months. Four questions, whatever the number of cases; nothing is counted anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from django.db.models import Sum

from madoguchi.engines.insight.flow.process import PROCESSES, Process
from madoguchi.engines.insight.models import CaseFact, OpenFact, StepFact, VariantFact
from madoguchi.engines.people.public import Actor

SMALL = 5
"""Fewer cases than this are told of together with others only: they could point at a person, or at one colleague."""
K = TypeVar("K")


@dataclass(frozen=True)
class Asked:
    """Cases that ended in months from `first` to `last`; of one department or procedure, or of all that may be seen. `measure`:
    `days`, or `open_days` by the city's calendar."""

    first: date
    last: date
    section: str = ""
    procedure: str = ""
    measure: str = "days"
    process: str = "case"

    def rows(self, model: Any, by: Actor) -> Any:
        rows = model.objects.visible_to(by).filter(process=self.process)
        if self.section:
            rows = rows.filter(section=self.section)
        if self.procedure:
            rows = rows.filter(procedure=self.procedure)
        return rows if model is OpenFact else rows.filter(month__gte=self.first, month__lte=self.last)


@dataclass
class CaseSums:
    cases: int = 0
    left: int = 0
    days: int = 0
    open_days: int = 0
    to_answer: int = 0
    corrected: int = 0
    asked: int = 0
    returned: int = 0
    promised: int = 0
    kept: int = 0
    over_days: int = 0
    steps: "dict[str, StepSums]" = field(default_factory=dict)

    def add(self, other: "CaseSums") -> None:
        self.cases += other.cases
        self.left += other.left
        self.days += other.days
        self.open_days += other.open_days
        self.to_answer += other.to_answer
        self.corrected += other.corrected
        self.asked += other.asked
        self.returned += other.returned
        self.promised += other.promised
        self.kept += other.kept
        self.over_days += other.over_days
        for code, sums in other.steps.items():
            self.step(code).add(sums)

    def step(self, code: str) -> "StepSums":
        if code not in self.steps:
            self.steps[code] = StepSums()
        return self.steps[code]

    def of(self, codes: Iterable[str], measure: str) -> int:
        """Days in these steps."""
        return sum(getattr(self.steps[code], measure) for code in codes if code in self.steps)

    def through(self, codes: Iterable[str]) -> int:
        """Cases that came through the one of these steps that most came through."""
        return max((self.steps[code].cases for code in codes if code in self.steps), default=0)


@dataclass
class StepSums:
    cases: int = 0
    days: int = 0
    open_days: int = 0
    same_day: int = 0
    to3: int = 0
    to7: int = 0
    to14: int = 0
    to30: int = 0
    longer: int = 0
    rescues: int = 0

    def add(self, other: "StepSums") -> None:
        """Column by column and not by their names: a page of the whole house adds some ten thousand times."""
        self.cases += other.cases
        self.days += other.days
        self.open_days += other.open_days
        self.same_day += other.same_day
        self.to3 += other.to3
        self.to7 += other.to7
        self.to14 += other.to14
        self.to30 += other.to30
        self.longer += other.longer
        self.rescues += other.rescues


@dataclass
class Variant:
    path: tuple[str, ...]
    cases: int = 0
    days: int = 0

    def add(self, other: "Variant") -> None:
        self.cases, self.days = self.cases + other.cases, self.days + other.days


@dataclass
class Lying:
    """Open cases of a step; `since` sums ordinals of days."""

    cases: int = 0
    since: int = 0

    def add(self, other: "Lying") -> None:
        self.cases, self.since = self.cases + other.cases, self.since + other.since

    def mean(self, today: date) -> float:
        return today.toordinal() - self.since / self.cases if self.cases else 0.0


CASE_COLUMNS = [one.name for one in fields(CaseSums) if one.name != "steps"]
STEP_COLUMNS = [one.name for one in fields(StepSums)]


@dataclass
class Overview:
    """`cells`: by procedure and month, for comparing like with like."""

    asked: Asked
    process: Process
    whole: CaseSums = field(default_factory=CaseSums)
    by_month: dict[date, CaseSums] = field(default_factory=dict)
    by_procedure: dict[str, CaseSums] = field(default_factory=dict)
    by_section: dict[str, CaseSums] = field(default_factory=dict)
    cells: dict[tuple[str, date], CaseSums] = field(default_factory=dict)
    variants: list[Variant] = field(default_factory=list)
    lying: dict[str, Lying] = field(default_factory=dict)

    @property
    def of_applicant(self) -> list[str]:
        return [step.code for step in self.process.steps if step.whose == "applicant"]

    @property
    def of_city(self) -> list[str]:
        return [step.code for step in self.process.steps if step.whose == "city"]

    @property
    def at_work(self) -> list[str]:
        return [step.code for step in self.process.steps if step.works]


def overview(asked: Asked, *, by: Actor) -> Overview:
    """All that the page shows."""
    found = Overview(asked, PROCESSES.get(asked.process))
    names = ("section", "procedure", "month")
    for section, procedure, month, *values in asked.rows(CaseFact, by).values_list(*names, *CASE_COLUMNS).order_by("month"):
        sums = CaseSums(*values)
        for group in _groups(found, section, procedure, month):
            group.add(sums)
    for section, procedure, month, step, *values in (
        asked.rows(StepFact, by).values_list(*names, "step", *STEP_COLUMNS).order_by("month")
    ):
        one = StepSums(*values)
        for group in _groups(found, section, procedure, month):
            group.step(step).add(one)
    ways = asked.rows(VariantFact, by).filter(cases__gt=0).order_by().values_list("path").annotate(Sum("cases"), Sum("days"))
    found.variants = sorted((Variant(tuple(p.split(">")), n, days) for p, n, days in ways), key=lambda one: (-one.cases, one.path))
    for step, cases, since in asked.rows(OpenFact, by).filter(cases__gt=0).values_list("step", "cases", "since"):
        found.lying.setdefault(step, Lying()).add(Lying(cases, since))
    return found


def _groups(found: Overview, section: str, procedure: str, month: date) -> list[CaseSums]:
    return [
        found.whole,
        found.by_month.setdefault(month, CaseSums()),
        found.by_procedure.setdefault(procedure, CaseSums()),
        found.by_section.setdefault(section, CaseSums()),
        found.cells.setdefault((procedure, month), CaseSums()),
    ]


def protected(groups: Mapping[K, Any]) -> tuple[dict[K, Any], Any]:
    """The groups that may be told of by themselves, and the rest as one (or None). The rest never holds fewer than SMALL cases
    while anything else is shown, so that nothing can be worked out by taking the others from the whole.
    """
    shown = {key: group for key, group in groups.items() if group.cases >= SMALL}
    hidden = [group for group in groups.values() if 0 < group.cases < SMALL]
    if not hidden:
        return shown, None
    while shown and sum(group.cases for group in hidden) < SMALL:
        least = min(shown, key=lambda key: shown[key].cases)
        hidden.append(shown.pop(least))
    rest = type(hidden[0])() if not isinstance(hidden[0], Variant) else Variant(())
    for group in hidden:
        rest.add(group)
    return shown, rest
