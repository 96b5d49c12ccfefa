"""The file of expiry dates: columns, encodings, and what is wrong with a line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import parse_date
from madoguchi.core.identifiers.public import is_valid_my_number
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import clean, parse_postal, to_halfwidth
from madoguchi.services.cards.models import What
from madoguchi.services.cards.refusals import ColumnsMissing, EmptyFile, NotACsv, TooManyRows

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


def decode(content: bytes) -> str:
    """UTF-8 with or without BOM, else CP932. Raises NotACsv."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise NotACsv(why=_("文字コードが分かりません"))


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows by our names of the columns. Raises NotACsv, ColumnsMissing, EmptyFile, TooManyRows."""
    try:
        found = list(csv.reader(io.StringIO(decode(content)), strict=True))
    except csv.Error as wrong:
        raise NotACsv(why=str(wrong)) from None
    if not found:
        raise EmptyFile
    heads = [clean_head(head) for head in found[0]]
    places = {ours: next((heads.index(name) for name in names if name in heads), -1) for ours, names in COLUMNS.items()}
    if missing := [COLUMNS[ours][0] for ours in NEEDED if places[ours] < 0]:
        raise ColumnsMissing(columns="、".join(missing))
    body = found[1:]
    while body and not any(cell.strip() for cell in body[-1]):
        body.pop()
    if not body:
        raise EmptyFile
    if len(body) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS, found=len(body))
    return [{ours: row[at] if 0 <= at < len(row) else "" for ours, at in places.items()} for row in body]


def clean_head(head: str) -> str:
    return to_halfwidth(head).strip().lower()


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
        yield index + 2, rows[index]
