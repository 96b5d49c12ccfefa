"""The plan's entry at the desk; its pages share it, with tabs."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.links.public import register_link
from madoguchi.engines.approvals import public as approvals
from madoguchi.faces.shell.navigation import entry
from madoguchi.services.plan.queries import has_plan

entry("plan-desk:home", _("計画"), "plan.see", 77, place="desk", group="house", when=lambda _by: has_plan())
register_link("plan-decision", lambda pk: f"/desk/plan/decisions/{pk}/", audience="desk")
approvals.SUBJECTS.register("plan-decision", approvals.Subject(_("IT戦略推進本部の決定")))
