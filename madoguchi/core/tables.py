"""Tables that people hand in: a CSV as their programs save it, read by the titles of its columns.

    rows_of(content, {"number": ("宛名番号", "number"), "mail": ("メールアドレス", "mail")}, needed=("number",), most=5000)

gives one dict a row, by our names of the columns; the row of index 0 stands in line 2 of the file. What is wrong with the file as a
whole is refused; what is wrong with a row is for the caller to say.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.refused import Refused
from madoguchi.core.text.public import to_halfwidth

FIRST_LINE = 2
NEVER = ("個人番号", "マイナンバー")
"""Columns that nobody may bring to us, whatever else the file holds."""


class NotACsv(Refused):
    code, message = "not-a-csv", gettext_lazy("CSVとして読めません（{why}）。UTF-8かShift_JIS（CP932）のCSVで保存してください。")


class ColumnsMissing(Refused):
    code, message = "columns-missing", gettext_lazy("1行目に次の列がありません：{columns}。見本の列名にそろえてください。")


class ColumnsForbidden(Refused):
    code, message = "columns-forbidden", gettext_lazy("{columns}の列があります。その列を除いたファイルにしてください。")


class TooManyRows(Refused):
    code, message = "too-many-rows", gettext_lazy("一度に取り込めるのは{most}行までです（{found}行ありました）。分けてください。")


class EmptyFile(Refused):
    code, message = "empty-file", gettext_lazy("見出しの行のほかに、1行もありません。")


def rows_of(content: bytes, columns: Mapping[str, tuple[str, ...]], *, needed: Iterable[str], most: int) -> list[dict[str, str]]:
    """`columns`: our name → the titles it may have. A column that is not there is empty in every row; rows at the end in which
    nothing stands are left out. Raises NotACsv, ColumnsMissing, ColumnsForbidden, EmptyFile, TooManyRows.
    """
    try:
        found = list(csv.reader(io.StringIO(decoded(content)), strict=True))
    except csv.Error as wrong:
        raise NotACsv(why=str(wrong)) from None
    if not found:
        raise EmptyFile
    heads = [to_halfwidth(head).strip().lower() for head in found[0]]
    if forbidden := [title for title in NEVER if title in heads]:
        raise ColumnsForbidden(columns="、".join(forbidden))
    places = {ours: next((heads.index(title) for title in titles if title in heads), -1) for ours, titles in columns.items()}
    if missing := [columns[ours][0] for ours in needed if places[ours] < 0]:
        raise ColumnsMissing(columns="、".join(missing))
    body = found[1:]
    while body and not any(cell.strip() for cell in body[-1]):
        body.pop()
    if not body:
        raise EmptyFile
    if len(body) > most:
        raise TooManyRows(most=most, found=len(body))
    return [{ours: row[at] if 0 <= at < len(row) else "" for ours, at in places.items()} for row in body]


def decoded(content: bytes) -> str:
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
