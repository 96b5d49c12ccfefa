"""The city's rules for its duties."""

from django.utils.translation import gettext_lazy as _

from madoguchi.city import public as city
from madoguchi.core.refused import NotFound
from madoguchi.engines.people.public import Actor
from madoguchi.services.duties.definitions import Duties


class DutiesNotDefined(NotFound):
    code, message = "duties-not-defined", _("個人情報と記録の決まり（duties.yaml）が公開されていません。")


def rules() -> Duties:
    """Raises DutiesNotDefined."""
    for found in city.all_defined(Duties):
        return found
    raise DutiesNotDefined


def requests_of_people() -> list[str]:
    """Procedures by which people ask for their data; none where the city has not said."""
    return [code for found in city.all_defined(Duties) for code in found.requests]


def sections_for(by: Actor, code: str) -> frozenset[str] | None:
    """The sections in which the permission is held; None: in every one, for who belongs to the department of records."""
    mine = by.sections_with(code)
    found = next(iter(city.all_defined(Duties)), None)
    return None if found is not None and found.records in mine else mine


def may_publish(by: Actor) -> bool:
    """The chief of the department of records."""
    return sections_for(by, "duties.publish") is None
