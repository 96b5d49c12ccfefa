"""The file of expiry dates: columns, encodings, and what is wrong with a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from madoguchi.core import tables
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.identifiers.public import is_valid_my_number
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import clean, parse_postal, to_halfwidth
from madoguchi.services.cards.models import What

MOST_ROWS = 200_000
COLUMNS = {
    "number": ("宛名番号", "number"),
    "what": ("種別", "kind"),
    "expires_on": ("有効期限", "expires_on"),
    "name": ("氏名", "name"),
    "postal": ("郵便番号", "postal"),
    "address": ("住所", "address"),
    "building": ("方書", "building"),
    "renewed_on": ("更新日", "renewed_on"),
}
NEEDED = ("number", "what", "expires_on", "name", "postal", "address")
KINDS = {
    "カード": What.CARD, "card": What.CARD, "マイナンバーカード": What.CARD, "個人番号カード": What.CARD,
    "電子証明書": What.CERTIFICATE, "e-certificate": What.CERTIFICATE, "署名用電子証明書": What.CERTIFICATE,
    "利用者証明用電子証明書": What.CERTIFICATE,
}  # fmt: skip


class BadLine(Exception):
    """A sentence that says which column is wrong and how; it repeats nothing that names a person."""


@dataclass(frozen=True)
class Line:
    number: str
    what: What
    expires_on: date
    name: str
    postal: str
    address: str
    building: str
    renewed_on: date | None


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows by our names of the columns. Raises what `tables.rows_of` does."""
    return tables.rows_of(content, COLUMNS, needed=NEEDED, most=MOST_ROWS)


def line_of(row: dict[str, str]) -> Line:
    """Raises BadLine."""
    number = to_halfwidth(row["number"]).strip()
    if not re.fullmatch(r"[0-9]{1,15}", number):
        if re.fullmatch(r"[0-9]{16,}", number):
            raise BadLine(_("宛名番号が15桁を超えています。"))
        raise BadLine(_("宛名番号は15桁までの数字です。"))
    if len(number) == 12 and is_valid_my_number(number):
        raise BadLine(_("12桁の個人番号のような数字です。個人番号は入れず、宛名番号を入れてください。"))
    kind = KINDS.get(row["what"].strip())
    if kind is None:
        raise BadLine(_("種別は「カード」か「電子証明書」です。"))
    expires = _day(row["expires_on"], _("有効期限"))
    if expires is None:
        raise BadLine(_("有効期限がありません。"))
    try:
        name, address = clean(row["name"]).strip(), clean(row["address"]).strip()
        building = clean(row["building"]).strip()
        postal = parse_postal(row["postal"]) if row["postal"].strip() else ""
    except Refused as refusal:
        raise BadLine(_("文字に誤りがあります（%(why)s）。") % {"why": refusal.code}) from None
    if not name:
        raise BadLine(_("氏名がありません。"))
    if not address:
        raise BadLine(_("住所がありません。"))
    renewed = _day(row["renewed_on"], _("更新日"))
    return Line(number.zfill(15), kind, expires, name[:100], postal, address[:300], building[:200], renewed)


def _day(text: str, what: str) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_date(text.strip())
    except (Refused, ValueError):
        raise BadLine(_("%(what)sが日付として読めません。2027-03-31 のように書いてください。") % {"what": what}) from None


def numbered(rows: list[dict[str, str]], start: int, most: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with the number of their line in the file, the heading being line 1."""
    for index in range(start, min(start + most, len(rows))):
        yield index + tables.FIRST_LINE, rows[index]
