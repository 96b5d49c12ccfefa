"""Substitutes: letters that a chief has approved in place of some that cannot be printed, for one subject."""

from typing import Any

from madoguchi.core.text.public import Repertoire, degrade
from madoguchi.core.typesetting.public import missing_characters
from madoguchi.engines.documents.models import How, NameSolution


def approved_for(subject_kind: str, subject_id: str) -> dict[str, str]:
    """Character → what is printed, from every solution of this subject, the latest winning."""
    return approved_for_all(subject_kind, [subject_id]).get(subject_id, {})


def approved_for_all(subject_kind: str, subject_ids: list[str]) -> dict[str, dict[str, str]]:
    """The same for many subjects. One query."""
    rows = NameSolution.objects.filter(issue__subject_kind=subject_kind, issue__subject_id__in=subject_ids, how=How.SUBSTITUTE)
    merged: dict[str, dict[str, str]] = {}
    for subject, found in rows.order_by("at", "id").values_list("issue__subject_id", "substitutes"):
        merged.setdefault(subject, {}).update(found)
    return merged


def replaced(data: Any, substitutes: dict[str, str]) -> tuple[Any, bool]:
    """The data with the letters replaced, and whether any was."""
    if not substitutes:
        return data, False
    changed = False

    def walk(value: Any) -> Any:
        nonlocal changed
        if isinstance(value, str):
            new = value
            for old, instead in sorted(substitutes.items(), key=lambda pair: -len(pair[0])):
                new = new.replace(old, instead)
            changed = changed or new != value
            return new
        if isinstance(value, dict):
            return {key: walk(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [walk(one) for one in value]
        return value

    return walk(data), changed


def suggestion(character: str) -> str:
    """A common form that can be printed, to start from; empty where none is known. A person decides."""
    for candidate in (character[0], degrade(character, Repertoire.CP932).text):
        if candidate not in {character, "〓"} and not missing_characters(candidate):
            return candidate
    return ""
