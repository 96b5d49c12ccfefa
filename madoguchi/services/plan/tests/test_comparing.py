"""Tracked changes: the way from one edition to the other, and back to both."""

import itertools
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.city.public import NotDefined
from madoguchi.services.plan.comparing.editions import compare
from madoguchi.services.plan.comparing.texts import Span, new_of, old_of, spans
from madoguchi.services.plan.testing import the_book

TEXT = st.text(alphabet="個人住民市税のオンライン化を、進める。ICT4 3\n", max_size=40)


@settings(max_examples=60)
@given(TEXT, TEXT)
def test_spans__any_two_texts__lead_back_to_both(old: str, new: str) -> None:
    found = spans(old, new)
    assert (old_of(found), new_of(found)) == (old, new)
    assert all(one.text for one in found)
    assert all(a.kind != b.kind for a, b in itertools.pairwise(found))


def test_spans__within_a_word__only_the_difference() -> None:
    assert spans("個人住民税など", "個人市民税など") == [
        Span("same", "個人"),
        Span("del", "住"),
        Span("ins", "市"),
        Span("same", "民税など"),
    ]


def test_compare__both_editions__come_back_whole() -> None:
    """Round trip: what is not struck is the new edition, what is not added the old one, for every text and cell."""
    book = the_book()
    comparison = compare(book, "2022-03", "2024-03")
    assert [len(comparison.added), len(comparison.changed), len(comparison.dropped), len(comparison.same)] == [13, 8, 0, 21]
    for change in comparison.measures:
        for edition, side, told in (("2022-03", change.old, old_of), ("2024-03", change.new, new_of)):
            standing = book.standing(change.key, edition)
            assert (standing is None) == (side is None)
            names = "・".join(name.ja for name in book.names_of(standing)) if standing else ""
            texts = [names, standing.aim.ja, standing.content.ja] if standing else ["", "", ""]
            assert [told(part.spans) for part in change.parts] == texts
            if standing:
                cells = {
                    line.label: [cell.old if edition == "2022-03" else cell.new for cell in line.cells]
                    for line in change.lines
                    if any((cell.old if edition == "2022-03" else cell.new) is not None for cell in line.cells)
                }
                assert cells == {(line.label.ja if line.label else ""): list(line.steps) for line in standing.lines}


def test_compare__backwards_and_with_itself() -> None:
    book = the_book()
    back = compare(book, "2024-03", "2022-03")
    assert [len(back.added), len(back.dropped)] == [0, 13]
    same = compare(book, "2024-03", "2024-03")
    assert len(same.same) == 42
    assert same.table == []
    with pytest.raises(NotDefined):
        compare(book, "2022-03", "2030-01")


def test_table__says_where_and_why() -> None:
    rows = {row.where: row for row in compare(the_book(), "2022-03", "2024-03").table}
    content = next(row for where, row in rows.items() if where.startswith("5-b-3") and "実施内容" in where)
    assert "「報酬・報償支給システム」" in old_of(content.spans)
    assert content.reason
    assert "構築の期間" in content.reason.ja
    assert any("大型モニター" in where for where in rows)
    assert any("通信環境整備の取組み" in where for where in rows)


def test_command__html_markdown_and_pdf(tmp_path: Path) -> None:
    """Without a database: from the folder."""
    out = StringIO()
    call_command("plan", "diff", "2022-03", "2024-03", stdout=out)
    assert "- 追加 13：1-a-2" in out.getvalue()
    assert "個人~~住~~**［追加］市**民税" in out.getvalue()
    call_command("plan", "diff", "2022-03", "2024-03", "--format", "html", "--output", str(tmp_path / "d.html"))
    html = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "個人<del>住</del><ins>市</ins>民税" in html
    assert html.count("<h4") == 42
    call_command("plan", "diff", "2022-03", "2024-03", "--format", "pdf", "--output", str(tmp_path / "d.pdf"))
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(CommandError, match="あるもの: 2022-03、2024-03"):
        call_command("plan", "diff", "2022-03", "2023-01")
    with pytest.raises(CommandError, match="--output"):
        call_command("plan", "diff", "2022-03", "2024-03", "--format", "pdf")
