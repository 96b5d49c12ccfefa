"""What is left of a limit: what was granted before counts, within the fiscal year or since it last began anew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from madoguchi.city.public import Text
from madoguchi.core.calendar.public import fiscal_year
from madoguchi.core.money.public import format_yen
from madoguchi.engines.cases.calculations.definitions import Left
from madoguchi.engines.forms.public import evaluate, read_path


@dataclass(frozen=True)
class Used:
    """A grant that used up part of a limit: when, how much, in which house (a digest), at which step of care."""

    on: date
    yen: int
    place: str = ""
    step: int | None = None
    number: str = ""
    same: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """Whose use of which limit is asked for: plain values, of which the asked keeps digests only."""

    account: str
    who: str
    place: Any = None


History = Callable[[Ask], tuple[Iterable[Used], str]]
"""Gives the earlier uses, oldest first, and the digest of the place that is asked about."""


@dataclass(frozen=True)
class Rest:
    """What is left, why, the uses that count, and the kinds of item (同一種目) that were paid before within the time."""

    yen: int | None
    why: Text | None = None
    used: tuple[Used, ...] = ()
    repeated: tuple[str, ...] = ()


def left_of(left: Left, names: Mapping[str, Any], history: History | None) -> Rest:
    """The rest of a limit. Without a history the whole of it."""
    whole, day = evaluate(left.of, names), evaluate(left.on, names)
    who = read_path(names, left.who)
    if not isinstance(whole, int) or not isinstance(day, date):
        return Rest(None)
    if history is None or not who:
        return Rest(whole)
    uses, place = history(Ask(left.account, str(who), read_path(names, left.place) if left.place else None))
    step = evaluate(left.step, names) if left.step else None
    steps = evaluate(left.reset_after, names) if left.reset_after else None
    counted = counting(list(uses), left.per, day, place, step, steps)
    used = sum(one.yen for one in counted)
    rest = max(whole - used, 0)
    why = Text(
        {
            "ja": f"限度額 {format_yen(whole)} − これまでの支給 {format_yen(used)}（{len(counted)}件）",
            "en": f"Limit {format_yen(whole, 'en')}, granted so far {format_yen(used, 'en')} ({len(counted)})",
            "easy": f"ぜんぶで {format_yen(whole)}。今までに {format_yen(used)} 使いました",
        }
    )
    before = {kind for one in counted for kind in one.same}
    return Rest(rest, why, tuple(counted), tuple(kind for kind in kinds_in(names, left.same) if kind in before))


def kinds_in(names: Mapping[str, Any], path: str | None) -> list[str]:
    """The kinds of all items: `items.kind`."""
    if path is None:
        return []
    group, _dot, name = path.partition(".")
    items = names.get(group)
    found = [item.get(name) for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    return sorted({str(kind) for kind in found if kind})


def counting(uses: list[Used], per: str, day: date, place: str = "", step: Any = None, steps: Any = None) -> list[Used]:
    """The uses that count against the limit on a day. Of a limit for life those in the same house; a rise by `steps` above
    the step of the first use begins it anew, once in a house (介護保険法施行規則76条, 同告示).
    """
    if per == "fiscal-year":
        return [one for one in uses if fiscal_year(one.on) == fiscal_year(day)]
    here = sorted((one for one in uses if one.place == place), key=lambda one: one.on)
    if not isinstance(steps, int) or not here or here[0].step is None:
        return here
    first = here[0].step
    risen = next((i for i, one in enumerate(here) if one.step is not None and one.step - first >= steps), None)
    if risen is not None:
        return here[risen:]
    return [] if isinstance(step, int) and step - first >= steps else here
