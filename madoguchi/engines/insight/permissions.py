"""Who sees where the days went. They are figures without a person; small counts are protected all the same."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.insight.models.scoped import SEE, SEE_ALL
from madoguchi.engines.people.public import permission

permission(SEE, _("かかった日数の分析を見る"), roles={"chief", "administrator", "auditor"})
permission(SEE_ALL, _("かかった日数の分析を全庁で見る"), roles={"administrator", "auditor"})
permission("insight.flow-log", _("案件の流れの記録（XES・OCEL）を書き出す"), roles={"chief", "administrator", "auditor", "machine"})
