"""Who of the staff sees what of the plan's work: a section its own, the plan's keeper everything."""

from typing import Generic, Self, TypeVar

from django.db import models
from django.db.models import Q

from madoguchi.engines.people.public import Actor, ScopedQuerySet
from madoguchi.services.plan.permissions import keeps_the_plan

M = TypeVar("M", bound=models.Model)


class OfSection(ScopedQuerySet[M], Generic[M]):
    """Rows that name their section."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.kind == "system" or keeps_the_plan(actor):
            return self.all()
        return self.of_sections(actor.sections_with("plan.see"))


class OfHouse(ScopedQuerySet[M], Generic[M]):
    """Rows that every section reads: meetings, evaluations."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.kind == "system" or actor.may("plan.see"):
            return self.all()
        return self.filter(Q(pk=None) & ~Q(pk=None))
