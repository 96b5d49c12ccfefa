"""異動と退職: what a staff member holds and leaves behind, in one place: moved on a day, leaving on a day, work handed over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.registry import Registry
from madoguchi.engines.people.actions.staff import MANAGE, NotStaff, close_staff, give_post
from madoguchi.engines.people.events import PostEnded
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.post import Post
from madoguchi.engines.people.permissions import authorize


@dataclass(frozen=True, eq=False)
class OpenWork:
    """Something that lies in a person's name until somebody else takes it. `count(account)`; `hand_over(from, to, by, at)`
    gives how many were taken over; without it, a person has to do it on the page of the thing itself."""

    code: str
    label: str | Promise
    count: Callable[[Account], int]
    hand_over: Callable[..., int] | None = None


OPEN_WORK: Registry[OpenWork] = Registry("open work of staff")


def open_work(
    code: str, label: str | Promise, count: Callable[[Account], int], hand_over: Callable[..., int] | None = None
) -> None:
    """A room says what may lie open in the name of a staff member."""
    OPEN_WORK.register(code, OpenWork(code, label, count, hand_over))


class LeavesTooEarly(Refused):
    code, message = "leaves-too-early", _("退職日は、今日以後の日にしてください。")


class NobodyToTakeOver(Refused):
    code, message = "nobody-to-take-over", _("引き継ぐ人は、有効な別の職員にしてください。")


def in_the_name_of(account: Account) -> list[tuple[OpenWork, int]]:
    """What lies open, room by room, with how much."""
    return [(one, one.count(account)) for _code, one in OPEN_WORK.items()]


@transaction.atomic
def hand_over(account: Account, to: Account, *, by: Any, at: datetime) -> int:
    """Everything that can be is the other's from now on. How much it was. Raises NobodyToTakeOver."""
    authorize(by, MANAGE)
    if to.pk == account.pk or to.kind != Kind.STAFF or not to.is_active:
        raise NobodyToTakeOver
    moved = sum(one.hand_over(account, to, by=by, at=at) for _code, one in OPEN_WORK.items() if one.hand_over)
    data = {"to": str(to.pk), "count": moved}
    note("people.work-handed-over", by=by, at=at, subject_kind="account", subject_id=account.pk, data=data)
    return moved


@transaction.atomic
def transfer(account: Account, *, department: str, role: str, on: date, until_on: date | None = None, by: By, at: datetime) -> Post:
    """異動: every post held on that day ends with the day before, and the new one begins."""
    authorize(by, MANAGE)
    _end_posts(account, on, by=by, at=at)
    return give_post(account, department=department, role=role, from_on=on, until_on=until_on, by=by, at=at)


@transaction.atomic
def leave_on(account: Account, on: date | None, *, by: By, at: datetime) -> None:
    """退職: the last day is set, or taken back with None. Posts end with it; the account is closed the day after by a job."""
    authorize(by, MANAGE)
    if not account.is_staff_member:
        raise NotStaff
    if on is not None and on < today(at):
        raise LeavesTooEarly
    account.leaves_on = on
    account.save(update_fields=["leaves_on"])
    if on is not None:
        _end_posts(account, date.fromordinal(on.toordinal() + 1), by=by, at=at)
    data = {"on": on.isoformat() if on else ""}
    note("people.staff-leaves", by=by, at=at, subject_kind="account", subject_id=account.pk, data=data)


def close_who_left(on: date, *, by: By, at: datetime) -> int:
    """Close the accounts whose last day is over. How many."""
    gone = Account.objects.filter(kind=Kind.STAFF, is_active=True, leaves_on__lt=on)
    return sum(1 for account in gone if close_staff(account, by=by, at=at) is None)


def _end_posts(account: Account, until_on: date, *, by: By, at: datetime) -> None:
    """Posts of later days never begin."""
    Account.objects.select_for_update().get(pk=account.pk)
    for post in Post.objects.filter(account=account).exclude(until_on__lte=until_on):
        if post.from_on >= until_on:
            post.delete()
        else:
            Post.objects.filter(pk=post.pk).update(until_on=until_on)
        record(PostEnded(account.pk, department=post.department, role=post.role), by=by, at=at)
