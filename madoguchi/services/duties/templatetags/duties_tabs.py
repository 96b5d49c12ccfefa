"""The tabs of duties: those that this person may open."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
TABS = (
    ("due", _("廃棄の時期"), "duties.see"),
    ("lists", _("廃棄の伺い"), "duties.see"),
    ("ledger", _("廃棄簿"), "duties.see"),
    ("holds", _("保全"), "duties.see"),
    ("register", _("ファイル簿"), "duties.registers"),
    ("processing", _("処理の記録"), "duties.registers"),
    ("assessments", _("個人番号の評価"), "duties.registers"),
    ("leaks", _("漏えい等"), "duties.leaks"),
)


@register.inclusion_tag("duties/_tabs.html", takes_context=True)
def duties_tabs(context: Any) -> dict[str, Any]:
    actor = context["request"].actor
    tabs = [(code, label, f"desk-duties:{code}") for code, label, right in TABS if actor.may(right)]
    return {"tabs": tabs, "tab": context.get("tab")}
