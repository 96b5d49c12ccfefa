"""Where the plan is found: at the foot of every page of the portal."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.links.public import register_link
from madoguchi.faces.shell.navigation import entry
from madoguchi.services.plan.queries import has_plan

entry("plan:home", _("市のデジタル化の計画"), "", 20, place="footer", when=lambda _by: has_plan())

register_link("measure", lambda code: f"/plan/measures/{code}/")
register_link("plan-figures", lambda _: "/plan/figures.csv")
register_link("plan-measures", lambda _: "/plan/measures.csv")
