"""How a definition reads: names of the kinds, its title, its YAML."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.city import public as city

KINDS: dict[str, Any] = {
    "city": _("市"),
    "department": _("所属"),
    "calendar": _("暦"),
    "life-event": _("できごと"),
    "word": _("語"),
    "procedure": _("手続き"),
    "block": _("質問のまとまり"),
    "notice": _("通知書"),
    "fee": _("手数料"),
    "route": _("決裁経路"),
    "booking": _("予約"),
    "measure": _("施策"),
}


def title_of(body: dict[str, Any], language: str) -> str:
    """Of the plain form, so that one which this release can no longer read still has its name."""
    title = body.get("title") or body.get("name") or ""
    if isinstance(title, dict):
        return str(title.get(language) or title.get("easy" if language == "ja-easy" else "ja") or title.get("ja") or "")
    return str(title)


def written(version: city.Version) -> str:
    return city.write_yaml(version.body)
