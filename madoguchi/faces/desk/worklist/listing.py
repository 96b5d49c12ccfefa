"""Rows of the queue in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Waiting:
    """`left`: days until the promise breaks, in words; `late`: it is broken or breaks within two days."""

    standing: Any
    title: Any
    applicant: str
    left: str
    late: bool


def waiting(items: Iterable[Any], day: date) -> list[Waiting]:
    return [Waiting(s, s.case.definition.title, s.case.applicant, left_in_words(s, day), is_late(s, day)) for s in items]


def left_in_words(standing: Any, day: date) -> str:
    if standing.promised_on is None and standing.state == "correcting":
        return _("補正待ち（期間停止中）")
    if standing.is_unbounded:
        return _("期限なし")
    days = (standing.breaks_on - day).days
    if days < 0:
        return _("%(n)s日超過") % {"n": -days}
    return _("きょうまで") if days == 0 else _("残り%(n)s日") % {"n": days}


def is_late(standing: Any, day: date) -> bool:
    return standing.state != "correcting" and (standing.breaks_on - day).days <= 2


def titles(procedures: Iterable[Any], by: Any) -> list[tuple[str, Any]]:
    """The procedures of the own sections, for the filter."""
    own = by.sections_with("cases.see")
    return [(procedure.code, procedure.title) for procedure in procedures if procedure.department in own]
