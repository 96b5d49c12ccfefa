"""Values: the names that a notice may use. Those of the house, those of the matter, and those that were calculated."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from madoguchi.city.public import CityInfo, Department
from madoguchi.core.calendar.public import to_wareki

OF_THE_HOUSE = {
    "city": "市の名前",
    "mayor": "市長の職名",
    "department": "担当課の名前",
    "department_phone": "担当課の電話番号",
    "issued_on": "発行日（和暦）",
    "document_number": "文書番号",
}
OF_THE_MATTER = {
    "name": "宛名の氏名",
    "number": "受付番号",
    "procedure": "手続の名前",
    "law": "根拠となる法令",
    "received_on_words": "受け付けた日（和暦）",
    "decided_on_words": "決定した日（和暦）",
    "outcome": "結果の符号",
    "reason": "理由",
    "revises": "取り消し、または変更する決定の日",
}
STANDARD = {**OF_THE_HOUSE, **OF_THE_MATTER}


def values_of(data: Mapping[str, Any], *, city: CityInfo, department: Department | None, on: date, number: str) -> dict[str, Any]:
    """All values by name. What was calculated comes last, and may not take the name of another."""
    given = {key: value for key, value in data.items() if isinstance(value, str | int | float)}
    recipient = data.get("recipient") or {}
    own = {key: value for key, value in (data.get("values") or {}).items() if key not in STANDARD}
    house = {
        "city": city.name.ja,
        "mayor": city.mayor_title,
        "department": department.name.ja if department else "",
        "department_phone": department.phone if department else city.phone,
        "issued_on": to_wareki(on),
        "document_number": number,
    }
    return {**own, **given, "name": recipient.get("name", ""), **house}
