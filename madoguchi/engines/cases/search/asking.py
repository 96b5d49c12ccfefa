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


class NothingToSearch(Refused):
    code, message = "nothing-to-search", _("氏名・フリガナ・生年月日・電話番号のどれかを入れてください。")


@dataclass(frozen=True)
class Asked:
    """What a text was taken for. Several parts must all fit."""

    name: str = ""
    birth: str = ""
    phone: str = ""

    def conditions(self) -> list[list[str]]:
        """For each part, the marks of which one must be there."""
        parts = [(NAMES, self.name), ((Trait.BIRTH,), self.birth), ((Trait.PHONE,), self.phone)]
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
    rows = Case.objects.visible_to(by).filter(_carrying(asked, "case"))
    if only_open:
        rows = rows.open()
    if after:
        rows = rows.filter(pk__lt=after)
    shown = list(rows.order_by("-pk").values_list("pk", flat=True)[: limit + 1])
    found = [
        Found(case, applicant_of(case.definition, newest_answers(case)), getattr(case, "standing", None))
        for case in read(shown[:limit])
    ]
    memos: list[Memo] = []
    if after is None:
        waiting = Memo.objects.visible_to(by).waiting().filter(_carrying(asked, "memo"))
        memos = list(waiting.select_related("key").order_by("-at")[:limit])
    listed(by, at, "case", {"asked": f"mark:{mark(fold(text), CONTEXT)}"}, shown[:limit], purpose)
    return FoundPage(found, shown[limit - 1] if len(shown) > limit else None, [(memo, person_of(memo.who)) for memo in memos])


def _carrying(asked: list[list[str]], what: str) -> Q:
    wanted = Q()
    for one_of in asked:
        keys = SearchKey.objects.filter(mark__in=one_of, **{f"{what}__isnull": False})
        wanted &= Q(pk__in=keys.values(what))
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
