"""Where things stand: what of a quarter has been reported, what waits, what the headquarters should see at a glance."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.insight.public import Indicator
from madoguchi.engines.people.public import Actor
from madoguchi.services.plan.book import Book, Standing
from madoguchi.services.plan.models import ClosedYear, Evaluation, FollowUp, Outcome, Report, Review, Statement, Task
from madoguchi.services.plan.quarters import Owed, Quarter, owed
from madoguchi.services.plan.stages import Answer, Ending, Stage, Verdict

STATES: dict[str, str | Promise] = {
    "missing": _("未報告"),
    "overdue": _("期限を過ぎた"),
    "sent": _("確認待ち"),
    "returned": _("差戻し"),
    "accepted": _("確認済み"),
}
TONES = {"missing": "note", "overdue": "bad", "sent": "info", "returned": "warn", "accepted": "good"}


@dataclass(frozen=True)
class Due:
    """One line of one measure in a quarter, with the report that counts."""

    owed: Owed
    report: Report | None
    review: Review | None
    overdue: bool

    @property
    def state(self) -> str:
        if self.report is None:
            return "overdue" if self.overdue else "missing"
        if self.review is None:
            return "sent"
        return "accepted" if self.review.answer == Answer.ACCEPTED else "returned"

    @property
    def state_name(self) -> str | Promise:
        return STATES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]


def of_quarter(book: Book, quarter: Quarter, *, day: date, section: str = "") -> list[Due]:
    """What is owed for a quarter, by a section or altogether. After the plan's period nothing is overdue."""
    reports = newest_reports(quarter)
    late = day > quarter.due_on(book.plan.report_due_days) and not book.latest.ended_on(day)
    found = []
    for one in owed(book, quarter, section):
        report = reports.get(one.key)
        found.append(Due(one, report, review_of(report), late))
    return found


def newest_reports(quarter: Quarter) -> dict[tuple[str, str], Report]:
    """By measure and line, the last revision."""
    rows = Report.objects.filter(year=quarter.year, quarter=quarter.number).select_related("review").order_by("revision")
    return {(row.measure, row.line): row for row in rows}


def review_of(report: Report | None) -> Review | None:
    return getattr(report, "review", None) if report is not None else None


def history(measure: str, *, by: Actor, line: str = "") -> list[Report]:
    """Reports of a measure, the newest first."""
    rows = Report.objects.visible_to(by).filter(measure=measure).select_related("review")
    if line:
        rows = rows.filter(line=line)
    return list(rows.order_by("-year", "-quarter", "line", "-revision"))


def waiting_for_review(*, by: Actor) -> list[Report]:
    """The last revisions that nobody has reviewed, the oldest first."""
    rows = Report.objects.visible_to(by).filter(review=None).order_by("at", "id")
    found = []
    for row in rows:
        newer = Report.objects.filter(
            measure=row.measure, line=row.line, year=row.year, quarter=row.quarter, revision__gt=row.revision
        )
        if not newer.exists():
            found.append(row)
    return found


def evaluations(year: int) -> dict[str, Evaluation]:
    """By measure, the last revision."""
    return {row.measure: row for row in Evaluation.objects.filter(year=year).order_by("revision")}


def outcomes(edition: str) -> dict[str, Outcome]:
    return {row.measure: row for row in Outcome.objects.filter(edition=edition)}


def is_closed(year: int) -> bool:
    return ClosedYear.objects.filter(year=year).exists()


# What the public reads

LABELS: dict[str, dict[str, Any]] = {
    Statement.PROGRESS: dict(Stage.choices),
    Statement.EVALUATION: dict(Verdict.choices),
    Statement.ENDING: dict(Ending.choices),
}


@dataclass(frozen=True)
class Said:
    """A published statement in words."""

    statement: Statement
    state: Any
    line: Any


def statements_of(standing: Standing) -> list[Said]:
    """What was published of a measure, the newest first."""
    rows = Statement.objects.filter(measure=standing.code).order_by("-year", "-quarter", "line")
    return [in_words(row, standing) for row in rows]


