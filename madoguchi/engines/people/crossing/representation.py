"""代理の可否を渡す: the office says of an account whether others may act for it, and never why not."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from madoguchi.core.relay.public import Crossing, Gone, Said, Taken, Writing, crosses, note_crossing
from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.representation import Representation

KIND = "people.representation"


def tell_of(people: Iterable[Any], at: datetime) -> None:
    """Protection of these addressees began or ended, or an account was bound to one of them."""
    bound = Binding.objects.filter(addressee__in=list(people), ended_at=None)
    for account in set(bound.values_list("account", flat=True)):
        note_crossing(KIND, str(account), at=at)


def write(subject: str, item: str, writing: Writing) -> Said:
    account = Account.objects.filter(pk=subject).first()
    if account is None or account.is_staff_member:
        raise Gone
    return {"open": is_open(subject)}


def is_open(account: Any) -> bool:
    return not Binding.objects.filter(account=account, ended_at=None, addressee__suppressed=True).exists()


def take(subject: str, said: Said, taken: Taken) -> None:
    """An account that is not here yet comes with its delegation, and the office's word on it comes with that."""
    if Account.objects.filter(pk=subject).exists():
        keep(subject, said["open"] is True, taken.seq)


def keep(account: Any, is_open: bool, seq: int) -> None:
    known, made = Representation.objects.get_or_create(account_id=account, defaults={"open": is_open, "seq": seq})
    if not made and known.seq < seq:
        known.open, known.seq = is_open, seq
        known.save(update_fields=["open", "seq"])


crosses(Crossing(KIND, Zone.PUBLIC, write, take, whole=True))
