"""Names of departments for a list: one query, whatever the number of rows."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from madoguchi.city.public import Publication
from madoguchi.faces.desk.definitions.showing import title_of


def names_of_sections(codes: Iterable[str]) -> dict[str, str]:
    """Code → name in the language of the page; the code itself where the city has no word on it."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    rows = Publication.objects.in_force().filter(kind="department", code__in=wanted).select_related("version")
    language = get_language() or "ja"
    named = {row.code: title_of(row.version.body, language) for row in rows.defer("version__canonical_written")}
    return {code: named.get(code) or code for code in wanted}


def choices_of(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs for a filter, by name."""
    return sorted(names_of_sections(codes).items(), key=lambda pair: pair[1])


def name_sections(rows: Iterable[Any], field: str = "section") -> None:
    """Give each row its `section_name`."""
    rows = list(rows)
    names = names_of_sections(getattr(row, field) for row in rows)
    for row in rows:
        row.section_name = names.get(getattr(row, field), "")
