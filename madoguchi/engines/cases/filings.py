"""提出者を読む: who filed, as the answers say, kept beside the case so that desk and statistics need no answers for it."""

from typing import Any

from madoguchi.core.zones import Zone, is_here
from madoguchi.engines.cases.answers import words_of
from madoguchi.engines.cases.models import FiledBy, Filing
from madoguchi.engines.cases.queries import answers_of
from madoguchi.engines.cases.reading import at as at_path
from madoguchi.engines.cases.sealed import hide


def keep_filing(case: Any) -> Filing | None:
    """Write it anew from the newest answers. None where the procedure does not ask, or nothing was answered."""
    asked = case.definition.filer
    if asked is None or not is_here(Zone.OFFICE):
        return None
    answers = answers_of(case.application)
    kind = at_path(answers, asked.kind)
    if kind not in FiledBy.values:
        return None

    def words(path: str | None) -> str:
        return words_of(case.definition, path, at_path(answers, path), "ja") if path else ""

    number = at_path(answers, asked.office_number)
    filing, _made = Filing.objects.update_or_create(
        case=case,
        defaults={
            "kind": kind,
            "office_number": str(number or "")[:10] if kind == FiledBy.OFFICE else "",
            "sealed_name": hide(case.key, words(asked.name), f"cases.filer:{case.pk}"),
            "sealed_relation": hide(case.key, words(asked.relation), f"cases.filer-relation:{case.pk}"),
            "sealed_office": hide(case.key, words(asked.office_name), f"cases.filer-office:{case.pk}"),
        },
    )
    return filing
