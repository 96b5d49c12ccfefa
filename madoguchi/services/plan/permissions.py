"""Who may do what with the plan. The department that keeps it (`owner` of plan.yaml) reviews, evaluates and runs meetings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import NotDefined
from madoguchi.engines.people.public import Actor, permission

STAFF = {"clerk", "chief"}


def keeps_the_plan(actor: Actor) -> bool:
    """Whether the actor holds a post in the department that keeps the plan."""
    from madoguchi.services.plan.queries import the_plan

    try:
        owner = the_plan().plan.owner
    except NotDefined:
        return False
    return actor.kind == "staff" and actor.second_factor and bool(actor.roles_in(owner) & STAFF)


def of_keeper(by: Any, _thing: Any) -> bool:
    return keeps_the_plan(by)


permission("plan.see", _("計画の進み具合を見る"), roles=STAFF)
permission("plan.report", _("計画の進み具合を報告する"), roles=STAFF)
permission("plan.keep", _("計画の報告を確認し、評価し、会議を開く"), roles=STAFF, rule=of_keeper)