def in_words(row: Statement, standing: Standing | None = None) -> Said:
    line = standing.line(row.line) if standing else None
    return Said(row, LABELS[row.kind].get(row.state, row.state), line.label if line else None)


def endings() -> dict[str, Said]:
    """By measure, how it ended with the plan, as published."""
    return {row.measure: in_words(row) for row in Statement.objects.filter(kind=Statement.ENDING)}


# The headquarters' page


@dataclass
class Square:
    """A measure on the headquarters' page: one word for where it stands."""

    standing: Standing
    state: Any
    tone: str


@dataclass
class Board:
    """All of the plan on one page."""

    quarter: Quarter | None
    counts: dict[str, int] = field(default_factory=dict)
    policies: list[tuple[Any, list[Square]]] = field(default_factory=list)
    endings: Counter[str] = field(default_factory=Counter)
    figures: list[tuple[Indicator, float | None, float | None]] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    closed: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())


VERDICT_TONES = {"achieved": "good", "on-the-way": "info", "late": "bad", "stopped": "note"}
ENDING_TONES = {"completed": "good", "continued": "info", "ended": "note"}
KEY_FIGURES = (
    "e-applications",
    "pittari-total",
    "open-data-sets",
    "cards-rate",
    "certificates-total-shop",
    "notice-mail-readers",
    "x-followers",
    "e-approval-rate",
)


def board(book: Book, quarter: Quarter | None, *, day: date, by: Actor) -> Board:
    """Few questions, whatever the number of measures."""
    found = Board(quarter)
    dues = of_quarter(book, quarter, day=day) if quarter else []
    found.counts = Counter(due.state for due in dues)
    ended, verdicts = outcomes(book.latest.code), evaluations(quarter.year) if quarter else {}
    found.endings = Counter(str(one.ending) for one in ended.values())
    stages = stages_of(dues)
    for policy in book.plan.policies:
        squares = [
            square(one, ended.get(one.code), verdicts.get(one.code), stages.get(one.code))
            for one in book.standings()
            if one.measure.policy == policy.number
        ]
        found.policies.append((policy, squares))
    found.figures = [last_two(book.indicators[code]) for code in KEY_FIGURES if code in book.indicators]
    found.follow_ups = list(
        FollowUp.objects.visible_to(by).filter(done_at=None).select_related("decision__meeting").order_by("due_on", "id")[:8]
    )
    found.tasks = list(Task.objects.visible_to(by).filter(answer=None).order_by("due_on", "id")[:8])
    found.closed = bool(quarter and is_closed(quarter.year))
    return found


def stages_of(dues: Iterable[Due]) -> dict[str, str]:
    """By measure, the stages that its lines report."""
    found: dict[str, list[str]] = {}
    for due in dues:
        if due.report is not None:
            found.setdefault(due.owed.standing.code, []).append(str(due.report.get_stage_display()))
    return {code: "／".join(dict.fromkeys(stages)) for code, stages in found.items()}


def square(standing: Standing, outcome: Outcome | None, verdict: Evaluation | None, stage: str | None) -> Square:
    """The ending counts most, then the evaluation, then the stage reported."""
    if outcome is not None:
        return Square(standing, outcome.get_ending_display(), ENDING_TONES[outcome.ending])
    if verdict is not None:
        return Square(standing, verdict.get_verdict_display(), VERDICT_TONES[verdict.verdict])
    return Square(standing, stage, "info") if stage else Square(standing, STATES["missing"], "note")


def last_two(one: Indicator) -> tuple[Indicator, float | None, float | None]:
    """The newest value and its difference from the one before; none across a break."""
    values: Sequence[Any] = one.series
    if not values:
        return one, None, None
    last, breaks = values[-1], {found.at for found in one.breaks}
    before = values[-2].value if len(values) > 1 and last.at not in breaks else None
    change = last.value - before if last.value is not None and before is not None else None
    return one, last.value, change
