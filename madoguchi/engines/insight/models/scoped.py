"""Figures without a person: of the own sections, or of all for who looks after the whole house."""

from typing import Self, TypeVar

from django.db import models

from madoguchi.engines.people.public import Actor, ScopedQuerySet

M = TypeVar("M", bound=models.Model)
SEE, SEE_ALL = "insight.flow", "insight.flow-all"


class FlowQuerySet(ScopedQuerySet[M]):
    def visible_to(self, by: Actor) -> Self:
        if by.kind == "system" or (by.kind == "staff" and by.may(SEE_ALL)):
            return self.all()
        return self.of_sections(by.sections_with(SEE))
