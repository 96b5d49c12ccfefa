"""Reminders: a section is told when a quarter can be reported, shortly before it is due, and once after."""

from datetime import date, datetime, timedelta

from django.db import transaction

from madoguchi.city.public import NotDefined
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.jobs.public import enqueue_once, every, moment, task
from madoguchi.core.zones import Zone
from madoguchi.engines.messages.public import TEXTS, MailText, tell
from madoguchi.engines.people.public import SYSTEM, holders
from madoguchi.services.plan import progress
from madoguchi.services.plan.events import ReportReminded
from madoguchi.services.plan.quarters import Quarter, quarter_to_report
from madoguchi.services.plan.queries import the_plan

SOON = timedelta(days=3)
GIVEN_UP = timedelta(days=30)

TEXTS.register(
    "plan-report-due",
    MailText(
        subject={
            "ja": "計画の進み具合の報告をお願いします",
            "en": "Please report on the plan",
            "ja-easy": "計画（けいかく）の 報告（ほうこく）を おねがいします",
        },
        sentence={
            "ja": "四半期の報告がまだの施策があります。窓口デスクの「計画」に、施策と期限があります。",
            "en": "Measures of the plan wait for this quarter's report. See Plan on the desk for the measures and the date.",
            "ja-easy": "まだ 報告（ほうこく）が ない ものが あります。窓口デスクの「計画」を 見て ください。",
        },
    ),
)


def phase(quarter: Quarter, due_days: int, day: date) -> str:
    """Which of the three reminders this day belongs to; none after a month, and none while the quarter runs."""
    due = quarter.due_on(due_days)
    if day <= quarter.last or day > due + GIVEN_UP:
        return ""
    if day > due:
        return "over"
    return "soon" if day >= due - SOON else "open"


@every("plan.remind", daily="08:30", zone=Zone.OFFICE)
def remind(at: datetime) -> int:
    """How many sections still owe a report. Each is told once a phase, however often this runs."""
    day = today(at)
    try:
        book = the_plan()
    except NotDefined:
        return 0
    quarter = quarter_to_report(book, day)
    now = phase(quarter, book.plan.report_due_days, day) if quarter else ""
    if quarter is None or not now:
        return 0
    missing: dict[str, int] = {}
    for due in progress.of_quarter(book, quarter, day=day):
        if due.report is None:
            for section in due.owed.standing.departments:
                missing[section] = missing.get(section, 0) + 1
    for section, count in sorted(missing.items()):
        key = f"plan.remind:{quarter.year}-{quarter.number}:{now}:{section}"
        enqueue_once(tell_section, key, section, quarter.year, quarter.number, now, count)
    return len(missing)


@task
def tell_section(section: str, year: int, number: int, now: str, count: int) -> int:
    """Tell everybody of the section who may report; how many they were."""
    at, told = moment(), 0
    with transaction.atomic():
        for role in ("clerk", "chief"):
            for account in holders(section, role, today(at)):
                key = f"plan:{year}-{number}:{now}:{section}:{account.pk}"
                tell(account, "plan-report-due", key=key, by=SYSTEM, at=at, section=section)
                told += 1
        if told:
            record(ReportReminded(subject=f"{year}-{number}", section=section, missing=count), by=SYSTEM, at=at)
    return told
