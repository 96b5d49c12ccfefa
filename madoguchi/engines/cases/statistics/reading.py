"""Adding days up: by month, by procedure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from madoguchi.engines.cases.models import FormDownload, Tally
from madoguchi.engines.cases.models.decision import Outcome
from madoguchi.engines.people.public import Actor

AGAINST = {Outcome.REFUSED.value, Outcome.REJECTED.value}


@dataclass
class Sums:
    """`decided` are first decisions of every kind, `refused` those among them that went against the person."""

    received: int = 0
    decided: int = 0
    refused: int = 0
    revised: int = 0
    withdrawn: int = 0
    corrections: int = 0
    downloads: int = 0
    took: Counter[int] = field(default_factory=Counter)

    def add(self, row: Tally) -> None:
        self.received += row.received
        self.withdrawn += row.withdrawn
        self.corrections += row.corrections
        self.revised += row.outcomes.get("revised", 0)
        self.decided += sum(n for outcome, n in row.outcomes.items() if outcome != "revised")
        self.refused += sum(n for outcome, n in row.outcomes.items() if outcome in AGAINST)
        self.took.update({int(days): n for days, n in row.took.items()})

    @property
    def median(self) -> int | None:
        """Days from arrival to the first decision that half of the cases did not exceed."""
        half, seen = (sum(self.took.values()) + 1) // 2, 0
        for days in sorted(self.took):
            seen += self.took[days]
            if seen >= half:
                return days
        return None


@dataclass(frozen=True)
class Statistics:
    whole: Sums
    by_month: dict[str, Sums]
    by_procedure: dict[str, Sums]


def statistics(first: date, last: date, *, by: Actor, section: str = "", procedure: str = "") -> Statistics:
    """What the kept days say of the sections in which this person may see cases. Two queries."""
    rows = Tally.objects.visible_to(by).between(first, last)
    if section:
        rows = rows.filter(section=section)
    if procedure:
        rows = rows.filter(procedure=procedure)
    whole, months, procedures = Sums(), dict[str, Sums](), dict[str, Sums]()
    for row in rows.order_by("day"):
        for sums in (whole, months.setdefault(f"{row.day:%Y-%m}", Sums()), procedures.setdefault(row.procedure, Sums())):
            sums.add(row)
    for code, n in downloads(first, last, procedures if not procedure else [procedure]):
        whole.downloads += n
        if code in procedures:
            procedures[code].downloads += n
    return Statistics(whole, months, dict(sorted(procedures.items())))


def downloads(first: date, last: date, procedures: Iterable[str]) -> list[tuple[str, int]]:
    rows = FormDownload.objects.filter(day__gte=first, day__lte=last, procedure__in=list(procedures)).order_by()
    return [(code, n or 0) for code, n in rows.values_list("procedure").annotate(n=Sum("count"))]
