"""Who may do what with a draft. The rights are those of a post in the draft's own section."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import Actor, permission


def is_own_draft(by: Actor, approval: Any) -> bool:
    return approval is None or approval.requested_by == by.code


permission("approvals.see", _("決裁待ちを見る"), roles={"clerk", "chief"})
permission("approvals.request", _("起案する"), roles={"clerk", "chief"})
permission("approvals.decide", _("決裁する"), roles={"chief"})
permission("approvals.withdraw", _("起案を取り下げる"), roles={"clerk", "chief"}, rule=is_own_draft)
