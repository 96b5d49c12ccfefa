"""Who may do what: staff of the department in charge of the procedure, or of the channel."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission

STAFF = {"clerk", "chief"}

permission("intake.see", _("届いた申請データを見る"), roles=STAFF)
permission("intake.take-in", _("申請データを取り込む"), roles=STAFF)
permission("intake.mend", _("取り込めなかった申請データを直す"), roles=STAFF)
permission("intake.report", _("申請の状況を返す"), roles=STAFF)
