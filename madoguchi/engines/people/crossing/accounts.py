"""What the office side needs of an account: that it exists, what it is called, whether notices may come electronically. Its
mail address, passwords, keys and means of contact stay on the public side.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from madoguchi.core.events.public import Event, StoredEvent, adopt, envelope_of
from madoguchi.core.relay.public import Crossing, Declined, Said, Taken, Writing, crosses, said_of, values_of
from madoguchi.core.zones import Zone
from madoguchi.engines.people.events import (
    AccountsMerged,
    ContactChosen,
    ElectronicNoticesAsked,
    ElectronicNoticesStopped,
    GroupClosed,
    GroupMade,
)
from madoguchi.engines.people.merging import movings
from madoguchi.engines.people.models.account import NOWHERE, Account, Kind
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.contact import ElectronicConsent
from madoguchi.engines.people.models.merge import Merge

OF_ACCOUNT = ("id", "kind", "name", "language", "is_active")
OF_CONSENT = ("since", "stopped_at")


def say_account(account: Account) -> dict[str, Any]:
    consents = ElectronicConsent.objects.filter(account=account).order_by("since")
    return {**said_of(account, OF_ACCOUNT), "consents": [said_of(one, OF_CONSENT) for one in consents]}


@transaction.atomic
def take_account(said: Mapping[str, Any]) -> Account:
    """Made or brought up to date. Nobody signs in to it on this side. A staff member's is never touched."""
    values = values_of(Account, {name: said[name] for name in OF_ACCOUNT})
    known = Account.objects.filter(pk=values["id"]).first()
    if (known and known.is_staff_member) or values["kind"] == Kind.STAFF:
        raise ValueError("an account of staff does not cross")
    account = known or Account(id=values["id"], email=f"{values['id']}@{NOWHERE}")
    for name, value in values.items():
        setattr(account, name, value)
    if known is None:
        account.set_unusable_password()
    account.save()
    ElectronicConsent.objects.filter(account=account).delete()
    ElectronicConsent.objects.bulk_create(
        ElectronicConsent(account=account, **values_of(ElectronicConsent, one)) for one in said["consents"]
    )
    return account


def about(event: Event, stored: StoredEvent) -> tuple[str, str]:
    return str(event.subject), ""


def write(subject: str, item: str, writing: Writing) -> Said:
    return say_account(Account.objects.get(pk=subject))


def take(subject: str, said: Said, taken: Taken) -> None:
    take_account(said)


def write_merged(subject: str, item: str, writing: Writing) -> Said:
    event = StoredEvent.objects.get(pk=item)
    closed = Account.objects.get(pk=event.data["closed"])
    return {"kept": say_account(Account.objects.get(pk=subject)), "closed": say_account(closed), "event": envelope_of(event)}


def take_merged(subject: str, said: Said, taken: Taken) -> None:
    """What the office has of the closed account is the kept one's too. If the registers know two persons, a clerk looks at it."""
    kept, closed = take_account(said["kept"]), take_account(said["closed"])
    event = values_of(StoredEvent, said["event"])
    bound = Binding.objects.filter(account__in=[kept, closed], ended_at=None).values_list("addressee", flat=True)
    if len(set(bound)) > 1:
        raise Declined("two-persons")
    if Merge.objects.filter(closed=closed).exists():
        return
    for moving in movings():
        if moving.move is not None:
            moving.move(closed, kept, event["at"])
    Merge.objects.create(kept=kept, closed=closed, by=event["by"], at=event["at"], moved={})
    adopt(event)


CHANGES = (ElectronicNoticesAsked, ElectronicNoticesStopped, ContactChosen, GroupMade, GroupClosed)
crosses(Crossing("people.account", Zone.OFFICE, write, take, on=CHANGES, about=about, whole=True))
crosses(
    Crossing(
        "people.merged",
        Zone.OFFICE,
        write_merged,
        take_merged,
        on=(AccountsMerged,),
        about=lambda event, stored: (str(event.subject), str(stored.id)),
    )
)
