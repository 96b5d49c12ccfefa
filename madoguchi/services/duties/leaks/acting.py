"""漏えい等: write it down, report it, tell those concerned, close it with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.jobs.public import enqueue_once, moment, task
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.core.sealing.public import Unreadable, new_key
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import Actor
from madoguchi.services.duties.events import LeakClosed, LeakRecorded, LeakReported, PersonsTold
from madoguchi.services.duties.models import Leak, LeakPerson, LeakReport
from madoguchi.services.duties.models.leak import Ground, Means, Stage, What
from madoguchi.services.duties.rules import rules, sections_for

WORDING = "personal-data-leak"
"""The city's notice to whom it concerns (notices/)."""
TEXTS: dict[str, str] = {
    "overview": "概要",
    "items": "漏えい等した個人データの項目",
    "cause": "原因",
    "damage": "二次被害・そのおそれの有無と内容",
    "response": "本人への対応の実施状況",
    "publication": "公表の実施状況",
    "prevention": "再発防止のための措置",
    "other": "その他参考となる事項",
}
"""What the report tells (規則44条), in its order."""


class OverviewMissing(Refused):
    code, message = "leak-overview-missing", _("何が起きたか（概要）を書いてください。")


class DayInFuture(Refused):
    code, message = "leak-day-in-future", _("今日より後の日は入れられません。")


class LeakOver(Refused):
    code, message = "leak-over", _("この件は、すでに終わっています。")


class ReportedAlready(Refused):
    code, message = "reported-already", _("この報告は、すでに記録されています。")


class NothingToReport(Refused):
    code, message = "leak-not-reported", _("報告を要する事由がありません。")


class NoCasesFound(Refused):
    code, message = "leak-no-cases", _("次の受付番号の案件がありません：{numbers}")


class ClosingNeedsReason(Refused):
    code, message = "leak-closing-needs-reason", _("終える理由を書いてください。")


class ReportMissing(Refused):
    code, message = "leak-report-missing", _("確報がまだです。報告してから終えてください。")


class PersonsNotTold(Refused):
    code, message = "leak-persons-not-told", _("まだ知らせていない方が{n}人います。")


