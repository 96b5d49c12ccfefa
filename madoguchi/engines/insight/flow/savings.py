"""What a shorter way would save, by what the same procedure has shown in its own best month. Every figure can be worked out by hand
from those beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from madoguchi.engines.insight.flow.asking import SMALL, CaseSums, Overview

FAIR = 10
"""Cases that a month needs before others are measured by it."""
MOST = 6


@dataclass(frozen=True)
class StepSaving:
    """`days` in the step of `cases`; in the best month `best` a case: `days` − `cases` × `best` = `saved`."""

    procedure: str
    step: str
    cases: int
    days: int
    best: float
    best_month: date
    saved: int


@dataclass(frozen=True)
class CorrectionSaving:
    """`corrected` of `cases` needed a correction, of each hundred `rate` in the best month: `fewer` of them, each of `each` days
    with the person: `saved`."""

    procedure: str
    cases: int
    corrected: int
    rate: float
    best_month: date
    at_best: int
    fewer: int
    each: float
    saved: int


@dataclass(frozen=True)
class Rescue:
    """So many of the `broken` promises would have been kept, had the case not lain in this step."""

    step: str
    broken: int
    rescued: int


def savings(found: Overview) -> list[StepSaving | CorrectionSaving]:
    """The greatest first. A procedure is compared with itself only, so that a month with many easy ones is no example to others."""
    every: list[StepSaving | CorrectionSaving] = [*_steps(found), *_corrections(found)]
    return sorted(every, key=lambda one: -one.saved)[:MOST]


def rescues(found: Overview) -> list[Rescue]:
    broken = found.whole.promised - found.whole.kept
    rows = [Rescue(code, broken, sums.rescues) for code, sums in found.whole.steps.items() if sums.rescues >= SMALL]
    return sorted(rows, key=lambda one: -one.rescued)


def fair_months(found: Overview, procedure: str) -> dict[date, CaseSums]:
    months = {month: sums for (code, month), sums in found.cells.items() if code == procedure and sums.cases >= FAIR}
    return months if len(months) > 1 else {}


def _steps(found: Overview) -> Iterator[StepSaving]:
    measure = found.asked.measure
    for procedure, whole in found.by_procedure.items():
        months = fair_months(found, procedure)
        for code in found.of_city if months else []:
            if code not in whole.steps or whole.steps[code].cases < SMALL:
                continue
            best_month = min(months, key=lambda month: (months[month].of([code], measure) / months[month].cases, month))
            best = round(months[best_month].of([code], measure) / months[best_month].cases, 1)
            days = whole.of([code], measure)
            saved = int(days - whole.cases * best)
            if saved > 0:
                yield StepSaving(procedure, code, whole.cases, days, best, best_month, saved)


def _corrections(found: Overview) -> Iterator[CorrectionSaving]:
    measure, steps = found.asked.measure, found.of_applicant
    for procedure, whole in found.by_procedure.items():
        months = fair_months(found, procedure)
        through = whole.through(steps)
        if not months or whole.corrected < SMALL or through < SMALL:
            continue
        best_month = min(months, key=lambda month: (_rate(months[month]), month))
        rate = _rate(months[best_month])
        at_best = -int(-whole.cases * rate // 100)  # rounded up: rather too little saved than too much
        fewer = whole.corrected - at_best
        each = round(whole.of(steps, measure) / through, 1)
        if fewer > 0 and int(fewer * each) > 0:
            yield CorrectionSaving(
                procedure, whole.cases, whole.corrected, rate, best_month, at_best, fewer, each, int(fewer * each)
            )


def _rate(sums: CaseSums) -> float:
    """Corrections in a hundred cases; a count that may not be told is taken for the least that may."""
    corrected = SMALL if 0 < sums.corrected < SMALL else sums.corrected
    return round(100 * corrected / sums.cases, 1)
