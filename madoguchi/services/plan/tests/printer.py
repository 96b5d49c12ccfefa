"""Prints the data in the shape of the source's text, so that reading it back can be tested where the source is not at hand."""

from collections.abc import Iterator

from madoguchi.engines.insight.public import Every, Indicator
from madoguchi.services.plan.book import Book, standing_in
from madoguchi.services.plan.definitions.measure import Line
from madoguchi.services.plan.verifying.comparing import NEW, OLD, Comparison

COLUMNS = ("policy", "internal", "service")


def printed(book: Book) -> str:
    parts = [*contents(book), *before_chapter_6(book), *chronology(book), *figures(book), *measures(book), *terms(book)]
    return "\n".join(parts) + "\n"


def contents(book: Book) -> Iterator[str]:
    yield "## 目次"
    for text, pages in Comparison(book, SKELETON)._contents():
        yield f"{text}\t" + (f"<del>{pages[OLD]}</del> " if OLD in pages and pages[OLD] != pages[NEW] else "") + f"{pages[NEW]}"


def before_chapter_6(book: Book) -> Iterator[str]:
    yield "## 1. 計画策定の趣旨"
    yield "令和4年3月（令和6年3月改定） 令和4年9月及び令和5年11月の2回 令和4年4月1日からとし 令和8年3月31日までの4年間"
    yield from (body.title.ja for body in book.plan.bodies)
    yield "、".join(member.ja for body in book.plan.bodies for member in body.members) + "など"
    yield from (field.title.ja for field in book.plan.fields)
    yield book.plan.law.ja
    yield from book.plan.links
    assert book.source
    yield from (one.printed for one in book.source.misreadings)
    yield from (quote for flaw in book.source.flaws for quote in flaw.quotes)
    yield from (one.quote for one in book.source.stated)


def chronology(book: Book) -> Iterator[str]:
    yield "## 6. 浦安市の情報化のあゆみ"
    assert book.chronology
    for one in book.chronology.years:
        cells = [" ".join(f"<li>{item.title.ja}</li>" for item in one.items if item.kind == kind) for kind in COLUMNS]
        yield f"{one.printed} ({one.year})\t" + "\t".join(cells)


def figures(book: Book) -> Iterator[str]:
    yield "## 7. 浦安市の情報化の現状・課題"
    tables: dict[str, list[Indicator]] = {}
    for one in book.indicators.values():
        if one.printed:
            tables.setdefault(one.printed.table, []).append(one)
    for caption, rows in tables.items():
        yield f"({caption})"
        first = rows[0]
        assert first.printed
        if not first.printed.row:
            yield "項目\t値"
            yield from (f"{head(first, point.at)}\t{point.value}" for point in first.series)
            continue
        heads = ["内容", "形式"] if len(first.printed.row) == 2 else ["内容"]
        yield "\t".join([*heads, *(head(first, point.at) for point in first.series)])
        for row in rows:
            assert row.printed
            yield "\t".join([*row.printed.row, *("-" if p.value is None else f"{p.value:,}" for p in row.series)])


def head(one: Indicator, at: str) -> str:
    if one.every is Every.MONTH_END:
        year = int(at[:4])
        return f"平成 {year - 1988} 年 3 月末" if year < 2020 else f"令和 {year - 2018} 年 3 月末"
    return at if one.every is Every.ANSWER else f"年度 ({at})"


def measures(book: Book) -> Iterator[str]:
    yield "## 8. デジタル化の基本方針"
    yield "## 9. 個別施策"
    for policy in book.plan.policies:
        yield f"### ({policy.number}) {policy.title.ja}"
        for group, found in book.of_policy(policy, NEW):
            if group:
                yield f"#### {group.kana}. {group.title.ja}"
            for one in found:
                if one.measure.sheet:
                    continue
                shared = [one, *(other for other in found if other.measure.sheet == one.code)]
                for each in shared:
                    before = standing_in(each.measure, OLD)
                    mark = each.mark or (f"~~（{before.mark}）~~" if before else "")
                    yield f"{each.number} {each.title.ja} " + (f"（{mark}）" if each.mark else mark)
                yield "担当課\t" + "・".join(name.ja for name in book.names_of(one))
                both = [standing_in(s.measure, edition) for s in shared for edition in (OLD, NEW)]
                yield "取組事項\t" + "".join(s.aim.ja for s in both if s)
                yield "実施内容\t" + "".join(s.content.ja for s in both if s)
                yield f"{one.heading}\t令和4年度\t令和5年度\t令和6年度\t令和7年度"
                yield from (cells(line) for each in shared for line in each.lines)
                yield from (f"※{each.reason}" for each in shared if each.reason)


def cells(line: Line) -> str:
    label = f"{line.label.ja}{'(追加)' if line.added else ''}" if line.label else ""
    return "\t".join(["", *([label] if label else []), *line.steps])


def terms(book: Book) -> Iterator[str]:
    yield "## 10. セキュリティ"
    yield from (f"{word.plan_number}. {word.title.ja}" for word in book.glossary)


SKELETON = "\n".join(["## 目次", "## 1. 計画策定の趣旨", "## 7. ", "## 8. ", "## 9. 個別施策", "## 10. "])
