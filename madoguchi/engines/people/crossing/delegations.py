"""委任を渡す: what two people agree on the public side goes to the office; what the office confirms or ends comes back.

Each side says how the delegation stands as a whole. Neither takes back what the other has confirmed or ended: of two endings the
first that is known stays. Papers that prove it stay with the office alone once it has them.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.core.acting import SYSTEM, Machine
from madoguchi.core.events.public import StoredEvent, adopt, envelope_of
from madoguchi.core.relay.public import Crossing, Said, Taken, Writing, crosses, said_of, values_of
from madoguchi.core.sealing.public import DataKey, Unreadable, destroy, new_key
from madoguchi.core.zones import Zone
from madoguchi.engines.people.crossing import representation
from madoguchi.engines.people.crossing.accounts import say_account, take_account
from madoguchi.engines.people.events import DelegationAsked, DelegationConfirmed, DelegationEnded
from madoguchi.engines.people.models.account import NOWHERE, Account, Kind
from madoguchi.engines.people.models.delegation import Delegation, DelegationFile

OF_DELEGATION = (
    "id", "basis", "relation", "principal_id", "proxy_id", "asked_by_id", "asked_at", "scope", "from_on", "until_on",
    "despite_protection", "confirmed_at", "confirmed_by", "evidence", "ended_at", "ended_by", "ending",
)  # fmt: skip
CONFIRMED = ("principal_id", "proxy_id", "until_on", "despite_protection", "confirmed_at", "confirmed_by", "evidence")
ENDED = ("ended_at", "ended_by", "ending")
BY_CITY = "office"
"""Whoever of the staff confirmed or ended it, and on which papers, is not told outside."""


def say_delegation(delegation: Delegation) -> dict[str, Any]:
    """With the accounts of both."""
    people = {one.pk: one for one in (delegation.principal, delegation.proxy, delegation.asked_by) if one is not None}
    return {**said_of(delegation, OF_DELEGATION), "accounts": [say_account(one) for one in people.values()]}


@transaction.atomic
def take_delegation(said: Mapping[str, Any]) -> UUID:
    """On the office side, where it is known from now on; how it stands there is told in return."""
    for one in said["accounts"]:
        take_account(one)
    return keep(said).pk


def keep(said: Mapping[str, Any]) -> Delegation:
    values = values_of(Delegation, {name: said[name] for name in OF_DELEGATION})
    held = Delegation.objects.select_for_update().filter(pk=values["id"]).first()
    if held is None:
        return Delegation.objects.create(**values)
    news = [*(CONFIRMED if held.confirmed_at is None else ()), *(ENDED if held.ended_at is None else ())]
    for name in news:
        setattr(held, name, values[name])
    if news:
        held.save(update_fields=news)
    return held


def events_of(delegation: Delegation) -> list[StoredEvent]:
    return list(StoredEvent.objects.filter(subject_kind="delegation", subject_id=str(delegation.pk)).order_by("id"))


# to the office


def write(subject: str, item: str, writing: Writing) -> Said:
    held = Delegation.objects.select_related("principal", "proxy", "asked_by", "key").get(pk=subject)
    return {
        **say_delegation(held),
        "about": _about(held),
        "files": [writing.enclose(one.file) for one in _papers(held) if one.file.key.destroyed_at is None],
        "events": [envelope_of(one) for one in events_of(held)],
    }


def _about(held: Delegation) -> dict[str, str]:
    try:
        return held.about
    except Unreadable:
        return {}


def _papers(held: Delegation) -> Any:
    return DelegationFile.objects.filter(delegation=held).select_related("file__key").order_by("pk")


def take(subject: str, said: Said, taken: Taken) -> None:
    take_delegation(said)
    held = Delegation.objects.get(pk=subject)
    if said["about"] and not held.sealed_about:
        held.key = new_key("delegation", subject)
        held.keep_about(said["about"])
        held.save(update_fields=["key", "sealed_about"])
    if papers := [one for one in said["files"] if not held.files.filter(file_id=one["id"]).exists()]:  # type: ignore[attr-defined]
        key = new_key("delegation-papers", subject)
        by = Machine(f"resident:{held.asked_by_id}")
        DelegationFile.objects.bulk_create(DelegationFile(delegation=held, file=taken.keep(one, key=key, by=by)) for one in papers)
    adopt_all(said)


def adopt_all(said: Said) -> None:
    for one in said["events"]:
        adopt(values_of(StoredEvent, one))


# to the public side


def write_back(subject: str, item: str, writing: Writing) -> Said:
    held = Delegation.objects.select_related("principal", "proxy", "asked_by", "key").get(pk=subject)
    said = {**said_of(held, OF_DELEGATION), "events": [_outside(envelope_of(one)) for one in events_of(held)]}
    for name in ("confirmed_by", "ended_by"):
        said[name] = BY_CITY if said[name].startswith("staff:") else said[name]
    said["evidence"] = BY_CITY if held.evidence else ""
    return {**said, "represented": _represented(held), "open": representation.is_open(held.principal_id)}


def _represented(held: Delegation) -> dict[str, Any] | None:
    """An account that the office has opened for somebody who signs in nowhere: by the name that its proxy wrote."""
    one, about = held.principal, _about(held)
    return {"id": one.pk, "name": about.get("name", ""), "language": one.language} if one and about else None


def _outside(envelope: dict[str, Any]) -> dict[str, Any]:
    return {**envelope, "by": "staff" if envelope["by"].startswith("staff:") else envelope["by"]}


def take_back(subject: str, said: Said, taken: Taken) -> None:
    if said["represented"]:
        _open_account(said["represented"])
    held = keep(said)
    if held.principal_id is not None:
        representation.keep(held.principal_id, said["open"] is True, taken.seq)
    papers: dict[UUID, DataKey] = {one.file.key_id: one.file.key for one in _papers(held)}
    for key in papers.values():
        destroy(key, by=SYSTEM, at=taken.at)
    if held.key is not None and not held.is_waiting:
        destroy(held.key, by=SYSTEM, at=taken.at)
        Delegation.objects.filter(pk=held.pk).update(key=None, sealed_about=b"")
    adopt_all(said)


def _open_account(said: dict[str, Any]) -> None:
    values = values_of(Account, said)
    if Account.objects.filter(pk=values["id"]).exists():
        return
    account = Account(kind=Kind.RESIDENT, email=f"{values['id']}@{NOWHERE}", **values)
    account.set_unusable_password()
    account.save(force_insert=True)


crosses(
    Crossing(
        "people.delegation",
        Zone.OFFICE,
        write,
        take,
        on=(DelegationAsked, DelegationConfirmed, DelegationEnded),
        about=lambda event, stored: (str(event.subject), ""),
        whole=True,
        answer="people.delegated",
    )
)
crosses(
    Crossing(
        "people.delegated",
        Zone.PUBLIC,
        write_back,
        take_back,
        on=(DelegationConfirmed, DelegationEnded),
        about=lambda event, stored: (str(event.subject), ""),
        whole=True,
    )
)
