"""Prefill: what the house already knows is not asked again. Rooms register sources; a question names one.

A value is only a proposal: it stands in the field until the person saves the page.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from madoguchi.core.refused import Refused
from madoguchi.core.registry import Registry
from madoguchi.core.text.public import kana, parse_mail, parse_phone, split_name
from madoguchi.engines.forms.fields.places import split_address
from madoguchi.engines.people.public import Account, Addressee, Channel, bound_addressee, contact_of

Source = Callable[[Account], Any]

PREFILLS: Registry[Source] = Registry("prefill sources")


def register_prefill(name: str, fn: Source) -> Source:
    """`fn(account)` gives a canonical value, or None."""
    return PREFILLS.register(name, fn)


def prefilled(source: str, account: Account | None) -> Any:
    """A value for the source, None where there is none. A source that fails is as good as none."""
    if not source or account is None or source not in PREFILLS:
        return None
    try:
        return PREFILLS.get(source)(account)
    except Refused:
        return None


def register_own() -> None:
    if "account.name" in PREFILLS:
        return
    register_prefill("account.name", lambda account: _name(account.name))
    register_prefill("contact.mail", lambda account: parse_mail(contact_of(account).mail))
    register_prefill("contact.phone", _phone)
    register_prefill("addressee.name", lambda account: _person(account, _addressee_name))
    register_prefill("addressee.birth", lambda account: _person(account, lambda p: p.birth_on.isoformat() if p.birth_on else None))
    register_prefill("addressee.address", lambda account: _person(account, _addressee_address))


def _name(name: str) -> dict[str, str] | None:
    family, given = split_name(name.replace(" ", "　"))
    return {"family": family, "given": given} if family and given else None


def _phone(account: Account) -> str | None:
    values = contact_of(account).values
    found = values.get(Channel.TELEPHONE.value) or values.get(Channel.SMS.value)
    return parse_phone(found) if found else None


def _person(account: Account, part: Callable[[Addressee], Any]) -> Any:
    """From the register: only where this process serves both sides, and never for a person under protection."""
    person = bound_addressee(account.pk) if settings.MADO_ZONE == "all" else None
    return part(person) if person and not person.suppressed else None


def _addressee_name(person: Addressee) -> dict[str, str]:
    parts = {"family": person.family, "given": person.given}
    readings = {"family_kana": kana(person.family_kana), "given_kana": kana(person.given_kana)}
    return {name: value for name, value in (parts | readings).items() if value}


def _addressee_address(person: Addressee) -> dict[str, str] | None:
    if not person.address:
        return None
    value = {**split_address(person.address), "building": person.building}
    if len(person.postal) == 7:
        value["postal"] = f"{person.postal[:3]}-{person.postal[3:]}"
    elif len(person.postal) == 8:
        value["postal"] = person.postal
    return {name: part for name, part in value.items() if part}
