"""The application that flows are measured with: two pages, no papers, small enough to be a yardstick that does not grow."""

from datetime import datetime
from typing import Any

CODE = "bench-two-pages"
PAGES: dict[str, dict[str, str]] = {
    "who": {
        "who.name.family": "架空",
        "who.name.given": "花子",
        "who.name.family_kana": "カクウ",
        "who.name.given_kana": "ハナコ",
        "who.birth.era": "seireki",
        "who.birth.year": "1950",
        "who.birth.month": "4",
        "who.birth.day": "1",
        "who.address.postal": "279-8501",
        "who.address.prefecture": "千葉県",
        "who.address.city": "浦安市",
        "who.address.street": "架空町1丁目1番",
        "who.phone": "047-000-0000",
    },
    "what": {"what.reason": "lost", "what.count": "1", "what.note": "財布といっしょになくしました。"},
}
"""What is typed on each page."""
ANSWERS: dict[str, Any] = {
    "who": {
        "name": {"family": "架空", "given": "花子", "family_kana": "カクウ", "given_kana": "ハナコ"},
        "birth": "1950-04-01",
        "address": {"postal": "279-8501", "prefecture": "千葉県", "city": "浦安市", "street": "架空町1丁目1番"},
        "phone": "0470000000",
    },
    "what": {"reason": "lost", "count": 1, "note": "財布といっしょになくしました。"},
}
"""The same, as a machine sends it."""
DEFINITION: dict[str, Any] = {
    "code": CODE,
    "title": {"ja": "計測用の届出", "en": "Notification, for measuring", "easy": "はかる ための 届出（とどけで）"},
    "law": "（計測用）",
    "department": "kaigo",
    "kind": "notification",
    "assurance": "account",
    "standard_days": 7,
    "applicant": {"name": "who.name", "address": "who.address", "birth": "who.birth", "phone": "who.phone"},
    "pages": [
        {
            "key": "who",
            "title": "本人",
            "ask": [
                {"id": "who.name", "type": "name", "label": "氏名"},
                {"id": "who.birth", "type": "date", "label": "生年月日", "not_after": "today"},
                {"id": "who.address", "type": "postal-address", "label": "住所"},
                {"id": "who.phone", "type": "phone", "label": "電話"},
            ],
        },
        {
            "key": "what",
            "title": "理由",
            "ask": [
                {"id": "what.reason", "type": "choice", "label": "理由", "options": {"lost": "なくした", "torn": "やぶれた"}},
                {"id": "what.count", "type": "number", "label": "枚数", "min": 1, "max": 3},
                {"id": "what.note", "type": "text", "label": "くわしい事情", "lines": 3, "optional": True},
            ],
        },
    ],
}


def publish(at: datetime) -> None:
    """In force, once."""
    from madoguchi.city import public as city
    from madoguchi.engines.people.public import SYSTEM

    if city.current("procedure", CODE) is None:
        try:
            city.publish("procedure", DEFINITION, by=SYSTEM, at=at)
        except city.NotPublishable as refusal:
            raise SystemExit("\n".join(str(finding) for finding in refusal.findings)) from refusal
