"""Sheets: the plan written out and its tracked changes, typeset."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from madoguchi.city.public import Text
from madoguchi.core.calendar.public import format_date, format_fiscal_year, format_instant, format_wareki, today
from madoguchi.core.typesetting.public import typeset
from madoguchi.engines.insight.public import Every, Indicator
from madoguchi.services.plan.book import Book, Standing, said_in
from madoguchi.services.plan.comparing.editions import Change, Comparison
from madoguchi.services.plan.comparing.texts import Span
from madoguchi.services.plan.definitions.edition import Edition
from madoguchi.services.plan.definitions.measure import Line
from madoguchi.services.plan.progress import STATES, TONES, Board


def whole_plan(book: Book, edition: Edition, *, at: datetime) -> bytes:
    """The edition as a paper of its own, in Japanese."""
    code = edition.code
    chapters = []
    for one in book.plan.chapters:
        text = said_in(one.said, code)
        chapters.append({"number": one.number, "title": one.title.ja, "paragraphs": text.text.ja.split("\n") if text else []})
    data = {
        **around(book, at),
        "title": book.plan.title.ja,
        "edition": edition.title.ja,
        "period": period_of(edition),
        "years": [format_fiscal_year(year) for year in edition.years],
        "chapters": chapters,
        "bodies": [
            {"title": one.title.ja, "does": [does.ja for does in one.does], "members": [member.ja for member in one.members]}
            for one in book.plan.bodies
        ],
        "chronology": chronology(book),
        "subjects": subjects(book, code),
        "policies": [policy(book, number, edition) for number in (p.number for p in book.plan.policies)],
        "words": [[f"{w.plan_number}. {w.title.ja}", w.meaning.ja] for w in book.glossary],
    }
    return typeset("plan/whole", data, title=f"{data['title']}（{data['edition']}）", at=at)


def tracked_changes(book: Book, comparison: Comparison, *, at: datetime) -> bytes:
    """見え消し: both editions in one, struck and added text marked in words, colour and line."""
    data = {
        **around(book, at),
        "title": book.plan.title.ja,
        "between": f"{comparison.old.title.ja} → {comparison.new.title.ja}",
        "years": [format_fiscal_year(year) for year in comparison.years],
        "summary": [
            ["追加", len(comparison.added), "、".join(one.key for one in comparison.added)],
            ["変更", len(comparison.changed), "、".join(one.key for one in comparison.changed)],
            ["廃止", len(comparison.dropped), "、".join(one.key for one in comparison.dropped)],
            ["変更なし", len(comparison.same), ""],
        ],
        "chapters": [change_data(one) for one in comparison.chapters],
        "policies": [
            {
                "number": p.policy.number,
                "change": change_data(p.direction),
                "groups": [
                    {
                        "kana": group.kana if group else "",
                        "change": change_data(change) if change else None,
                        "measures": [change_data(one) for one in found],
                    }
                    for group, change, found in p.groups
                ],
            }
            for p in comparison.policies
        ],
    }
    return typeset("plan/changes", data, title=f"{data['title']} 見え消し（{data['between']}）", at=at)


def around(book: Book, at: datetime) -> dict[str, Any]:
    """What every sheet of the house says of the city."""
    return {"demo": bool(settings.MADO_DEMO), "city": book.city.name.ja if book.city else "", "at": at.isoformat()}


def period_of(edition: Edition) -> str:
    first = format_wareki(edition.period.from_)
    return f"{first}から" + (f"{format_wareki(edition.period.until)}まで" if edition.period.until else "")


def chronology(book: Book) -> list[list[Any]]:
    if book.chronology is None:
        return []
    kinds = ("policy", "internal", "service")
    return [
        [f"{one.printed} ({one.year})", *([item.title.ja for item in one.items if item.kind == kind] for kind in kinds)]
        for one in book.chronology.years
    ]


def subjects(book: Book, edition: str) -> list[dict[str, Any]]:
    families, found = book.families(), []
    for one in book.plan.subjects:
        done, issues = said_in(one.done, edition), said_in(one.issues, edition)
        tables = [table(families[code]) for code in one.indicators if code in families]
        found.append(
            {
                "title": f"({one.number}) {one.title.ja}",
                "done": done.text.ja if done else "",
                "issues": issues.text.ja if issues else "",
                "tables": [part for found_tables in tables for part in found_tables],
            }
        )
    return found


def table(indicators: list[Indicator]) -> list[dict[str, Any]]:
    """One table for a family over the same periods; one each for surveys."""
    first = indicators[0]
    if first.every is Every.ANSWER:
        return [
            {
                "heads": [one.title.ja, one.unit.ja],
                "rows": [[p.at, shown(one, p.value)] for p in one.series],
                "notes": notes_of([one]),
            }
            for one in indicators
        ]
    heads = [format_fiscal_year(int(p.at)) if first.every is Every.FISCAL_YEAR else p.at for p in first.series]
    rows = [[one.title.ja, one.unit.ja, *(shown(one, p.value) for p in one.series)] for one in indicators]
    return [{"heads": ["指標", "単位", *heads], "rows": rows, "notes": notes_of(indicators)}]


def shown(one: Indicator, value: float | None) -> str:
    return "―" if value is None else f"{value:,.{one.decimals}f}"


def notes_of(indicators: list[Indicator]) -> list[str]:
    found = [f"{one.title.ja}　{b.at}から　{b.note.ja}" for one in indicators for b in one.breaks]
    return found + [f"{one.title.ja}　{note.ja}" for one in indicators for note in one.notes]


def policy(book: Book, number: int, edition: Edition) -> dict[str, Any]:
    one = book.plan.policy(number)
    assert one is not None
    text = said_in(one.said, edition.code)
    groups = []
    for group, found in book.of_policy(one, edition.code):
        of_group = said_in(group.said, edition.code) if group else None
        groups.append(
            {
                "title": f"{group.kana}. {heading(group.title, group.titles, edition.code)}" if group else "",
                "text": of_group.text.ja if of_group else "",
                "measures": [measure(book, m) for m in found],
            }
        )
    return {"title": f"({one.number}) {one.title.ja}", "text": text.text.ja if text else "", "groups": groups}


def heading(title: Text, titles: list[Any], edition: str) -> str:
    found = said_in(titles, edition)
    return found.text.ja if found else title.ja


def measure(book: Book, one: Standing) -> dict[str, Any]:
    return {
        "title": f"{one.number} {one.title.ja}" + (f"（{one.mark}）" if one.mark else ""),
        "departments": "・".join(name.ja for name in book.names_of(one)),
        "aim": one.aim.ja,
        "content": one.content.ja,
        "heading": one.heading,
        "lines": [{"label": head_of(line), "steps": line.steps} for line in one.lines],
        "notes": [note.ja for note in one.notes],
    }


def head_of(line: Line) -> str:
    return (line.label.ja if line.label else "") + ("（追加）" if line.added else "")


def change_data(one: Change) -> dict[str, Any]:
    marks = [one.old.mark if one.old else "", one.new.mark if one.new else ""]
    number = one.new.number if one.new else one.old.number if one.old else ""
    return {
        "key": one.key,
        "number": number,
        "title": spans_data(one.title.spans),
        "marks": marks if marks[0] != marks[1] else ["", ""],
        "status": one.status,
        "status_name": {"same": "変更なし", "changed": "変更", "added": "追加", "dropped": "廃止"}[one.status],
        "parts": [[label, spans_data(part.spans)] for label, part in zip(LABELS[len(one.parts)], one.parts, strict=True)],
        "lines": [
            {
                "label": line.label,
                "status": line.status,
                "cells": [[cell.old if cell.old_known else None, cell.new, state_of(cell)] for cell in line.cells],
            }
            for line in one.lines
        ],
        "reason": one.reason.ja if one.reason else "",
    }


LABELS = {1: ["内容"], 3: ["担当課", "取組事項", "実施内容"]}


def state_of(cell: Any) -> str:
    if cell.changed:
        return "changed"
    if cell.old is None:
        return "added"
    return "dropped" if cell.new is None else "as-planned"


def spans_data(found: list[Span]) -> list[list[str]]:
    return [[one.kind, one.text] for one in found]


def on_one_sheet(book: Book, board: Board, *, at: datetime) -> bytes:
    """The headquarters' page on one sheet of A3."""
    quarter = f"{format_fiscal_year(board.quarter.year)} 第{board.quarter.number}四半期" if board.quarter else ""
    over = "計画の期間は終わりました。" if book.latest.ended_on(today(at)) else ""
    with override("ja"):
        data = {
            **around(book, at),
            "title": f"{book.plan.title.ja}　進み具合の一覧",
            "line": "　".join(part for part in (book.latest.title.ja, quarter, over, f"{format_instant(at)}現在") if part),
            "counts": [[str(STATES[state]), str(board.counts.get(state, 0)), TONES[state]] for state in STATES],
            "policies": [
                {
                    "title": f"{policy.number} {policy.title.ja}",
                    "squares": [[one.standing.code, one.standing.title.ja, str(one.state), one.tone] for one in squares],
                }
                for policy, squares in board.policies
            ],
            "figures": [
                [one.title.ja, shown(one, value) + one.unit.ja, "―" if change is None else f"{change:+,.{one.decimals}f}"]
                for one, value, change in board.figures
            ],
            "follow-ups": [
                f"{one.text[:60]}（{book.department_name(one.section).ja}、{format_date(one.due_on)}）" for one in board.follow_ups
            ],
            "tasks": [f"{one.title[:60]}（{one.group}、{format_date(one.due_on)}）" for one in board.tasks],
        }
    return typeset("plan/board", data, title=str(data["title"]), at=at)
