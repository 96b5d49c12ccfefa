"""verify: the data against the print. Every kind of difference is found, in both directions."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from madoguchi.services.plan.book import standing_in
from madoguchi.services.plan.testing import the_book
from madoguchi.services.plan.tests.printer import printed
from madoguchi.services.plan.verifying.comparing import verify
from madoguchi.services.plan.verifying.printed import Printed, numbers


@pytest.fixture(scope="module")
def text() -> str:
    return printed(the_book())


def test_verify__as_printed__nothing_differs(text: str) -> None:
    found = verify(the_book(), text)
    assert found.differences == []
    assert all(found.counts.values())
    assert found.counts["施策 measures"] > 400
    assert len(the_book().measures) == 42


CHANGES = [
    ("データセンター運用開始", "データセンター廃止", "あゆみ 平成22"),
    ("収税課・介護保険課", "収税課・税務課", "1-b-1 担当課"),
    ("\t検討\t導入・実施\t運用\t運用", "\t検討\t検討\t運用\t運用", "1-a-4  2023年度"),
    ("図書館利用券\t構築", "図書館カード\t構築", "1-c-1 実施工程の行の名"),
    ("122,808", "122,809", "cards-issued 2022"),
    ("平成 30 年 3 月末\t42", "平成 30 年 3 月末\t43", "open-data-sets 2018-03"),
    ("電子契約の推進\t<del>20</del> 25", "電子契約の推進\t<del>21</del> 25", "目次: (ア)電子契約の推進"),
    ("5. AI・生成AI", "5. 人工頭脳", "用語 5"),
    ("公共施設28拠点", "公共施設29拠点", "4-c-1 数字"),
    ("令和8年3月31日までの4年間", "令和9年3月31日までの5年間", "期間の末日"),
    ("デバйд", "デバイド", "読み取り誤り"),
    ("実施行程\t令和4年度", "実施工程\t令和4年度", "4-b-2 見出し"),
    ("（追記）\n担当課\t危機管理課", "（追加）\n担当課\t危機管理課", "5-b-7 区分"),
]


@pytest.mark.parametrize(("before", "after", "where"), CHANGES)
def test_verify__one_thing_printed_otherwise__is_named(text: str, before: str, after: str, where: str) -> None:
    assert before in text
    found = verify(the_book(), text.replace(before, after))
    assert any(one.where.startswith(where) or where in one.where for one in found.differences), list(map(str, found.differences))


def test_verify__measure_that_the_data_lack__is_named(text: str) -> None:
    added = "(サ) 架空の施策（追加）\n担当課\t契約課\n実施工程\t令和4年度\n\t—\t—\t—\t—\n## 10. "
    differences = verify(the_book(), text.replace("## 10. ", added, 1)).differences
    assert any("架空の施策" in one.print for one in differences)
    without = text.replace("(コ) AIの利活用による業務の効率化 （追加）", "")
    assert any("5-b-10" in str(one) for one in verify(the_book(), without).differences)


def test_printed__doubled_page_number__is_two_pages() -> None:
    lines = [
        "## 目次",
        "(イ) ウェブアクセシビリティ向上の推進\t1721",
        "## 1. 計画策定の趣旨",
        "## 7. ",
        "## 8. ",
        "## 9. 個別施策",
        "## 10. ",
    ]
    listed = Printed("\n".join(lines)).contents()
    assert [(one.old_page, one.page) for one in listed] == [(17, 21)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,235件のうち", {"1235"}),
        ("約 41.3%", {"41.3"}),
        ("J I S X 8 3 4 1 - 3 : 2 0 1 6", {"8341", "3", "2016"}),
        ("２６手続", {"26"}),
    ],
)
def test_numbers__of_a_text(text: str, found: set[str]) -> None:
    assert numbers(text) == found


def test_traps__come_out_right() -> None:
    """What the print changed inside words, counts and names; read from the data alone."""
    book = the_book()

    def both(code: str) -> tuple[str, str]:
        old, new = (standing_in(book.by_code[code], edition) for edition in ("2022-03", "2024-03"))
        assert old
        assert new
        return old.aim.ja + old.content.ja, new.aim.ja + new.content.ja

    assert ["個人住民税" in t for t in both("1-b-1")] == [True, False]
    assert ["4システム" in t for t in both("5-b-3")] == [True, False]
    assert ["資格取得" in t for t in both("6-d-1")] == [True, False]
    assert standing_in(book.by_code["5-b-3"], "2022-03").lines[0].steps == ["？"] * 4  # type: ignore[union-attr]
    assert [len(book.standings(edition)) for edition in ("2022-03", "2024-03")] == [29, 42]
    printed_so = {code: one for code, one in book.indicators.items() if any("原文のまま" in note.ja for note in one.notes)}
    assert {"pittari-total", "certificates-total-counter", "older-devices", "e-accounts-groups", "notice-mail-readers"} <= set(
        printed_so
    )
    assert book.indicators["certificates-total-counter"].value_at("2020") == 149243


def test_command__other_text__says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "other.txt").write_text("これは計画ではない。", encoding="utf-8")
    with pytest.raises(CommandError, match="計画の文ではない"):
        call_command("plan", "verify", str(tmp_path / "other.txt"))
    with pytest.raises(CommandError, match="読めません"):
        call_command("plan", "verify", str(tmp_path / "nothing.txt"))
    (tmp_path / "urayasu-digital-plan-2024.txt").write_text(text, encoding="utf-8")
    out = StringIO()
    call_command("plan", "verify", str(tmp_path), stdout=out)
    assert "違いは0" in out.getvalue()
