"""The filters of the queue as they stand in the address: read, kept, offered."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import format_month
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.who import is_id

NAMES = ("state", "procedure", "source", "who", "due", "month")
OF_BEFORE = {"mine": ("who", "me"), "unassigned": ("who", "none")}
"""Addresses that somebody may have kept: `?mine=1`."""
MONTHS = 13


@dataclass(frozen=True)
class Choice:
    value: str
    label: Any
    chosen: bool


def kept(query: Any) -> dict[str, str]:
    """The filters that are set, for the addresses of the page and for a saved view."""
    found = {name: str(query[name])[:60] for name in NAMES if query.get(name)}
    for name, (now, value) in OF_BEFORE.items():
        if query.get(name) == "1":
            found.setdefault(now, value)
    return found


def filters_of(asked: dict[str, str], *, by: people.Actor, day: date) -> cases.Filters:
    """What the queue is asked for. What is no filter narrows nothing."""
    due, month, who = asked.get("due", ""), _month(asked.get("month", "")), asked.get("who", "")
    within = {"today": day, "1": day, "week": day + timedelta(days=7)}.get(due)
    return cases.Filters(
        state=asked.get("state", ""),
        procedure=asked.get("procedure", ""),
        source=asked.get("source", ""),
        assignee=by.account_id if who == "me" else UUID(who) if is_id(who) else None,
        unassigned=who == "none",
        assignees=tuple(one.pk for one in cases.covered_by(by, day)) if who == "covered" else None,
        breaks_until=within,
        broken_on=day if due == "overdue" else None,
        received_from=month[0] if month else None,
        received_until=month[1] if month else None,
    )


def _month(text: str) -> tuple[date, date] | None:
    year, _dash, month = text.partition("-")
    try:
        first = date(int(year), int(month), 1)
    except ValueError:
        return None
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def address(asked: dict[str, str], **more: str) -> str:
    return f"?{urlencode({**asked, **more})}"


def months(day: date, chosen: str) -> list[Choice]:
    language, found, first = get_language() or "ja", [], day.replace(day=1)
    for _n in range(MONTHS):
        value = f"{first:%Y-%m}"
        found.append(Choice(value, format_month(first, language), value == chosen))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def dues(chosen: str) -> list[Choice]:
    labels = [("overdue", _("期限超過")), ("today", _("きょうまで")), ("week", _("7日以内"))]
    return [Choice(value, label, value == chosen) for value, label in labels]


def colleagues(by: people.Actor, day: date, chosen: str) -> list[Choice]:
    """Who can have a case in the own sections. One query."""
    found = [("me", _("わたし")), ("none", _("未定")), ("covered", _("わたしが代わりをする人"))]
    found += [(str(one.pk), one.name) for one in cases.caseworkers(by=by, on=day) if one.pk != by.account_id]
    return [Choice(value, label, value == chosen) for value, label in found]


def words_of(asked: dict[str, str], context: dict[str, Any]) -> str:
    """The filters in words, as a first name for a view."""
    labels = [str(one.label) for name in ("dues", "people", "months") for one in context[name] if one.chosen]
    for value, label in context["sources"]:
        labels += [str(label)] if value == asked.get("source") else []
    for value, label in context["procedures"]:
        labels += [str(label)] if value == asked.get("procedure") else []
    for value, label in cases.State.choices:
        labels += [str(label)] if value == asked.get("state") else []
    return "・".join(labels)[:40]
