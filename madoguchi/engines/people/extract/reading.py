"""読む: the file from beginning to end, and every fault with its line, before anything is written."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from madoguchi.engines.people.extract.columns import COLUMNS, FORBIDDEN, TITLES, Column, Row, Wrong, read_row
from madoguchi.engines.people.models.household import HEAD

MOST_FAULTS = 200


class Unreadable(ValueError):
    """The file as a whole can't be taken; says why and how to mend it."""


@dataclass(frozen=True)
class Fault:
    line: int
    sentence: str


@dataclass
class Examined:
    """`faults`: up to the first two hundred. `households`: number → (order, addressee, relation)."""

    sha256: str
    people: int = 0
    faults: list[Fault] = field(default_factory=list)
    households: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    """Addressees without a household (除票, 住登外, 法人等)."""


def rows_of(path: Path) -> Iterator[tuple[int, Row | Wrong]]:
    """Each line as a row, or what is wrong with it. Raises Unreadable."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            titles = next(lines, [])
            check_titles(titles, COLUMNS)
            wanted = [(place, title) for place, title in enumerate(titles) if title in TITLES]
            for cells in lines:
                if len(cells) != len(titles):
                    yield lines.line_num, Wrong(f"列が{len(cells)}個です。見出しは{len(titles)}個です")
                    continue
                try:
                    yield lines.line_num, read_row({title: cells[place].strip(" ") for place, title in wanted})
                except Wrong as wrong:
                    yield lines.line_num, wrong
    except UnicodeDecodeError:
        raise Unreadable("UTF-8のファイルではありません。UTF-8で保存してください。 Save the file as UTF-8.") from None
    except csv.Error as wrong:
        raise Unreadable(f"CSVとして読めません: {wrong}") from None
    except OSError as wrong:
        raise Unreadable(f"{path}: {wrong.strerror}") from None


def check_titles(titles: list[str], columns: tuple[Column, ...]) -> None:
    """Raises Unreadable: a column that must not be taken in, one that is missing, one that is there twice."""
    if found := [title for title in titles if any(word in title for word in FORBIDDEN)]:
        raise Unreadable(
            f"取り込んではいけない列があります: {'、'.join(found)}。除いて書き出してください。 Take these columns out."
        )
    if missing := [column.title for column in columns if column.needed and column.title not in titles]:
        raise Unreadable(f"列がありません: {'、'.join(missing)}。 Missing columns.")
    if len(set(titles)) < len(titles):
        raise Unreadable("同じ見出しの列が2つあります。 Two columns have the same title.")


def examine(path: Path) -> Examined:
    """The first time through. Raises Unreadable."""
    try:
        found = Examined(hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError as wrong:
        raise Unreadable(f"{path}: {wrong.strerror}") from None
    seen: set[str] = set()

    def fault(line: int, sentence: str) -> None:
        if len(found.faults) < MOST_FAULTS:
            found.faults.append(Fault(line, sentence))

    for line, row in rows_of(path):
        if isinstance(row, Wrong):
            fault(line, str(row))
        elif row.newest:
            if row.number in seen:
                fault(line, f"宛名番号 {row.number} の最新の行が2つあります")
            seen.add(row.number)
            found.people += 1
            if row.household:
                found.households.setdefault(row.household, []).append((row.order, row.number, row.relation))
            else:
                found.apart.append(row.number)
    for number, members in found.households.items():
        members.sort()
        if [relation for _order, _person, relation in members].count(HEAD) != 1:
            fault(0, f"世帯番号 {number}: 世帯主がちょうど一人ではありません")
        if [order for order, _person, _relation in members] != list(range(1, len(members) + 1)):
            fault(0, f"世帯番号 {number}: 記載順位が1から続いていません")
    return found
