"""Who may do what on the day: staff in the counter's own section. A ticket may be taken by anybody who stands there."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission

STAFF = {"clerk", "chief"}

permission("counter.see", _("窓口の当日の様子を見る"), roles=STAFF)
permission("counter.check-in", _("来庁を受け付ける"), roles=STAFF)
permission("counter.call", _("窓口に呼び出す"), roles=STAFF)
permission("counter.take-ticket", _("整理券をとる"), roles={"anyone"})
