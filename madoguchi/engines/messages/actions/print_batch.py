"""束にする: take waiting letters together, make one file of them, mark all of them as printed or posted."""

from datetime import date, datetime
from io import BytesIO

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.counting import within
from madoguchi.core.files.public import KINDS, Examined, Limits, drop, keep
from madoguchi.core.jobs.public import enqueue_once, moment, task
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import destroy, new_key
from madoguchi.core.typesetting.public import MissingGlyph
from madoguchi.engines.messages.actions.post import AlreadyPosted, LetterStopped, mark_posted, mark_printed
from madoguchi.engines.messages.binding import LetterGone, NothingToPrint, joined, sheets_of
from madoguchi.engines.messages.models import PrintBatch, PrintJob
from madoguchi.engines.people.public import SYSTEM, Actor, actor_for, authorize

MOST = 500
OUR_OWN = Limits(most_bytes=1 << 30, most_files=10_000, kinds=frozenset({"pdf"}))


class BatchNotReady(Refused):
    code, message = "print-batch-not-ready", _("印刷用のファイルを作っているところです。")


class BatchNotPrinted(Refused):
    code, message = "print-batch-not-printed", _("先に「印刷した」を押してください。")


class BeingMarked(Refused):
    code, message = "print-batch-being-marked", _("前の書き込みが終わるまで、少しお待ちください。")


def bind(section: str, *, kind: str = "", title: str = "", token: str, by: Actor, at: datetime) -> PrintBatch:
    """The oldest letters of the section that nobody has taken yet, five hundred at most; `kind`: of notices of that
    kind only. The same token gives the batch that it gave before. Raises NotPermitted, NothingToPrint.
    """
    mine = PrintBatch.objects.filter(account_id=str(by.account_id), token=token)
    if known := mine.first():
        return known
    batch = PrintBatch(section=section, token=token, title=title, account_id=str(by.account_id), at=at)
    authorize(by, "messages.print", batch)
    try:
        with transaction.atomic():
            batch.key = new_key("print-batch", str(batch.id))
            batch.save(force_insert=True)
            free = PrintJob.objects.waiting().filter(section=section, printed_at=None, batch=None)
            if kind:
                free = free.filter(delivery__notice__kind=kind)
            chosen = list(free.order_by("queued_at", "id").values_list("pk", flat=True)[:MOST])
            if not PrintJob.objects.filter(pk__in=chosen, batch=None).update(batch=batch):
                raise NothingToPrint
            enqueue_once(make_file, f"print-batch:{batch.id}", str(batch.id))
    except IntegrityError:
        return mine.get()
    return batch


def unbound(*, by: Actor, section: str, kind: str = "") -> int:
    """How many letters `bind` would find, and whether there are more than it would take."""
    free = PrintJob.objects.visible_to(by).waiting().filter(section=section, printed_at=None, batch=None)
    return within({"free": free.filter(delivery__notice__kind=kind) if kind else free}, MOST)["free"]


@task(slow_after=600)
def make_file(batch_id: str) -> None:
    """One PDF. A letter that can't be printed is left out, named in the batch, and waits by itself again."""
    batch, at = PrintBatch.objects.select_related("key").get(pk=batch_id), moment()
    if batch.ready_at:
        return
    pages, left_out = [], []
    for job in letters_of(batch):
        try:
            pages += sheets_of(job)
        except (LetterGone, MissingGlyph):
            left_out.append(job.reference)
    with transaction.atomic():
        PrintJob.objects.filter(batch=batch, reference__in=left_out).update(batch=None)
        name = f"letters-{at:%Y%m%d-%H%M}.pdf"
        made = Examined(BytesIO(joined(pages)), KINDS["pdf"], name, name, "made-here")
        file = keep(made, key=batch.key, by=SYSTEM, at=at, limits=OUR_OWN, purpose="print-batch") if pages else None
        PrintBatch.objects.filter(pk=batch.pk).update(file=file, left_out=left_out, ready_at=at)


def letters_of(batch: PrintBatch) -> list[PrintJob]:
    rows = PrintJob.objects.filter(batch=batch).select_related("delivery__notice__key", "delivery__notice__file__key")
    return list(rows.order_by("queued_at", "id"))


@transaction.atomic
def mark_batch(batch: PrintBatch, what: str, *, on: date | None = None, by: Actor, at: datetime) -> None:
    """Say of the whole batch that it is printed, or posted on a day; a worker writes it to each letter.

    Raises NotPermitted, BatchNotReady, BatchNotPrinted, BeingMarked.
    """
    authorize(by, "messages.print", batch)
    held = PrintBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.ready_at is None:
        raise BatchNotReady
    if held.marks:
        raise BeingMarked
    if what == "posted" and PrintJob.objects.filter(batch=held, printed_at=None).exists():
        raise BatchNotPrinted
    held.marks, held.posted_on = what, (on or today(at)) if what == "posted" else held.posted_on
    held.save(update_fields=["marks", "posted_on"])
    enqueue_once(mark_each, f"print-batch:{held.id}:{what}", str(held.id), str(by.account_id))


@task(slow_after=600)
def mark_each(batch_id: str, account_id: str) -> None:
    """Letter by letter, each in its own transaction; those marked before are passed over."""
    from madoguchi.engines.people.public import Account

    batch, at = PrintBatch.objects.get(pk=batch_id), moment()
    by = actor_for(Account.objects.get(pk=account_id), at, session="print-batch", section=batch.section, second_factor=True)
    for job in letters_of(batch):
        try:
            if batch.marks == "printed" and job.printed_at is None:
                mark_printed(job, by=by, at=at)
            elif batch.marks == "posted" and job.posted_at is None:
                mark_posted(job, on=batch.posted_on, by=by, at=at)
        except (AlreadyPosted, LetterStopped):
            continue
    PrintBatch.objects.filter(pk=batch.pk).update(marks="")
    if batch.marks == "posted":
        throw_away(batch, at=at)


@transaction.atomic
def throw_away(batch: PrintBatch, *, at: datetime) -> None:
    """Posted: the file has done its work. Each letter can still be printed by itself from what it was made of."""
    held = PrintBatch.objects.select_for_update(of=("self",)).select_related("file", "key").get(pk=batch.pk)
    if held.file is None:
        return
    file, held.file = held.file, None
    held.save(update_fields=["file"])
    drop(file, by=SYSTEM, at=at)
    destroy(held.key, by=SYSTEM, at=at)
