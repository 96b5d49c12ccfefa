"""出どころ: the definitions that answer an item of an assessment, by their names. A kept version holds their codes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from madoguchi.city import public as city
from madoguchi.engines.cases import public as cases
from madoguchi.services.duties.definitions import DataFile, NumberAffair

HOUSE, RULES = "madoguchi", "duties"
KINDS: dict[str, Any] = {"procedures": cases.Procedure, "my-number-affairs": NumberAffair, "personal-data-files": DataFile}


def named(sources: Iterable[str]) -> list[str]:
    """The code itself where what it names is no longer defined."""
    return [_named(one) for one in sources]


def _named(source: str) -> str:
    if source == HOUSE:
        return _("このシステムのしくみ")
    if source == RULES:
        return _("市の決まり（個人情報と記録）")
    kind, _slash, code = source.partition("/")
    try:
        if kind == "departments":
            return str(city.department(code).name)
        found = city.defined(KINDS[kind], code) if kind in KINDS else None
    except city.NotDefined:
        return source
    if found is None:
        return source
    return _("この事務の定義") if isinstance(found, NumberAffair) else str(found.title)
