"""Comparing: what the data say that the print does not, and what the print says that the data lack."""

from collections.abc import Iterator
from dataclasses import dataclass

from madoguchi.engines.insight.public import Every, Indicator
from madoguchi.services.plan.book import Book, Standing, standing_in
from madoguchi.services.plan.definitions.plan import Group
from madoguchi.services.plan.verifying.printed import Figures, Printed, Sheet, numbers, plain

OLD, NEW = "2022-03", "2024-03"
KINDS = {0: "policy", 1: "internal", 2: "service"}


@dataclass(frozen=True)
class Difference:
    """`where` names what was compared; the sentences say what each side has."""

    where: str
    data: str
    print: str

    def __str__(self) -> str:
        return f"{self.where}\n    データ data:  {self.data or '（なし none）'}\n    原典 source: {self.print or '（なし none）'}"


@dataclass
class Verified:
    """How much was compared, and what differs."""

    counts: dict[str, int]
    differences: list[Difference]


class Comparison:
    def __init__(self, book: Book, text: str) -> None:
        if book.source is None:
            raise LookupError("plan/source.yaml")
        self.book, self.source, self.printed = book, book.source, Printed(text)
        self.counts: dict[str, int] = {}

    def run(self) -> Verified:
        found: list[Difference] = []
        for name, part in (
            ("目次 contents", self.contents()),
            ("施策 measures", self.measures()),
            ("数値表 tables", self.tables()),
            ("本文の数値 figures in the text", self.stated()),
            ("あゆみ chronology", self.chronology()),
            ("用語 terms", self.terms()),
            ("推進体制・日付 bodies and dates", self.around()),
            ("原典の食い違い flaws", self.flaws()),
        ):
            self.now = name
            self.counts[name] = 0
            found += part
        return Verified(self.counts, found)

    def same(self, where: str, data: str, source: str) -> Iterator[Difference]:
        """One comparison: counted, and told where it differs."""
        self.counts[self.now] += 1
        if self.meant(data) != self.meant(source):
            yield Difference(where, data, source)

    def meant(self, text: str) -> str:
        for one in self.source.misreadings:
            text = text.replace(one.printed, one.meant)
        return plain(text)

    # Contents

    def contents(self) -> Iterator[Difference]:
        listed = [(self.meant(one.text), one.old_page, one.page) for one in self.printed.contents()]
        ours = [(self.meant(text), pages.get(OLD), pages.get(NEW)) for text, pages in self._contents()]
        for text, old, new in ours:
            self.counts[self.now] += 1
            match = next((one for one in listed if one[0] == text and one[2] == new), None)
            if match is None:
                yield Difference(f"目次: {text}", f"p.{old} → p.{new}", "")
                continue
            listed.remove(match)
            shown = match[1] if match[1] is not None else (match[2] if old is not None else None)
            if shown != old:
                yield Difference(f"目次: {text}", f"p.{old} → p.{new}", f"p.{match[1]} → p.{match[2]}")
        for text, before, now in listed:
            if text != self.meant("用語集"):
                yield Difference(f"目次: {text}", "", f"p.{before} → p.{now}")

    def _contents(self) -> Iterator[tuple[str, dict[str, int]]]:
        for chapter in self.book.plan.chapters:
            yield f"{chapter.number}. {chapter.title.ja}", chapter.pages
            for number, section in enumerate(chapter.sections, 1):
                yield f"({number}) {section.title.ja}", section.pages
        for policy in self.book.plan.policies:
            yield f"({policy.number}) {policy.title.ja}", policy.direction_pages
            yield f"({policy.number}) {policy.title.ja}", policy.pages
            for group in policy.groups:
                yield f"{group.kana}. {group.title.ja}", group.pages
        for one in self.book.standings(NEW):
            if one.contents == "":
                continue
            before = standing_in(one.measure, OLD)
            pages = {NEW: one.page or 0, **({OLD: before.page or 0} if before else {})}
            named = one.contents or (before.contents if before else None) or one.title.ja
            yield f"{one.number} {named}", pages

    # Measures

    def measures(self) -> Iterator[Difference]:
        sheets = self.printed.sheets()
        missing = {one.code for one in self.book.standings(NEW)}
        for sheet in sheets:
            found = []
            for number, name, mark, line in sheet.headings:
                standing = self._measure(sheet, number)
                if standing is None:
                    yield Difference(f"{line}行: ({sheet.policy}) {sheet.group} {number}", "", name)
                    continue
                missing.discard(standing.code)
                found.append(standing)
                yield from self._heading(standing, name, mark, sheet)
            if found:
                yield from self._sheet(found, sheet)
            elif not sheet.headings:
                yield Difference(f"({sheet.policy}) {sheet.group} 見出しのない表", "", sheet.departments)
        for code in sorted(missing):
            yield Difference(f"施策 {code}", str(self.book.by_code[code].title), "")

    def _measure(self, sheet: Sheet, number: str) -> Standing | None:
        for one in self.book.standings(NEW):
            group = next((g for g in self._groups(one.measure.policy) if g.letter == one.measure.group), None)
            kana = group.kana if group else ""
            if (one.measure.policy, kana, plain(one.number)) == (sheet.policy, sheet.group, plain(number)):
                return one
        return None

    def _groups(self, number: int) -> list[Group]:
        policy = self.book.plan.policy(number)
        return list(policy.groups) if policy else []

    def _heading(self, one: Standing, name: str, mark: str, sheet: Sheet) -> Iterator[Difference]:
        yield from self.same(f"{one.code} 施策名", one.title.ja, name)
        before = standing_in(one.measure, OLD)
        ours = one.mark or (before.mark if before else "")
        yield from self.same(f"{one.code} 区分", ours, mark)
        if (mark in {"追加", "追記"}) == (before is not None):
            yield Difference(f"{one.code} 令和4年3月版", "あり" if before else "なし", f"（{mark}）")
        yield from self.same(f"{one.code} 見出し", one.heading, sheet.heading)

    def _sheet(self, found: list[Standing], sheet: Sheet) -> Iterator[Difference]:
        first = found[0]
        for one in found:
            names = "・".join(name.ja for name in self.book.names_of(one))
            yield from self.same(f"{one.code} 担当課", names, sheet.departments.replace("、", "・"))
        lines = [(one, line) for one in found for line in one.lines]
        if len(lines) != len(sheet.rows):
            yield Difference(f"{first.code} 実施工程の行", str(len(lines)), str(len(sheet.rows)))
        for (one, line), row in zip(lines, sheet.rows, strict=False):
            label = (line.label.ja if line.label else "") + ("（追加）" if line.added else "")
            yield from self.same(f"{one.code} 実施工程の行の名", label, row.label)
            for year, ours, printed in zip(self.book.edition(NEW).years, line.steps, row.cells, strict=False):
                yield from self.same(f"{one.code} {label} {year}年度", ours, printed)
        yield from self._numbers(found, sheet)
        if sheet.notes and not any(one.reason for one in found):
            yield Difference(f"{first.code} 変更の理由", "", sheet.notes[0])

    def _numbers(self, found: list[Standing], sheet: Sheet) -> Iterator[Difference]:
        """Every number of our texts stands in print, and every number in print is in our texts."""
        printed = sheet.aim + sheet.content
        for both in self.source.doubled:
            if both.where in printed:
                printed = printed.replace(both.printed, f"{both.old}・{both.new}")
        texts = []
        for one in found:
            for edition in (OLD, NEW):
                if standing := standing_in(one.measure, edition):
                    texts.append(standing.aim.ja + standing.content.ja)
        ours, theirs = numbers("".join(texts)), numbers(printed)
        self.counts[self.now] += len(theirs)
        for number in sorted(ours - theirs):
            yield Difference(f"{found[0].code} 数字", number, "")
        for number in sorted(theirs - ours):
            yield Difference(f"{found[0].code} 数字", "", number)

    # Figures

    def tables(self) -> Iterator[Difference]:
        tables = {self.meant(one.caption): one for one in self.printed.figures()}
        used: set[tuple[str, tuple[str, ...]]] = set()
        for indicator in self.book.indicators.values():
            if indicator.printed is None:
                continue
            table = tables.get(self.meant(indicator.printed.table))
            if table is None:
                yield Difference(f"指標 {indicator.code}", indicator.printed.table, "")
                continue
            for row in self._rows(indicator, table, used):
                yield from row
        for caption, table in tables.items():
            for key in self._keys(table):
                if (caption, key) not in used:
                    yield Difference(f"{table.line}行: {table.caption}", "", " ".join(key))

    def _rows(self, one: Indicator, table: Figures, used: set[tuple[str, tuple[str, ...]]]) -> Iterator[Iterator[Difference]]:
        assert one.printed is not None
        caption = self.meant(one.printed.table)
        keys = self._keys(table)
        if one.printed.row:
            wanted = tuple(self.meant(part) for part in one.printed.row)
            if wanted not in keys:
                yield iter([Difference(f"指標 {one.code}", " ".join(one.printed.row), "")])
                return
            used.add((caption, wanted))
            periods, values = self._head(one, table), keys[wanted]
        else:
            periods = [self._period(one, key[0]) for key in keys]
            values = [cells[0] for cells in keys.values()]
            used.update((caption, key) for key in keys)
        ours = [point.at if one.every is not Every.ANSWER else self.meant(point.at) for point in one.series]
        yield self.same(f"指標 {one.code} の期間", " ".join(ours), " ".join(periods))
        for point, printed in zip(one.series, values, strict=False):
            shown = "-" if point.value is None else f"{point.value:,.{one.decimals}f}"
            yield self._value(f"指標 {one.code} {point.at}", shown, printed)

    def _value(self, where: str, ours: str, printed: str) -> Iterator[Difference]:
        self.counts[self.now] += 1
        theirs = plain(printed).replace(",", "").rstrip("%データ")
        mine = ours.replace(",", "")
        if theirs != mine and not (mine != "-" and theirs != "-" and float(theirs) == float(mine)):
            yield Difference(where, ours, printed)

    def _keys(self, table: Figures) -> dict[tuple[str, ...], list[str]]:
        """Rows by their heads; a head left empty is that of the row above (two lines of one thing)."""
        found: dict[tuple[str, ...], list[str]] = {}
        above = ""
        width = len(table.rows[0])
        for cells in table.rows[1:]:
            heads = 2 if table.rows[0][1] == "形式" else 1
            names = [self.meant(cell) for cell in cells[:heads]]
            if heads == 2:
                above = names[0] or above
                names[0] = above
            values = cells[heads:]
            if len(cells) == width and values and values[0] == "":
                values = values[1:]
            found[tuple(names)] = values
        return found

    def _head(self, one: Indicator, table: Figures) -> list[str]:
        heads = [cell for cell in table.rows[0] if cell]
        if one.every is Every.ANSWER:
            return [self.meant(cell) for cell in heads[1:]]
        return [cell[-5:-1] for cell in heads if cell.endswith(")") and cell[-5:-1].isdigit()]

    def _period(self, one: Indicator, head: str) -> str:
        if one.every is Every.ANSWER:
            return head
        digits = "".join(c for c in head.split("年")[0] if c.isdigit())
        year = int(digits) + (1988 if head.startswith("平成") else 2018)
        return f"{year}-03"

    def stated(self) -> Iterator[Difference]:
        text = plain(self.printed.text)
        for one in self.source.stated:
            self.counts[self.now] += 1
            if plain(one.quote) not in text or f"{one.value:g}" not in {f"{float(n):g}" for n in numbers(one.quote)}:
                yield Difference("本文の数値", f"{one.quote} = {one.value:g}", "")

    # What stands around

    def chronology(self) -> Iterator[Difference]:
        if self.book.chronology is None:
            yield Difference("あゆみ", "", "chronology.yaml")
            return
        years = self.book.chronology.years
        ours = [(one.printed, item.kind, self.meant(item.title.ja)) for one in years for item in one.items]
        printed = [(plain(year), KINDS[column], self.meant(title)) for year, column, title in self.printed.milestones()]
        ours = [(plain(year), kind, title) for year, kind, title in ours]
        self.counts[self.now] += len(printed)
        yield from (
            Difference(f"あゆみ {year} {kind}", title, "") for year, kind, title in ours if (year, kind, title) not in printed
        )
        yield from (
            Difference(f"あゆみ {year} {kind}", "", title) for year, kind, title in printed if (year, kind, title) not in ours
        )
        for (year, number), one in zip(self.printed.years(), years, strict=False):
            yield from self.same(f"あゆみ {year}", f"{one.printed} {one.year}", f"{year} {number}")

    def terms(self) -> Iterator[Difference]:
        ours = {one.plan_number: one for one in self.book.glossary}
        for number, printed in self.printed.terms():
            self.counts[self.now] += 1
            name = self.meant(printed)
            bare = name.split("(")[0]
            word = ours.pop(number, None)
            spelled = {self.meant(text) for text in word.spellings} if word else set()
            if word is None or not {name, bare} & spelled:
                yield Difference(f"用語 {number}", word.title.ja if word else "", printed)
        yield from (Difference(f"用語 {number}", word.title.ja, "") for number, word in ours.items())

    def around(self) -> Iterator[Difference]:
        text = plain(self.printed.text)
        new = self.book.edition(NEW)
        facts = [
            ("改定", "令和4年3月(令和6年3月改定)"),
            ("期間の初日", f"令和{new.period.from_.year - 2018}年{new.period.from_.month}月{new.period.from_.day}日からとし"),
            ("本部", next(body.title.ja for body in self.book.plan.bodies if body.code == "headquarters")),
            ("部会", "、".join(m.ja for body in self.book.plan.bodies for m in body.members) + "など"),
            ("国の計画の改定", "令和4年9月及び令和5年11月の2回"),
            ("法の条", self.book.plan.law.ja.replace(" ", "")),
            *((f"法が求める施策 {field.code}", field.title.ja.removesuffix("など")) for field in self.book.plan.fields),
            *(("参考", link) for link in self.book.plan.links),
        ]
        if until := new.period.until:
            facts.append(("期間の末日", f"令和{until.year - 2018}年{until.month}月{until.day}日までの4年間"))
        text = self.meant(text)
        for what, fact in facts:
            self.counts[self.now] += 1
            if self.meant(fact) not in text:
                yield Difference(what, fact, "")

    def flaws(self) -> Iterator[Difference]:
        for flaw in self.source.flaws:
            for quote in flaw.quotes:
                self.counts[self.now] += 1
                if plain(quote) not in plain(self.printed.text):
                    yield Difference(f"食い違い: {flaw.where}", quote, "")
        for one in self.source.misreadings:
            self.counts[self.now] += 1
            if one.printed not in self.printed.text:
                yield Difference("読み取り誤り", one.printed, "")


def verify(book: Book, text: str) -> Verified:
    """Hold the data against the source's text."""
    return Comparison(book, text).run()
