"""電話メモ: write down what somebody said without a case, join it to one, be done with it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import format_date, today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, Refused
from madoguchi.core.sealing.public import destroy, new_key
from madoguchi.engines.cases.actions.note import EmptyNote, note
from madoguchi.engines.cases.desk_events import MemoDone, MemoJoined, MemoWritten
from madoguchi.engines.cases.models import Case, Memo, Note, SearchKey
from madoguchi.engines.cases.models.memo import Way
from madoguchi.engines.cases.reading import Person
from madoguchi.engines.cases.sealed import hide, hide_json
from madoguchi.engines.cases.search.keys import rows_of
from madoguchi.engines.people.public import SYSTEM, Actor, authorize

KEPT_FOR = timedelta(days=365)


class MemoOver(Refused):
    code, message = "memo-over", _("このメモは、すでに終わっています。")


@transaction.atomic
def write_memo(text: str, who: Person, *, section: str, way: Way | str = Way.TELEPHONE, by: Actor, at: datetime) -> Memo:
    """Keep it for the section, found by the person's name, birthday or telephone. Raises NotPermitted, EmptyNote."""
    memo = Memo(section=section, way=Way(way), by_code=by.code, at=at, expires_on=today(at) + KEPT_FOR)
    authorize(by, "cases.note", memo)
    if not text.strip():
        raise EmptyNote
    memo.key = new_key("memo", str(memo.id))
    said = {name: getattr(who, name) for name in ("name", "kana", "birth", "phone") if getattr(who, name)}
    memo.sealed_who = hide_json(memo.key, said, f"cases.memo-who:{memo.id}")
    memo.sealed_text = hide(memo.key, text.strip(), f"cases.memo:{memo.id}")
    memo.save(force_insert=True)
    SearchKey.objects.bulk_create(rows_of(who, memo=memo))
    record(MemoWritten(subject=memo.id), by=by, at=at)
    return memo


@transaction.atomic
def join_memo(memo: Memo, case: Case, *, by: Actor, at: datetime) -> Note:
    """It belongs to this case: becomes a note of it. Raises NotPermitted, MemoOver."""
    held = _held(memo, by)
    authorize(by, "cases.note", case)
    written = note(case, f"{format_date(today(held.at))} {held.get_way_display()}\n{held.text}", by=by, at=at)
    _end(held, by=by, at=at, case=case)
    record(MemoJoined(subject=case.id, number=case.number, memo=str(held.id)), by=by, at=at, section=case.section)
    return written


@transaction.atomic
def finish_memo(memo: Memo, *, by: Actor, at: datetime) -> None:
    """Nothing is left to do. Raises NotPermitted, MemoOver."""
    held = _held(memo, by)
    _end(held, by=by, at=at)
    record(MemoDone(subject=held.id), by=by, at=at)


def _held(memo: Memo, by: Actor) -> Memo:
    held = Memo.objects.select_for_update(of=("self",)).select_related("key").filter(pk=memo.pk).first()
    if held is None:
        raise NotFound
    authorize(by, "cases.note", held)
    if held.done_at:
        raise MemoOver
    return held


def _end(memo: Memo, *, by: Actor, at: datetime, case: Case | None = None) -> None:
    memo.case, memo.done_at, memo.done_by = case, at, by.code
    memo.save(update_fields=["case", "done_at", "done_by"])


def forget_memos(at: datetime) -> int:
    """Those whose year is over: the row goes, its key is destroyed, in backups too."""
    over = list(Memo.objects.select_related("key").filter(expires_on__lt=today(at))[:1000])
    for memo in over:
        with transaction.atomic():
            key = memo.key
            memo.delete()
            destroy(key, by=SYSTEM, at=at)
    return len(over)