def enter(
    *,
    section: str,
    what: What | str,
    known_on: date,
    happened_on: date | None,
    grounds: Sequence[str],
    people: int | None,
    texts: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> Leak:
    """Raises NotPermitted, DayInFuture, OverviewMissing, DutiesNotDefined."""
    allowed(section, by)
    kept = checked(known_on, happened_on, texts, at)
    rules()
    with transaction.atomic():
        made = Leak(section=section, what=What(what), known_on=known_on, happened_on=happened_on, people=people, at=at)
        made.grounds, made.by_code = [Ground(one).value for one in grounds], by.code
        made.key = new_key("leak", str(made.id))
        made.sealed_texts = made.sealed(kept)
        made.save(force_insert=True)
        record(LeakRecorded(subject=made.id, what=made.what, grounds=len(made.grounds)), by=by, at=at, section=section)
    return made


@transaction.atomic
def mend(
    leak: Leak,
    *,
    happened_on: date | None,
    grounds: Sequence[str],
    people: int | None,
    texts: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    """What has become known since. The day of knowing is not changed.

    Raises NotPermitted, LeakOver, DayInFuture, OverviewMissing.
    """
    held = open_one(leak, by)
    held.sealed_texts = held.sealed(checked(held.known_on, happened_on, texts, at))
    held.happened_on, held.people, held.grounds = happened_on, people, [Ground(one).value for one in grounds]
    held.save(update_fields=["sealed_texts", "happened_on", "people", "grounds"])
    record(LeakRecorded(subject=held.id, what=held.what, grounds=len(held.grounds)), by=by, at=at, section=held.section)


def checked(known_on: date, happened_on: date | None, texts: Mapping[str, str], at: datetime) -> dict[str, str]:
    if known_on > today(at) or (happened_on and happened_on > known_on):
        raise DayInFuture
    kept = {key: texts.get(key, "").strip() for key in TEXTS}
    if not kept["overview"]:
        raise OverviewMissing
    return kept


def report(leak: Leak, stage: Stage | str, sent_on: date, *, by: Actor, at: datetime) -> LeakReport:
    """Raises NotPermitted, LeakOver, NothingToReport, DayInFuture, ReportedAlready."""
    try:
        with transaction.atomic():
            held = open_one(leak, by)
            if not held.is_reported:
                raise NothingToReport
            if sent_on > today(at) or sent_on < held.known_on:
                raise DayInFuture
            made = LeakReport.objects.create(leak=held, stage=Stage(stage), sent_on=sent_on, by_code=by.code, at=at)
            record(LeakReported(subject=held.id, stage=made.stage), by=by, at=at, section=held.section)
    except IntegrityError:
        raise ReportedAlready from None
    return made


@transaction.atomic
def concern(leak: Leak, numbers: Sequence[str], *, by: Actor, at: datetime) -> int:
    """Add cases whose persons are concerned; how many are new. Raises NotPermitted, LeakOver, NoCasesFound."""
    held = open_one(leak, by)
    wanted = {cases.stored_form(one) for one in numbers}
    found = list(cases.Case.objects.filter(number__in=wanted))
    if missing := sorted(wanted - {one.number for one in found}):
        raise NoCasesFound(numbers="、".join(missing[:5]))
    before = held.persons.count()
    LeakPerson.objects.bulk_create([LeakPerson(leak=held, case=one) for one in found], ignore_conflicts=True)
    return held.persons.count() - before


def tell_all(leak: Leak, *, by: Actor, at: datetime) -> None:
    """Have everybody told who was not: by a job, each once. Raises NotPermitted, LeakOver, NothingToReport."""
    with transaction.atomic():
        held = open_one(leak, by)
        waiting = held.persons.filter(told_at=None)
        if not waiting.exists():
            raise NothingToReport
        record(PersonsTold(subject=held.id, persons=waiting.count()), by=by, at=at, section=held.section)
        enqueue_once(tell_persons, f"leak:{held.id}:{at.timestamp()}", str(held.id), by.code)


@task(max_attempts=10, slow_after=600)
def tell_persons(leak_id: str, by_code: str) -> None:
    """Whoever is under protection, or has no address, is left to a person; the list says so."""
    leak, at = Leak.objects.select_related("key").get(pk=leak_id), moment()
    values = {key: leak.texts.get(key, "") or "調査中です。" for key in ("overview", "items", "response")}
    for pk in leak.persons.filter(told_at=None).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            person = LeakPerson.objects.select_for_update(of=("self",)).select_related("case").get(pk=pk)
            if person.told_at is not None:
                continue
            try:
                person.means = cases.inform(person.case, WORDING, values, key=f"leak:{leak.id}:{person.pk}", at=at)
                person.told_at, person.told_by, person.trouble = at, by_code, ""
            except Unreadable:
                person.trouble = "erased"
            except Refused as refusal:
                person.trouble = refusal.code
            person.save(update_fields=["means", "told_at", "told_by", "trouble"])


@transaction.atomic
def told_by_hand(person: LeakPerson, *, by: Actor, at: datetime) -> None:
    """Raises NotPermitted, LeakOver."""
    open_one(person.leak, by)
    LeakPerson.objects.filter(pk=person.pk, told_at=None).update(means=Means.BY_HAND, told_at=at, told_by=by.code)


@transaction.atomic
def close(leak: Leak, reason: str, *, by: Actor, at: datetime) -> None:
    """Raises NotPermitted, LeakOver, ClosingNeedsReason, ReportMissing, PersonsNotTold."""
    held = open_one(leak, by)
    if not reason.strip():
        raise ClosingNeedsReason
    if held.is_reported and not held.reports.filter(stage=Stage.FULL).exists():
        raise ReportMissing
    if left := held.persons.filter(told_at=None).count():
        raise PersonsNotTold(n=left)
    held.closed_at, held.closed_by, held.sealed_closing = at, by.code, held.sealed_reason(reason.strip())
    held.save(update_fields=["closed_at", "closed_by", "sealed_closing"])
    record(LeakClosed(subject=held.id), by=by, at=at, section=held.section)


def open_one(leak: Leak, by: Actor) -> Leak:
    """Held until the end of the transaction. Raises NotPermitted, LeakOver."""
    allowed(leak.section, by)
    held = Leak.objects.select_for_update(of=("self",)).select_related("key").get(pk=leak.pk)
    if held.closed_at is not None:
        raise LeakOver
    return held


def allowed(section: str, by: Actor) -> None:
    sections = sections_for(by, "duties.leaks")
    if by.kind != "system" and sections is not None and section not in sections:
        raise NotPermitted


@dataclass(frozen=True)
class Due:
    """What is to be done next, by when. `late`: the day has passed."""

    what: str
    by_on: date | None
    late: bool


def due_of(leak: Leak, on: date) -> list[Due]:
    """The reports that are missing, and the persons who are to be told."""
    sent = {one.stage for one in leak.reports.all()}
    found = []
    if leak.is_reported:
        days = {Stage.PROMPT: leak.prompt_by, Stage.FULL: leak.full_by}
        found = [Due(stage.value, day, on > day) for stage, day in days.items() if stage not in sent and Stage.FULL not in sent]
    if any(one.told_at is None for one in leak.persons.all()):
        found.append(Due("persons", None, False))
    return found
