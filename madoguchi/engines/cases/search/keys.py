"""Which marks a person leaves, and how they are written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import mark
from madoguchi.core.text.public import fold, parse_phone
from madoguchi.core.zones import Zone, is_here
from madoguchi.engines.cases.models import Case, Memo, SearchKey
from madoguchi.engines.cases.models.search_key import Trait
from madoguchi.engines.cases.reading import Person, applicant_of

CONTEXT = "cases.search"


@dataclass(frozen=True)
class Traits:
    """Folded values by what they are."""

    values: tuple[tuple[Trait, str], ...]

    @classmethod
    def of(cls, who: Person) -> "Traits":
        return cls(tuple(dict.fromkeys(_values(who))))


def _values(who: Person) -> Iterator[tuple[Trait, str]]:
    for whole, family, text in ((Trait.NAME, Trait.FAMILY, who.name), (Trait.KANA, Trait.FAMILY_KANA, who.kana)):
        if folded := fold(text):
            yield whole, folded
            if part := family_of(text):
                yield family, part
    if who.birth:
        yield Trait.BIRTH, who.birth
    if digits := digits_of(who.phone):
        yield Trait.PHONE, digits


def family_of(text: str) -> str:
    """The family name, folded; empty where the name is not parted."""
    part = fold(text.split(" ")[0].split("　")[0])
    return part if part != fold(text) else ""


def digits_of(phone: str) -> str:
    try:
        return parse_phone(phone) if phone else ""
    except Refused:
        return ""


def marked(trait: Trait, value: str) -> str:
    return mark(value, f"{CONTEXT}:{trait.value}")


def rows_of(who: Person, *, case: Case | None = None, memo: Memo | None = None) -> list[SearchKey]:
    return [SearchKey(case=case, memo=memo, trait=trait, mark=marked(trait, value)) for trait, value in Traits.of(who).values]


def index_case(case: Case, who: Person) -> None:
    """Write the marks that are not there yet. After a correction those of before stay: a person is found under both.
    One statement; none on the public side, where nobody searches.
    """
    if not is_here(Zone.OFFICE):
        return
    SearchKey.objects.bulk_create(rows_of(who, case=case), ignore_conflicts=True)


def rebuild(batch: int = 500) -> int:
    """Make every mark anew by the first key of the ring: after a new key was put first, before the old one goes."""
    from madoguchi.engines.cases.queries import answers_of

    last, done = None, 0
    while True:
        rows = Case.objects.filter(key__destroyed_at=None).order_by("pk")
        rows = rows.select_related("version", "application__key", "application__version")
        found = list(rows.filter(pk__gt=last)[:batch] if last else rows[:batch])
        if not found:
            return done + _rebuild_memos()
        made = [row for case in found for row in _all_rows(case, answers_of(case.application))]
        _replace(SearchKey.objects.filter(case__in=[case.pk for case in found]).values_list("pk", flat=True), made)
        last, done = found[-1].pk, done + len(found)


def _all_rows(case: Case, newest: dict[str, object]) -> list[SearchKey]:
    """Of the first answers and of the newest: whoever was corrected is found under both."""
    definition = case.definition
    people = [applicant_of(definition, case.application.answers), applicant_of(definition, newest)]
    rows = {row.mark: row for who in people for row in rows_of(who, case=case)}
    return list(rows.values())


def _rebuild_memos() -> int:
    memos = list(Memo.objects.select_related("key"))
    made = [row for memo in memos for row in rows_of(person_of(memo.who), memo=memo)]
    _replace(SearchKey.objects.filter(memo__isnull=False).values_list("pk", flat=True), made)
    return len(memos)


def _replace(old: Iterable[int], made: list[SearchKey]) -> None:
    from django.db import transaction

    with transaction.atomic():
        SearchKey.objects.filter(pk__in=list(old)).delete()
        SearchKey.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)


def person_of(who: dict[str, str]) -> Person:
    return Person(name=who.get("name", ""), kana=who.get("kana", ""), birth=who.get("birth", ""), phone=who.get("phone", ""))
