"""連絡を記録する; 交付の統計を入れる."""

from datetime import date, datetime

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.cards.actions.take_in import InSection
from madoguchi.services.cards.events import RenewalFollowedUp
from madoguchi.services.cards.models import FollowUp, IssueFigure, Renewal
from madoguchi.services.cards.refusals import AlreadyRenewed, BadFigures
from madoguchi.services.cards.rules import rules


@transaction.atomic
def follow_up(renewal: Renewal, way: str, *, by: Actor, at: datetime) -> FollowUp:
    """Note what was done about somebody who has not come. Raises NotPermitted, AlreadyRenewed, ValueError."""
    authorize(by, "cards.follow-up", renewal)
    if renewal.renewed_on is not None:
        raise AlreadyRenewed
    made = FollowUp.objects.create(renewal=renewal, way=FollowUp.Way(way), by_code=by.code, at=at)
    record(RenewalFollowedUp(renewal.id, renewal.what, way), by=by, at=at)
    return made


@transaction.atomic
def keep_figure(month: date, *, issued: int, held: int, population: int, by: Actor, at: datetime) -> IssueFigure:
    """The figures of a month; said again they take the place of those before. Raises NotPermitted, BadFigures."""
    section = rules().department
    authorize(by, "cards.figures", InSection(section))
    if min(issued, held) < 0 or population <= 0 or held > population:
        raise BadFigures
    values = {"issued": issued, "held": held, "population": population, "section": section, "by_code": by.code, "at": at}
    return IssueFigure.objects.update_or_create(month=month.replace(day=1), defaults=values)[0]
