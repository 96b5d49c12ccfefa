"""The plan's entry at the desk; its pages share it, with tabs."""

from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.navigation import entry

entry("plan-desk:home", _("計画"), "plan.see", 65, place="desk")
