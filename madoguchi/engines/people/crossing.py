"""What the office side needs of an account: that it exists, what it is called, whether notices may come electronically. Its
mail address, passwords, keys and means of contact stay on the public side.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.core.relay.public import said_of, values_of
from madoguchi.engines.people.models.account import NOWHERE, Account
from madoguchi.engines.people.models.contact import ElectronicConsent
from madoguchi.engines.people.models.delegation import Delegation

OF_ACCOUNT = ("id", "kind", "name", "language", "is_active")
OF_CONSENT = ("since", "stopped_at")
OF_DELEGATION = (
    "id", "basis", "relation", "principal_id", "proxy_id", "asked_by_id", "asked_at", "scope", "from_on", "until_on",
    "despite_protection", "confirmed_at", "confirmed_by", "evidence", "ended_at", "ended_by", "ending",
)  # fmt: skip


def say_account(account: Account) -> dict[str, Any]:
    consents = ElectronicConsent.objects.filter(account=account).order_by("since")
    return {**said_of(account, OF_ACCOUNT), "consents": [said_of(one, OF_CONSENT) for one in consents]}


@transaction.atomic
def take_account(said: Mapping[str, Any]) -> Account:
    """Made or brought up to date. Nobody signs in to it on this side. A staff member's is never touched."""
    values = values_of(Account, {name: said[name] for name in OF_ACCOUNT})
    known = Account.objects.filter(pk=values["id"]).first()
    if (known and known.is_staff_member) or values["kind"] == "staff":
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


def say_delegation(delegation: Delegation) -> dict[str, Any]:
    """With the accounts of both."""
    people = {one.pk: one for one in (delegation.principal, delegation.proxy, delegation.asked_by) if one is not None}
    return {**said_of(delegation, OF_DELEGATION), "accounts": [say_account(one) for one in people.values()]}


@transaction.atomic
def take_delegation(said: Mapping[str, Any]) -> UUID:
    for one in said["accounts"]:
        take_account(one)
    values = values_of(Delegation, {name: said[name] for name in OF_DELEGATION})
    kept, _made = Delegation.objects.update_or_create(id=values.pop("id"), defaults=values)
    return kept.pk
