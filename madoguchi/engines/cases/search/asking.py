"""One box that guesses: what looks like a birthday is one, what looks like a telephone is one, the rest is a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import without_text
from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import mark, marks
from madoguchi.core.text.public import fold
from madoguchi.engines.cases.models import Case, Memo, SearchKey
from madoguchi.engines.cases.models.search_key import Trait
from madoguchi.engines.cases.reading import Person, applicant_of
from madoguchi.engines.cases.search.keys import CONTEXT, digits_of, person_of
from madoguchi.engines.people.public import Actor

NAMES = (Trait.NAME, Trait.KANA, Trait.FAMILY, Trait.FAMILY_KANA)
LONGEST = 100
A_PART, MOST_PARTS = 500, 20
"""So many marks are looked at in a part; after the last part older cases are not looked for."""


class NothingToSearch(Refused):
    code, message = "nothing-to-search", _("氏名・フリガナ・生年月日・電話番号のどれかを入れてください。")


@dataclass(frozen=True)
class Asked:
    """What a text was taken for. Several parts must all fit."""

    name: str = ""
    birth: str = ""
    phone: str = ""

    def conditions(self) -> list[list[str]]:
        """For each part, what few share first, the marks of which one must be there."""
        parts = [((Trait.PHONE,), self.phone), ((Trait.BIRTH,), self.birth), (NAMES, self.name)]
        return [[m for trait in traits for m in marks(value, f"{CONTEXT}:{trait.value}")] for traits, value in parts if value]


def understood(text: str) -> Asked:
    """Raises NothingToSearch."""
    name, birth, phone = [], "", ""
    for part in text[:LONGEST].replace("　", " ").split():
        if not birth and (day := _day(part)):
            birth = day
        elif not phone and (digits := digits_of(part)):
            phone = digits
        else:
            name.append(part)
    asked = Asked(fold("".join(name)), birth, phone)
    if not (asked.name or asked.birth or asked.phone):
        raise NothingToSearch
    return asked


def _day(part: str) -> str:
    try:
        return parse_date(part).isoformat() if any(letter.isdigit() for letter in part) else ""
    except Refused:
        return ""


@dataclass(frozen=True)
class Found:
    """A case with the person as its answers name them now; `standing` is None when it is over."""

    case: Any
    who: Person
    standing: Any

    @property
    def born(self) -> date | None:
        return date.fromisoformat(self.who.birth) if self.who.birth else None


@dataclass(frozen=True)
class FoundPage:
    items: Sequence[Found]
    next: UUID | None
    memos: Sequence[tuple[Memo, Person]]


def search_cases(
    text: str,
    *,
    by: Actor,
    at: datetime,
    only_open: bool = False,
    after: UUID | None = None,
    limit: int = 25,
    purpose: str = "casework",
) -> FoundPage:
    """Cases that this person may see, the newest first, and on the first page the memos without a case. What was
    asked is written down as a mark, never in clear. The number of queries does not grow. Raises NothingToSearch.
    """
    asked = understood(text).conditions()
    shown = visible_ids(asked, by=by, only_open=only_open, after=after, limit=limit + 1)
    found = [
        Found(case, applicant_of(case.definition, newest_answers(case)), getattr(case, "standing", None))
        for case in read(shown[:limit])
    ]
    memos: list[Memo] = []
    if after is None:
        waiting = Memo.objects.visible_to(by).waiting().filter(_memos_carrying(asked))
        memos = list(waiting.select_related("key").order_by("-at")[:limit])
    listed(by, at, "case", {"asked": f"mark:{mark(fold(text), CONTEXT)}"}, shown[:limit], purpose)
    return FoundPage(found, shown[limit - 1] if len(shown) > limit else None, [(memo, person_of(memo.who)) for memo in memos])


def visible_ids(
    asked: list[list[str]], *, by: Actor, only_open: bool = False, after: UUID | None = None, limit: int = 26
) -> list[UUID]:
    """The newest cases with these marks that this person may see. From the marks to the cases, never through all cases of
    a section: a part of the marks at a time, until there are enough or none is left.
    """
    found: list[UUID] = []
    for _n in range(MOST_PARTS):
        ids, after = carrying(asked, before=after)
        rows = Case.objects.visible_to(by).filter(pk__in=ids)
        rows = rows.open() if only_open else rows
        if ids:
            found += rows.order_by("-pk").values_list("pk", flat=True)[: limit - len(found)]
        if after is None or len(found) >= limit:
            break
    return found


def carrying(asked: list[list[str]], *, before: UUID | None = None) -> tuple[list[UUID], UUID | None]:
    """The newest cases that carry a mark of each part, and where to go on; None when the marks were all looked at."""
    ids: list[UUID] | None = None
    on: UUID | None = None
    for one_of in asked:
        rows = SearchKey.objects.filter(mark__in=one_of, case__isnull=False)
        if ids is None:
            rows = rows.filter(case__lt=before) if before else rows
            marked = list(rows.order_by("-case_id").values_list("case_id", flat=True)[:A_PART])
            on = marked[-1] if len(marked) == A_PART else None
        else:
            marked = list(rows.filter(case__in=ids).order_by("-case_id").values_list("case_id", flat=True))
        ids = list(dict.fromkeys(marked))
        if not ids:
            break
    return ids or [], on


def marks_of(who: Person) -> list[list[str]]:
    """By birthday and whole name: as close to one person as the marks come."""
    return [marks(value, f"{CONTEXT}:{trait.value}") for trait, value in ((Trait.BIRTH, who.birth), (Trait.NAME, fold(who.name)))]


def _memos_carrying(asked: list[list[str]]) -> Q:
    wanted = Q()
    for one_of in asked:
        wanted &= Q(pk__in=SearchKey.objects.filter(mark__in=one_of, memo__isnull=False).values("memo"))
    return wanted


def newest_answers(case: Any) -> dict[str, Any]:
    """The answers that count, of a case that `read` has brought: no further query."""
    newest = max(case.application.revisions.all(), key=lambda revision: revision.number, default=None)
    found: dict[str, Any] = newest.answers if newest else case.application.answers
    return found


def read(ids: list[UUID]) -> list[Any]:
    """Cases with all that their answers need, the newest first. Two queries."""
    rows = Case.objects.filter(pk__in=ids).select_related("version", "application__key", "standing__assignee")
    return list(rows.defer(*without_text()).prefetch_related("application__revisions__key").order_by("-pk"))
