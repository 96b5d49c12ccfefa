"""Who may see what was looked for in vain: words without a person."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission

permission("knowledge.see-searches", _("見つからなかった検索を見る"), roles={"clerk", "chief", "administrator"})
