"""宛名と世帯: keeping the extract of the resident registers, and binding accounts to it. Office side."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import address_key, fold
from madoguchi.engines.people.crossing import representation
from madoguchi.engines.people.events import AccountBound, AddresseeRegistered
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.addressee import Addressee
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.household import HEAD, Household, Membership
from madoguchi.engines.people.permissions import authorize

NUMBER = re.compile(r"[0-9]{15}")
RELATION = re.compile(r"(?:[0-9]{2}){1,4}")


class BadNumber(Refused):
    code, message = "bad-addressee-number", _("宛名番号と世帯番号は15桁の数字です。")


class NotOneHead(Refused):
    code, message = "not-one-head", _("世帯主は、世帯にちょうど一人です。")


class BadRelation(Refused):
    code, message = "bad-relation", _("続柄コードは、2桁の数字を1つから4つ並べたものです。")


class AlreadyBound(Refused):
    code, message = "already-bound", _("このアカウントは、すでに別の宛名にひも付いています。")


@transaction.atomic
def register(number: str, *, suppressed: bool, by: By, at: datetime, **fields: Any) -> Addressee:
    """Take a person as the registers give them, new or changed. Whether they are protected is never left unsaid."""
    authorize(by, "people.keep-register")
    if not NUMBER.fullmatch(number):
        raise BadNumber
    draft = Addressee(number=number, **fields)
    keys = {
        "name_key": fold(f"{draft.family}{draft.given}"),
        "kana_key": fold(f"{draft.family_kana}{draft.given_kana}"),
        "address_key": address_key(f"{draft.address}{draft.building}"),
    }
    person, _created = Addressee.objects.update_or_create(
        number=number, defaults={**fields, **keys, "suppressed": suppressed, "updated_at": at}
    )
    representation.tell_of([person.pk], at)
    record(AddresseeRegistered(person.pk), by=by, at=at)
    return person


@transaction.atomic
def form_household(
    number: str, members: Iterable[tuple[Addressee, str]], *, on: date | None = None, by: By, at: datetime
) -> Household:
    """The household as it stands now, in this order, each with a 続柄 code; who is no longer named has left it."""
    authorize(by, "people.keep-register")
    members = list(members)
    if not NUMBER.fullmatch(number):
        raise BadNumber
    if any(not RELATION.fullmatch(relation) for _person, relation in members):
        raise BadRelation
    if [relation for _person, relation in members].count(HEAD) != 1:
        raise NotOneHead
    household, _created = Household.objects.get_or_create(number=number)
    household = Household.objects.select_for_update().get(pk=household.pk)
    day = on or at.date()
    Membership.objects.filter(household=household, until_on=None).update(until_on=day)
    Membership.objects.filter(addressee__in=[person for person, _ in members], until_on=None).update(until_on=day)
    Membership.objects.bulk_create(
        Membership(household=household, addressee=person, relation=relation, order=order, from_on=on)
        for order, (person, relation) in enumerate(members, start=1)
    )
    return household


@transaction.atomic
def bind(account: Account, addressee: Addressee, *, by: By, at: datetime) -> Binding:
    """The office has checked that this account is this person. Binding the same again changes nothing."""
    authorize(by, "people.bind")
    Account.objects.select_for_update().get(pk=account.pk)
    held = Binding.objects.filter(account=account, ended_at=None).first()
    if held:
        if held.addressee_id != addressee.pk:
            raise AlreadyBound
        return held
    binding = Binding.objects.create(account=account, addressee=addressee, by=by.code, at=at)
    representation.tell_of([addressee.pk], at)
    record(AccountBound(account.pk, addressee=str(addressee.pk)), by=by, at=at)
    return binding
