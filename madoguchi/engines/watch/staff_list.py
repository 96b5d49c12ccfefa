"""職員本人の名簿: a CSV of mail addresses of staff and numbers of addressees; what is wrong with a line."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core import tables
from madoguchi.core.identifiers.public import is_valid_my_number
from madoguchi.core.text.public import to_halfwidth

COLUMNS = {"mail": ("メールアドレス", "mail"), "number": ("宛名番号", "number")}
MOST_ROWS = 5000
ROUNDED = re.compile(r"[0-9.]+e\+?[0-9]+", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    line: int
    mail: str
    number: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line, in a sentence that repeats nothing of it."""

    line: int
    sentence: Any


@dataclass
class StaffList:
    """A list with a fault is not applied."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same for the same links, whatever else stood in the file and in which order."""
        return sha256("\n".join(sorted(f"{one.mail} {one.number}" for one in self.lines)).encode()).hexdigest()


def read_staff_list(content: bytes) -> StaffList:
    """Every line, good or bad. Raises what `tables.rows_of` does."""
    found, seen = StaffList(), dict[str, int]()
    for at, row in enumerate(tables.rows_of(content, COLUMNS, needed=COLUMNS, most=MOST_ROWS), tables.FIRST_LINE):
        mail, number = to_halfwidth(row["mail"]).strip().lower(), to_halfwidth(row["number"]).strip()
        if not mail and not number:
            continue
        if sentence := _wrong(mail, number):
            found.faults.append(Fault(at, sentence))
        elif mail in seen:
            found.faults.append(Fault(at, _("{n}行目と同じメールアドレスです。1人1行にしてください。").format(n=seen[mail])))
        else:
            found.lines.append(Line(at, mail, number.zfill(15)))
            seen[mail] = at
    return found


def _wrong(mail: str, number: str) -> Any:
    if not mail:
        return _("メールアドレスがありません。")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", mail):
        return _("メールアドレスとして読めません。")
    if not number:
        return _("宛名番号がありません。")
    if ROUNDED.fullmatch(number) and not number.isdecimal():
        return _("表計算ソフトが宛名番号を丸めています。列を文字列にしてから、番号を入れ直してください。")
    if not re.fullmatch(r"[0-9]{1,15}", number):
        return _("宛名番号は15桁までの数字です。")
    if len(number) == 12 and is_valid_my_number(number):
        return _("12桁の個人番号のような数字です。個人番号は入れず、宛名番号を入れてください。")
    return ""
