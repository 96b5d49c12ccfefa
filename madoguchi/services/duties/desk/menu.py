"""The desk's entry of duties; its pages share it, with tabs."""

from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import format_date
from madoguchi.core.links.public import register_link
from madoguchi.engines.approvals import public as approvals
from madoguchi.faces.shell.navigation import entry
from madoguchi.services.duties.models import Disposal

entry("desk-duties:due", _("記録と個人情報"), "duties.see", 79, place="desk", group="house")
register_link("disposal", lambda pk: f"/desk/duties/lists/{pk}/", audience="desk")


def facts(pk: Any) -> list[tuple[Any, Any]]:
    """What goes, how much of it, and that it does not come back. Two queries."""
    rows = Disposal.objects.filter(list=pk)
    of_kinds = rows.values_list("title").annotate(n=Count("pk")).order_by("-n", "title")
    found = [(_("件数"), counted(sum(n for _title, n in of_kinds))), *((title, counted(n)) for title, n in of_kinds)]
    years = rows.aggregate(first=Min("kept_until"), last=Max("kept_until"))
    days = [format_date(one, get_language() or "ja") for one in sorted(set(years.values()) - {None})]
    return [*found, (_("保存期限"), "〜".join(days)), (_("決裁すると"), _("案件の鍵を壊して消去します。元に戻せません。"))]


def counted(n: int) -> str:
    return ngettext("%(n)s件", "%(n)s件", n) % {"n": n}


approvals.SUBJECTS.register("disposal", approvals.Subject(_("記録の廃棄"), facts))
