"""前の公表との違い: which files are new, gone, or say something else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from madoguchi.services.duties.register.generating import ITEMS, Entry

Entries = Mapping[str, Entry]


@dataclass(frozen=True)
class Change:
    """`items`: label, before, now; of lists only what was added and what went."""

    code: str
    title: str
    what: str
    items: list[tuple[str, str, str]] = field(default_factory=list)


def changes(before: Entries, now: Entries) -> list[Change]:
    found = [Change(code, now[code]["title"], "new") for code in now if code not in before]
    found += [Change(code, before[code]["title"], "gone") for code in before if code not in now]
    for code in now:
        if code in before and (items := [one for key in ITEMS for one in item_change(key, before[code], now[code])]):
            found.append(Change(code, now[code]["title"], "changed", items))
    return sorted(found, key=lambda one: (one.what, one.title, one.code))


def item_change(key: str, before: Entry, now: Entry) -> list[tuple[str, str, str]]:
    old, new = before.get(key, ""), now.get(key, "")
    if old == new:
        return []
    if isinstance(old, list) and isinstance(new, list):
        gone, added = [one for one in old if one not in new], [one for one in new if one not in old]
        return [(ITEMS[key], words(gone), words(added))]
    return [(ITEMS[key], words(old), words(new))]


def words(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)
