"""Who may write a procedure: staff of the department that is in charge of it. Who agrees is the chief, by approvals."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission

STAFF = {"clerk", "chief"}

permission("authoring.see", _("手続きの原稿を見る"), roles=STAFF)
permission("authoring.write", _("手続きの原稿を書く"), roles=STAFF)
