"""What is asked for, as it stands in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from madoguchi.city.public import all_defined, departments
from madoguchi.core.calendar.public import fiscal_year, fiscal_year_days, format_fiscal_year, today
from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.insight import public as insight
from madoguchi.faces.desk.sections import choices_of

YEARS = 6
TWELVE = 11
"""Months back from this one."""


@dataclass(frozen=True)
class Filters:
    """`names`: code → title of every procedure that may be chosen."""

    asked: insight.Asked
    period: str
    periods: list[tuple[str, str]]
    sections: list[tuple[str, str]]
    procedures: list[tuple[str, str]]

    @property
    def names(self) -> dict[str, str]:
        return dict(self.procedures)

    @property
    def open_days(self) -> bool:
        return self.asked.measure == "open_days"


def filters_of(request: Any) -> Filters:
    """A period that is none is the last twelve months; a department that may not be seen finds nothing."""
    day, language, given = today(request.received_at), get_language() or "ja", request.GET
    this_year = fiscal_year(day)
    years = {str(year): format_fiscal_year(year, language) for year in range(this_year, this_year - YEARS, -1)}
    period = given.get("period", "")
    if period in years:
        first, last = fiscal_year_days(int(period))
    else:
        period, first, last = "", insight.months_back(day, TWELVE), day
    asked = insight.Asked(
        first=first,
        last=last,
        section=given.get("section", "")[:40],
        procedure=given.get("procedure", "")[:60],
        measure="open_days" if given.get("measure") == "open" else "days",
    )
    sections = sections_for(request.actor, day)
    known = [(one.code, str(one.title)) for one in all_defined(Procedure) if one.department in dict(sections)]
    periods = [("", gettext("直近12か月")), *years.items()]
    return Filters(asked, period, periods, sections, sorted(known, key=lambda pair: pair[1]))


def sections_for(actor: Any, day: date) -> list[tuple[str, str]]:
    codes = {one.code for one in departments(day)} if actor.may("insight.flow-all") else actor.sections_with("insight.flow")
    return choices_of(codes)
