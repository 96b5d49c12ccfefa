"""The tests' door of documents."""

from datetime import UTC, datetime
from typing import Any

from madoguchi.city.public import Version
from madoguchi.city.testing import a_definition
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, new_key
from madoguchi.engines.documents.actions.issue import issue
from madoguchi.engines.documents.models import Document
from madoguchi.engines.people.public import SYSTEM

__all__ = ["DATA", "NOON", "a_document", "a_key", "a_notice_text", "raw_notice"]

NOON = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)

DATA: dict[str, Any] = {
    "number": "ABCD-EFGH-J",
    "recipient": {"name": "見本 花子", "postcode": "000-0000", "lines": ["例示県例示市本町1丁目2番3号", "例示荘101"]},
    "procedure": "児童手当 認定請求",
    "law": "児童手当法 第7条",
    "received_on_words": "令和8年6月20日",
    "decided_on_words": "令和8年7月1日",
    "outcome": "granted",
    "reason": "",
    "values": {"monthly": "15,000円", "first_month": "令和8年7月"},
    "lines": [{"place": "第1子", "yen": 15000, "why": "3歳に満たない"}],
    "appeal_body": "prefecture",
    "must_appeal_first": False,
    "remedies": False,
}


def a_notice_text(code: str = "sample-granted", **others: Any) -> Version:
    """A notice in force."""
    return a_definition("notice", **raw_notice(code, **others))


def raw_notice(code: str, **others: Any) -> dict[str, Any]:
    """What the YAML of a notice says."""
    return {
        "code": code,
        "title": "見本手当認定通知書",
        "paragraphs": ["{received_on_words}に請求のあった{procedure}について、次のとおり認定しました。"],
        "rows": [{"label": "支給額", "value": "monthly"}, {"label": "支給の始まり", "value": "first_month"}],
        "values": ["monthly", "first_month"],
        **others,
    }


def a_key(subject_id: str = "") -> DataKey:
    return new_key("case", subject_id or str(uuid7()))


def a_document(template: str = "documents/letter", data: dict[str, Any] | None = None, **how: Any) -> Document:
    """A document issued by the house; needs a city (`city.testing.a_city`)."""
    given: dict[str, Any] = {
        "section": "kodomo",
        "title": "見本のお知らせ",
        "subject_kind": "case",
        "subject_id": str(uuid7()),
        "by": SYSTEM,
        "at": NOON,
        **how,
    }
    given.setdefault("key", a_key(str(given["subject_id"])))
    return issue(template, {**DATA, "paragraphs": ["お知らせします。"], **(data or {})}, **given)
