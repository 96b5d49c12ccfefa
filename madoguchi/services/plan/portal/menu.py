"""Where the plan is found: at the foot of every page of the portal."""

from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.navigation import entry

entry("plan:home", _("市のデジタル化の計画"), "", 20, place="footer")
