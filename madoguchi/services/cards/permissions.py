"""Who may do what: staff of the department that renews."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission

STAFF = {"clerk", "chief"}

permission("cards.see", _("カードの更新対象を見る"), roles=STAFF)
permission("cards.import", _("期限のファイルを取り込む"), roles=STAFF)
permission("cards.follow-up", _("来ていない方への連絡を記録する"), roles=STAFF)
permission("cards.figures", _("交付の統計を入れる"), roles=STAFF)
