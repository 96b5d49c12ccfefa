"""Routes: the way a draft goes. One level today; a deeper one registers here and answers the same two questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.registry import Registry


@dataclass(frozen=True)
class Route:
    """`permission`: what the one who answers must hold in the draft's section."""

    code: str
    label: str | Promise
    permission: str = "approvals.decide"


def nothing_more(subject: Any) -> list[tuple[Any, Any]]:
    return []


@dataclass(frozen=True)
class Subject:
    """What a draft may be about. `facts`: of one (its id) what whoever decides reads first, label and words."""

    name: str | Promise
    facts: Callable[[Any], list[tuple[Any, Any]]] = nothing_more


SUBJECTS: Registry[Subject] = Registry("subjects of approval")
"""Rooms above say it, for the desk shows drafts of all kinds."""
ROUTES: Registry[Route] = Registry("routes of approval")
CHIEF = ROUTES.register("chief", Route("chief", _("課長決裁")))
