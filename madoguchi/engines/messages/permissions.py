"""Who may do what with what is sent. Rights are those of a post in the section that sends."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission

permission("messages.see", _("通知と配信を見る"), roles={"clerk", "chief"})
permission("messages.notify", _("通知する"), roles={"clerk", "chief"})
permission("messages.print", _("通知を印刷・発送する"), roles={"clerk", "chief"})
permission("messages.resend", _("送り直す・あきらめる"), roles={"clerk", "chief"})
