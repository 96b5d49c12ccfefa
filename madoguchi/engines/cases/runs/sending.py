"""案内と督促: a letter to everybody who has not answered, once a round, made in the background."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import NotDefined, city, current, department
from madoguchi.core.calendar.public import format_date, today
from madoguchi.core.events.public import record
from madoguchi.core.jobs.public import enqueue_once, moment, task
from madoguchi.core.links.public import UnknownKey, link_to
from madoguchi.core.refused import Refused
from madoguchi.core.typesetting.public import code128_svg, qr_svg, register_template, typeset
from madoguchi.engines.cases.actions.notify import recipient
from madoguchi.engines.cases.desk_events import RoundSent
from madoguchi.engines.cases.models import Run, RunLetter, RunMember, RunRound
from madoguchi.engines.cases.models.run import MEMBER, Standing
from madoguchi.engines.cases.queries import answers_of
from madoguchi.engines.cases.reading import applicant_of
from madoguchi.engines.cases.runs.begin import DueInPast, NothingWritten, RunOver
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.public import SYSTEM, Actor, authorize

SUBJECT = MEMBER
SHEET = "cases/run-letter"
register_template(SHEET, Path(__file__).parents[1] / "typst" / "run-letter.typ")


class StillGathering(Refused):
    code, message = "still-gathering", _("対象者を集めているところです。終わってから送ってください。")


class StillSending(Refused):
    code, message = "still-sending", _("前の案内を作っているところです。終わってから送ってください。")


class NobodyToWriteTo(Refused):
    code, message = "nobody-to-write-to", _("送る相手がいません。")


@transaction.atomic
def send_round(run: Run, *, number: int, text: str = "", due_on: date | None = None, by: Actor, at: datetime) -> RunRound:
    """Write to all who have neither answered nor are excluded nor came back. `number`: the round the page was asking
    for, so that a second press sends nothing twice. Without a text the first letter's is sent again.

    Raises NotPermitted, RunOver, StillGathering, StillSending, DueInPast, NothingWritten, NobodyToWriteTo.
    """
    authorize(by, "cases.run", run)
    held = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if known := held.rounds.filter(number=number).first():
        return known
    last = held.rounds.order_by("-number").first()
    if held.closed_at:
        raise RunOver
    if held.gathered_at is None:
        raise StillGathering
    if last and last.done_at is None:
        raise StillSending
    wanted = due_on or held.due_on
    if wanted <= today(at):
        raise DueInPast
    if not (said := text.strip() or (held.text if last is None else "")):
        raise NothingWritten
    if not to_write_to(held).exists():
        raise NobodyToWriteTo
    number = (last.number if last else 0) + 1
    sent = RunRound.objects.create(run=held, number=number, text=said, due_on=wanted, account_id=str(by.account_id), at=at)
    record(RoundSent(subject=held.id, number=number), by=by, at=at)
    enqueue_once(write_letters, f"run-round:{sent.pk}", sent.pk)
    return sent


def to_write_to(run: Run) -> Any:
    rows = RunMember.objects.with_letters().filter(run=run)
    return rows.filter(Standing.WAITING.condition | Standing.SENT.condition)


@task(slow_after=1200)
def write_letters(round_id: int) -> None:
    """A notice a person, each in its own transaction and once for its key."""
    sent, last = RunRound.objects.select_related("run").get(pk=round_id), 0
    while sent.done_at is None:
        rows = to_write_to(sent.run).filter(pk__gt=last).exclude(letters__round=sent).order_by("pk")
        found = list(rows.select_related("run", "case__version", "case__application__key", "case__key", "case__account")[:100])
        if not found:
            RunRound.objects.filter(pk=sent.pk).update(done_at=moment())
            return
        for member in found:
            write_letter(member, sent)
        last = found[-1].pk


@transaction.atomic
def write_letter(member: RunMember, sent: RunRound) -> None:
    case: Any = member.case
    who = applicant_of(case.definition, answers_of(case.application))
    notice = messages.notify(
        recipient(case, who),
        key=f"run:{member.pk}:{sent.number}",
        kind=kind_of(sent.run),
        title=sent.run.title,
        section=sent.run.section,
        subject_kind=SUBJECT,
        subject_id=str(member.pk),
        channels=("letter",),
        data_key=case.key,
        by=SYSTEM,
        at=moment(),
    )
    RunLetter.objects.get_or_create(round=sent, member=member, defaults={"notice": notice.id})


def kind_of(run: Run) -> str:
    """The kind of its notices, by which its letters are found in the print queue."""
    return f"run-{run.id.hex}"


def letter(job: messages.PrintJob) -> bytes:
    """The sheet of a letter, made when it is printed: address for the window, text, 整理番号, bar codes, QR."""
    notice = job.delivery.notice
    assert notice is not None
    made = RunLetter.objects.select_related("round__run", "member").get(notice=notice.id)
    return sheet(made.round.run, made.round, notice.recipient, made.member.reference, job.reference, notice.given_at)


def preview(run: Run, at: datetime) -> bytes:
    """The letter as it would look, to nobody in particular."""
    nobody = messages.Recipient(name="見本 太郎", postcode="000-0000", lines=("（宛先の住所がここに入ります）",))
    first = RunRound(run=run, number=1, text=run.text, due_on=run.due_on)
    return sheet(run, first, nobody, "G0000000000", "000000000000", at)


def sheet(run: Run, sent: RunRound, to: messages.Recipient, reference: str, mark: str, at: datetime) -> bytes:
    sender = city()
    try:
        office = department(run.section)
        contact = [str(office.name), f"電話 {office.phone}", str(office.place)]
    except NotDefined:
        contact = [f"電話 {sender.phone}"]
    version = current("procedure", run.procedure)
    try:
        address = link_to("procedure", run.procedure)
    except UnknownKey:
        address = settings.MADO_ADDRESS
    data = {
        "postcode": to.postcode,
        "lines": list(to.lines),
        "name": to.name,
        "honorific": to.honorific,
        "mark": mark,
        "mark_code": code128_svg(mark, height=6.0),
        "title": run.title,
        "reminder": sent.number > 1,
        "text": sent.text.splitlines(),
        "procedure": str(version.definition.title.ja) if version else run.procedure,
        "due": format_date(sent.due_on),
        "reference": reference,
        "reference_code": code128_svg(reference, height=8.0),
        "address": address,
        "qr": qr_svg(address),
        "date": format_date(today(at)),
        "sender": str(sender.name),
        "contact": [line for line in contact if line],
        "demo": settings.MADO_DEMO,
        "city": str(sender.name),
        "at": at.isoformat(),
    }
    return typeset(SHEET, data, title=run.title)
