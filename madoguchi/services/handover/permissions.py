"""Who may do what: staff of the department whose cases they are."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission

STAFF = {"clerk", "chief"}

permission("handover.see", _("基幹システムへの引渡しを見る"), roles=STAFF)
permission("handover.make", _("基幹システムへ引き渡す"), roles=STAFF)
permission("handover.acknowledge", _("引渡しの結果を読み込む"), roles=STAFF)
