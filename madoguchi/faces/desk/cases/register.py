"""What the person wrote beside what the register says, where the office has bound the account to a person of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import format_date
from madoguchi.core.text.public import same_address, same_name
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people


@dataclass(frozen=True)
class Compared:
    label: str | Promise
    written: str
    registered: str
    same: bool


def compare(case: Any, who: Any, *, by: people.Actor, at: datetime) -> list[Compared]:
    """Name, birthday and address; nothing where nobody is bound or this section may not look people up."""
    bound = cases.register_entry_of(case)
    if bound is None:
        return []
    person = people.Addressee.objects.visible_to(by).filter(pk=bound.pk).first()
    if person is None:
        return []
    people.mark(person, by=by, at=at, purpose="casework")
    name, address = f"{person.family} {person.given}".strip(), f"{person.address}{person.building}"
    rows = [
        Compared(_("氏名"), who.name, name, same_name(who.name, name)),
        Compared(_("住所"), "".join(who.lines), address, bool(who.lines) and same_address("".join(who.lines), address)),
    ]
    if who.birth and person.birth_on:
        born, language = date.fromisoformat(who.birth), get_language() or "ja"
        told, kept = format_date(born, language), format_date(person.birth_on, language)
        rows.append(Compared(_("生年月日"), told, kept, born == person.birth_on))
    return rows
