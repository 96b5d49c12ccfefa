"""Printed: the source's text, cut into what can be compared: contents, tables of measures, tables of figures, chronology, terms."""

import re
import unicodedata
from dataclasses import dataclass, field

YEAR = re.compile(r"令和\s*\d+\s*年度")
HEADING = re.compile(r"^(?:#+\s*|-\s*)?\(([ア-ン])\)\s*(-2)?\s*(\S.*)$")
POLICY = re.compile(r"^(?:#+\s*)?\((\d{1,2})\)\s*(\S.*)$")
GROUP = re.compile(r"^(?:#+\s*)?([ア-ン])\.\s*(\S.*)$")
MARK = re.compile(r"[~\-—\s]*[（(](新規|継続|拡充|追加|追記)[)）][~\-—\s]*$")
CONTENTS = re.compile(r"^(.*?)\t\s*(?:<del>(\d+)</del>\s*)?(\d+)$")
TAGS = re.compile(r"</?b>|\*\*")
LABELS = ("担当課", "取組事項", "実施内容")


def plain(text: str) -> str:
    """For comparing names: NFKC, no spaces, one kind of dash and bracket."""
    text = unicodedata.normalize("NFKC", TAGS.sub("", text))
    return re.sub(r"[\s　]", "", text).replace("−", "-").replace("~~", "")


@dataclass
class Listed:
    """A line of the table of contents."""

    text: str
    old_page: int | None
    page: int
    line: int


@dataclass
class Row:
    label: str
    cells: list[str]


@dataclass
class Sheet:
    """The table of one measure, or of several that share it: the headings above it, then its rows."""

    policy: int
    group: str
    headings: list[tuple[str, str, str, int]] = field(default_factory=list)
    """Number, name, mark, line."""
    departments: str = ""
    aim: str = ""
    content: str = ""
    heading: str = ""
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    text: str = ""


@dataclass
class Figures:
    """A table of chapter 7: its caption, heads, rows."""

    caption: str
    rows: list[list[str]]
    line: int


class Printed:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.splitlines()
        self.contents_at = self._find("## 目次")
        self.body_at = self._find("## 1. 計画策定の趣旨")
        self.chapter7 = self._find("## 7. ")
        self.chapter8 = self._find("## 8. ")
        self.chapter9 = self._find("## 9. 個別施策")
        self.chapter10 = self._find("## 10. ")

    def _find(self, head: str) -> int:
        for i, line in enumerate(self.lines):
            if line.startswith(head):
                return i
        raise LookupError(head)

    def contents(self) -> list[Listed]:
        found = []
        for i in range(self.contents_at + 1, self.body_at):
            if match := CONTENTS.match(self.lines[i]):
                found.append(self._listed(match, i + 1))
        return found

    def _listed(self, match: re.Match[str], line: int) -> Listed:
        text, old, page = match[1].strip(), match[2], match[3]
        if old is None and len(page) == 4:  # 1721: the old page beside the new
            old, page = page[:2], page[2:]
        return Listed(text, int(old) if old else None, int(page), line)

    def sheets(self) -> list[Sheet]:
        found: list[Sheet] = []
        policy, group = 0, ""
        waiting: list[tuple[str, str, str, int]] = []
        sheet: Sheet | None = None
        for i in range(self.chapter9 + 1, self.chapter10):
            line = self.lines[i]
            if not line.strip():
                continue
            if line.startswith(LABELS) or line.startswith(("実施工程", "実施行程", "\t")):
                if line.startswith("担当課"):
                    sheet = Sheet(policy, group, waiting)
                    waiting = []
                    found.append(sheet)
                if sheet:
                    self._row(sheet, line)
            elif match := HEADING.match(line):
                mark = MARK.search(match[3])
                name = match[3][: mark.start()] if mark else match[3]
                waiting.append((f"({match[1]}){match[2] or ''}", name, mark[1] if mark else "", i + 1))
            elif (match := POLICY.match(line)) and len(match[2]) < 60:
                policy, group, waiting = int(match[1]), "", []
            elif match := GROUP.match(line):
                group, waiting = match[1], []
            elif line.startswith("※") and sheet:
                sheet.notes.append(line)
            elif sheet and not waiting and not line.startswith("#"):
                sheet.content += line
            if sheet and not waiting:
                sheet.text += line
        return found

    def _row(self, sheet: Sheet, line: str) -> None:
        cells = [TAGS.sub("", cell).strip() for cell in line.rstrip().split("\t")]
        head = cells[0]
        if head == "担当課":
            sheet.departments = cells[1]
        elif head == "取組事項":
            sheet.aim = "".join(cells[1:])
        elif head == "実施内容" and not any(YEAR.fullmatch(cell) for cell in cells):
            sheet.content = "".join(cells[1:])
        elif head in {"実施工程", "実施行程"}:
            sheet.heading = head
        elif head == "":
            rest = cells[1:]
            label = rest[0] if len(rest) == 5 else ""
            sheet.rows.append(Row(label, rest[-4:]))

    def figures(self) -> list[Figures]:
        """Tables of chapter 7: a caption in brackets, a head, rows of values. One that goes on over the page has no head."""
        found: list[Figures] = []
        caption, open_table = "", False
        for i in range(self.chapter7, self.chapter8):
            line = self.lines[i].strip("\n")
            bare = line.strip()
            if bare.startswith("(") and bare.endswith(")") and "\t" not in line:
                inner = re.sub(r"~~.*?~~", "", bare[1:-1])
                if not inner.startswith(("これまで", "課題")):
                    caption, open_table = inner, False
            elif "\t" in line and caption:
                cells = [cell.strip() for cell in line.rstrip().split("\t")]
                if not open_table:
                    found.append(Figures(caption, [], i + 1))
                    open_table = True
                found[-1].rows.append(cells)
        return found

    def milestones(self) -> list[tuple[str, int, str]]:
        """Year as printed, column (0, 1, 2) and title of everything in the chronology."""
        start, stop = self._find("## 6. 浦安市の情報化のあゆみ"), self.chapter7
        found = []
        for line in self.lines[start:stop]:
            cells = line.split("\t")
            year = re.match(r"^(平成|令和)\s*(\d+) \((\d{4})\)$", cells[0].strip())
            if not year:
                continue
            for column, cell in enumerate(([*cells[1:], "", "", ""])[:3]):
                items = re.findall(r"<li>(.*?)</li>", cell) or [part for part in re.split(r"\s*・(?=\S)", cell) if part.strip()]
                if "・" in cell and "<li>" not in cell:
                    items = [part.strip() for part in re.findall(r"・(.+?)(?= ・|$)", cell)]
                found += [(f"{year[1]} {year[2]}", column, item.strip()) for item in items]
        return found

    def years(self) -> list[tuple[str, int]]:
        found = []
        for line in self.lines[self._find("## 6. 浦安市の情報化のあゆみ") : self.chapter7]:
            if year := re.match(r"^(平成|令和)\s*(\d+) \((\d{4})\)", line):
                found.append((f"{year[1]} {year[2]}", int(year[3])))
        return found

    def terms(self) -> list[tuple[int, str]]:
        found = []
        for line in self.lines[self.chapter10 :]:
            if not line.startswith("## 10.") and (match := re.match(r"^(?:#+ )?(\d{1,2})\. (\S.*)$", line)):
                found.append((int(match[1]), match[2]))
        return found


def numbers(text: str) -> set[str]:
    """The numbers of a text, as one writes them: 1,235 and 41.3."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])", "", text)
    return {found.replace(",", "") for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
