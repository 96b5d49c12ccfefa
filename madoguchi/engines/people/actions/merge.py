"""統合: making two accounts of one person one. Both are proved; the dry run is the merge itself, taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.audit.public import note
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people import mailing
from madoguchi.engines.people.actions.one_time_links import MAIL_LASTS, make_link
from madoguchi.engines.people.actor import Actor
from madoguchi.engines.people.events import AccountsMerged
from madoguchi.engines.people.merging import movings
from madoguchi.engines.people.models.account import NOWHERE, Account, Kind
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.merge import Merge
from madoguchi.engines.people.models.one_time_link import OneTimeLink, Purpose
from madoguchi.engines.people.permissions import authorize

OWN = "people.manage-own-account"


class SameAccount(Refused):
    code, message = "same-account", _("いまサインインしているアカウントのメールアドレスです。もう一つのほうを入力してください。")


class TwoPersons(Refused):
    code, message = "two-persons", _("市の記録では、別の人のアカウントです。窓口にお尋ねください。")


class NotMergeable(Refused):
    code, message = "not-mergeable", _("このアカウントは、まとめられません。窓口にお尋ねください。")


class PasskeyStandsBefore(Refused):
    code, message = (
        "passkey-stands-before",
        _("もう一つのアカウントは、必ずパスキーを使う設定です。そちらにサインインして、設定を外してから、もう一度お試しください。"),
    )


@dataclass(frozen=True)
class Moved:
    """What a merge would move, or has moved: label and number, of what there is any."""

    label: Any
    count: int


class _TakenBack(Exception):
    def __init__(self, moved: list[Moved]) -> None:
        super().__init__()
        self.moved = moved


@transaction.atomic
def send_merge_code(account: Account, mail: str, *, by: Actor, at: datetime) -> UUID:
    """Mail a code to the other account's address; to an address without one, a mail that says so. Raises SameAccount."""
    authorize(by, OWN)
    if mail == account.email:
        raise SameAccount
    other = Account.objects.active(mail, Kind.RESIDENT)
    row, _token, code = make_link(Purpose.MERGE, account=other, at=at)
    if other:
        context = {"code": code, "minutes": MAIL_LASTS.seconds // 60}
        mailing.send("people/mail/merge", other.email, context, other.language)
    else:
        mailing.send("people/mail/not_here", mail, {})
    note("people.link-sent", by=by, at=at, subject_kind="one-time-link", subject_id=row.pk, data={"purpose": row.purpose})
    return row.pk


def dry_run(kept: Account, closed: Account, *, by: Actor, at: datetime) -> list[Moved]:
    """What would move: done, counted and taken back. Raises what `merge` raises."""
    try:
        with transaction.atomic():
            raise _TakenBack(_move(kept, closed, by=by, at=at))
    except _TakenBack as found:
        return found.moved


@transaction.atomic
def merge(kept: Account, closed: Account, *, by: Actor, at: datetime) -> Merge:
    """Everything of `closed` that can follow is `kept`'s from now on; `closed` signs in no more, and its address is free.
    The caller has proved both. Raises TwoPersons, NotMergeable, PasskeyStandsBefore.
    """
    moved = _move(kept, closed, by=by, at=at)
    before = closed.email
    made = Merge.objects.create(
        kept=kept, closed=closed, by=by.code, at=at, moved={str(index): one.count for index, one in enumerate(moved)}
    )
    _close(closed, at)
    record(AccountsMerged(kept.pk, closed=str(closed.pk), moved=sum(one.count for one in moved)), by=by, at=at)
    for mail in (kept.email, before):
        mailing.send("people/mail/merged", mail, {}, kept.language)
    return made


def _move(kept: Account, closed: Account, *, by: Actor, at: datetime) -> list[Moved]:
    authorize(by, OWN)
    locked = {one.pk: one for one in Account.objects.select_for_update().filter(pk__in=[kept.pk, closed.pk]).order_by("pk")}
    if len(locked) < 2 or by.acting_for is not None or by.account_id != kept.pk:
        raise NotMergeable
    for one in locked.values():
        if one.kind != Kind.RESIDENT or not one.is_active or not one.has_mailbox:
            raise NotMergeable
    if locked[closed.pk].passkey_required:
        raise PasskeyStandsBefore
    bound = Binding.objects.filter(account__in=locked, ended_at=None).values_list("addressee", flat=True)
    if len(set(bound)) > 1:
        raise TwoPersons
    found = []
    for moving in movings():
        if moving.move is not None and (count := moving.move(closed, kept, at)) and moving.label:
            found.append(Moved(moving.label, count))
    return found


def _close(closed: Account, at: datetime) -> None:
    Authenticator.objects.filter(user=closed).delete()
    EmailAddress.objects.filter(user=closed).delete()
    OneTimeLink.objects.filter(account=closed, used_at=None).update(used_at=at)
    closed.is_active = False
    closed.email = f"{closed.pk}@{NOWHERE}"
    closed.set_unusable_password()
    closed.save(update_fields=["is_active", "email", "password"])
