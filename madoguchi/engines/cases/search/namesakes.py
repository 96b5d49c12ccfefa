"""取り違え防止: open cases whose applicant has the same name or reading, or the same birthday within a family name (twins), with
what tells them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import format_date
from madoguchi.core.sealing.public import marks
from madoguchi.core.text.public import fold, same_address, same_name
from madoguchi.engines.cases.models import Case
from madoguchi.engines.cases.models.search_key import Trait
from madoguchi.engines.cases.protection import is_protected
from madoguchi.engines.cases.reading import Person, applicant_of
from madoguchi.engines.cases.search.asking import carrying, newest_answers, read
from madoguchi.engines.cases.search.keys import CONTEXT, digits_of, family_of
from madoguchi.engines.people.public import Actor

MOST = 5


@dataclass(frozen=True)
class Point:
    """One thing about two people: how it is here and there, and whether it is the same."""

    label: str | Promise
    here: str
    there: str
    same: bool


@dataclass(frozen=True)
class Namesake:
    """`one_person`: name and birthday agree, or the account does: most likely the same person with a further case."""

    case: Any
    who: Person
    points: tuple[Point, ...]
    one_person: bool


def namesakes(
    case: Any, who: Person, *, by: Actor, at: datetime, language: str = "ja", purpose: str = "casework"
) -> list[Namesake]:
    """Open cases that this person may see, five at most, those of others first. None without a name."""
    ids = _marked_alike(case, who, by)
    if not ids:
        return []
    listed(by, at, "case", {"beside": case.pk}, ids, purpose)
    found = [compared(case, who, one, language) for one in read(ids)]
    return sorted(found, key=lambda one: one.one_person)


def _marked_alike(case: Any, who: Person, by: Actor) -> list[Any]:
    """The newest open cases that carry the name or the reading; where there is room, those of twins."""
    named = _marks((Trait.NAME, fold(who.name)), (Trait.KANA, fold(who.kana)))
    ids = _open(carrying([named])[0], case, by) if named else []
    families = _marks((Trait.FAMILY, family_of(who.name)), (Trait.FAMILY_KANA, family_of(who.kana)))
    born = _marks((Trait.BIRTH, who.birth))
    if born and families and len(ids) < MOST:
        ids += [pk for pk in _open(carrying([born, families])[0], case, by) if pk not in ids]
    return ids[:MOST]


def _marks(*traits: tuple[Trait, str]) -> list[str]:
    return [found for trait, value in traits if value for found in marks(value, f"{CONTEXT}:{trait.value}")]


def _open(marked: list[Any], case: Any, by: Actor) -> list[Any]:
    rows = Case.objects.visible_to(by).open().filter(pk__in=[pk for pk in marked if pk != case.pk])
    rows = rows.exclude(is_protected())  # what they live by is shown to nobody beside another's case
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST]) if set(marked) - {case.pk} else []


def compared(case: Any, who: Person, other: Any, language: str) -> Namesake:
    there = applicant_of(other.definition, newest_answers(other))
    points = points_of(who, there, language)
    agree = {str(point.label): point.same for point in points}
    account = case.account_id is not None and case.account_id == other.account_id
    named = agree.get(str(_("氏名")), False) and agree.get(str(_("生年月日")), False)
    return Namesake(other, there, points, account or named)


def points_of(here: Person, there: Person, language: str = "ja") -> tuple[Point, ...]:
    """What both say, point by point; what only one of them says proves nothing and counts as other."""
    address = ("".join(here.lines), "".join(there.lines))
    pairs = [
        (_("氏名"), here.name, there.name, same_name(here.name, there.name)),
        (_("フリガナ"), here.kana, there.kana, same_name(here.kana, there.kana)),
        (_("生年月日"), day(here.birth, language), day(there.birth, language), bool(here.birth) and here.birth == there.birth),
        (_("住所"), *address, bool(all(address)) and same_address(*address)),
        (_("電話番号"), here.phone, there.phone, bool(here.phone) and digits_of(here.phone) == digits_of(there.phone)),
    ]
    return tuple(Point(label, a, b, same) for label, a, b, same in pairs if a or b)


def day(text: str, language: str) -> str:
    return format_date(date.fromisoformat(text), language) if text else ""


def others(found: Sequence[Namesake]) -> list[Namesake]:
    """Those who are most likely somebody else."""
    return [one for one in found if not one.one_person]
