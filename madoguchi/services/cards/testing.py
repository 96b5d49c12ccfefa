"""The tests' door of cards: the rules, a place to renew at, a file."""

from datetime import datetime
from typing import Any

from madoguchi.city.public import publish
from madoguchi.engines.booking.testing import NOON, a_bookable
from madoguchi.engines.people.public import SYSTEM

RULES: dict[str, Any] = {
    "code": "card-renewals",
    "title": "カードの更新",
    "department": "kodomo",
    "card_at": ["sample-counter"],
    "certificate_at": ["sample-counter"],
    "notice": "card-renewal",
}
NOTICE: dict[str, Any] = {
    "code": "card-renewal",
    "title": "更新のお知らせ",
    "paragraphs": ["{what}の有効期限が近づいています。"],
    "rows": [{"label": "有効期限", "value": "expires_on_words"}, {"label": "予約のページ", "value": "link"}],
    "values": ["what", "expires_on_words", "opens_on_words", "link"],
}
HEAD = "宛名番号,種別,有効期限,氏名,郵便番号,住所,方書,更新日"


def the_rules(at: datetime = NOON) -> None:
    a_bookable(at)
    publish("notice", NOTICE, by=SYSTEM, at=at)
    publish("cards", RULES, by=SYSTEM, at=at)


def a_file(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *lines, ""]).encode()


def a_line(number: int = 101, *, what: str = "カード", expires: str = "2026-08-31", renewed: str = "") -> str:
    return f"{999990000000000 + number},{what},{expires},見本 花子,279-0000,例示市架空町1丁目2番3号,例示荘101,{renewed}"
