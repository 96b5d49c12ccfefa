"""The desk's entry of duties; its pages share it, with tabs."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.links.public import register_link
from madoguchi.engines.approvals import public as approvals
from madoguchi.faces.shell.navigation import entry

entry("desk-duties:due", _("記録と個人情報"), "duties.see", 79, place="desk", group="house")
register_link("disposal", lambda pk: f"/desk/duties/lists/{pk}/", audience="desk")
approvals.SUBJECTS.register("disposal", _("記録の廃棄"))
