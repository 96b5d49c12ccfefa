"""Sheets: blank and filled, readable by machines, without any My Number."""

import io
from datetime import date

from pypdf import PdfReader

from madoguchi.engines.forms.printing import HandIn, blank_sheet, filled_sheet
from madoguchi.engines.forms.testing import NOON, a_form

WHERE = HandIn("見本市", "こども課", "見本市役所 2階", "047-000-0000", "平日 8時30分から")
ANSWERS = {
    "reason": {"kind": "birth", "event_date": "2026-11-13"},
    "claimant": {"name": {"family": "見本", "given": "花子"}, "my_number": "kept"},
    "children": [{"living": "apart"}],
}


def words(pdf):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


def test_blank_sheet__asks_everything_and_says_where_to_hand_in():
    text = words(blank_sheet(a_form(), title="見本の請求", where=WHERE))
    for expected in (
        "見本の請求",
        "□ 出生",
        "別居の事情",
        "児童3",
        "こども課",
        "047-000-0000",
        "別居監護申立書",
        "氏名",
    ):
        assert expected in text


def test_filled_sheet__shows_what_was_answered_and_no_number():
    text = words(filled_sheet(a_form(), ANSWERS, date(2026, 11, 23), title="見本の請求", where=WHERE, at=NOON))
    for expected in ("出生", "2026年11月13日", "見本　花子", "別居の事情"):
        assert expected in text
    assert "入力済み" not in text
    assert "児童2" not in text


def test_filled_sheet__with_number__is_a_record_not_a_form_to_sign():
    text = words(
        filled_sheet(a_form(), ANSWERS, date(2026, 11, 23), title="見本の請求", where=WHERE, number="ABCD-EFGH-J", at=NOON)
    )
    assert "ABCD-EFGH-J" in text
    assert "提出日" not in text
