"""Questions about what arrived; nothing here writes."""

from django.db.models import Count

from madoguchi.city import public as city
from madoguchi.engines.people.public import Actor
from madoguchi.services.intake.channels import channels
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.models import Parcel, ParcelState


def counts(by: Actor) -> list[tuple[str, str, int]]:
    """States with how many there are."""
    counted = dict(Parcel.objects.visible_to(by).values_list("state").annotate(n=Count("pk")).order_by())
    return [(value, str(label), counted.get(value, 0)) for value, label in ParcelState.choices]


def channels_for(by: Actor, permission: str) -> list[Channel]:
    sections = set(by.sections_with(permission))
    return [one for one in channels() if one.department in sections]


def channel_titles() -> dict[str, str]:
    return {one.code: str(one.title) for one in channels()}


def procedure_titles() -> dict[str, str]:
    found = {}
    for version in city.current_all("procedure"):
        if version.definition is not None:
            found[version.code] = str(version.definition.title)
    return found
