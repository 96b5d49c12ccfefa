"""Routes: the way a draft goes. One level today; a deeper one registers here and answers the same two questions."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.registry import Registry


@dataclass(frozen=True)
class Route:
    """`permission`: what the one who answers must hold in the draft's section."""

    code: str
    label: str | Promise
    permission: str = "approvals.decide"


SUBJECTS: Registry[str | Promise] = Registry("subjects of approval")
"""What a draft may be about, in words: rooms above say it, for the desk shows drafts of all kinds."""
ROUTES: Registry[Route] = Registry("routes of approval")
CHIEF = ROUTES.register("chief", Route("chief", _("課長決裁")))
