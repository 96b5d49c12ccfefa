import io
import threading
import time
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from madoguchi.core.typesetting.public import TemplateFault, preview, qr_svg, register_template, typeset
from madoguchi.core.typesetting.testing import attribute, fonts_of, tags_of, text_of

AT = datetime(2026, 7, 1, 0, 0, tzinfo=UTC)
DATA = {
    "at": "2026-07-01T09:00:00+09:00",
    "demo": True,
    "city": "例示市",
    "paragraphs": [
        "令和8年7月1日に請求のあった児童手当について、次のとおり認定しました。",
        "対象は中学2年生までの2人です。",
    ],
    "rows": [["請求者", "見本 太郎"], ["支給額", "15,000円"], ["方法", ["口座振替", "毎月10日"]]],
    "items": [["第1子", "1", "10,000円"], ["第2子", "1", "5,000円"]],
    "qr": qr_svg("https://example.invalid/v/ABC"),
}


def whole(**more: object) -> bytes:
    return typeset("test/whole", {**DATA, **more}, title="児童手当認定通知書")


def test_typeset__a_sheet__is_tagged_for_screen_readers():
    tags = tags_of(whole())
    roles = [role for role, _ in tags]
    assert roles[0] == "Document"
    assert {"H1", "H2", "P", "Table", "THead", "TR", "TH", "TD", "Figure"} <= set(roles)
    assert roles.index("H1") < roles.index("H2") < roles.index("Table")
    assert [attribute(e, "/Scope") for role, e in tags if role == "TH"] == ["/Column"] * 5
    assert [e["/Alt"] for role, e in tags if role == "Figure"] == ["確認のためのQRコード"]


def test_typeset__a_sheet__names_language_title_and_both_standards():
    root = PdfReader(io.BytesIO(whole())).trailer["/Root"]
    assert root["/Lang"] == "ja-JP"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    said = root["/Metadata"].get_data().decode()
    assert "児童手当認定通知書" in said
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said


def test_typeset__english__is_marked_as_english():
    made = typeset("test/plain", {"demo": True, "city": "Reiji City", "paragraphs": ["Hello."]}, title="Notice", lang="en")
    assert str(PdfReader(io.BytesIO(made)).trailer["/Root"]["/Lang"]).startswith("en")
    assert "Demo: not an official document of Reiji City" in text_of(made)


def test_typeset__every_font__is_embedded():
    fonts = fonts_of(whole(paragraphs=["𠮷田"]))
    assert set(fonts) == {"BIZUDPGothic-Regular", "BIZUDPGothic-Bold", "NotoSansJP-Regular"}
    assert all("/FontFile2" in d or "/FontFile3" in d for d in fonts.values())


def test_typeset__japanese__comes_back_as_it_was_written():
    text = text_of(whole())
    for words in [
        "令和8年7月1日に請求のあった児童手当について",
        "中学2年生までの2人です",
        "15,000円",
        "見本 太郎",
        "毎月10日",
    ]:
        assert words in text


def test_typeset__same_input__gives_the_same_bytes():
    assert whole() == whole()
    assert whole() != whole(at="2026-07-02T09:00:00+09:00")


def test_typeset__moment__is_that_of_the_caller_or_of_the_data():
    def made_on(pdf: bytes) -> str:
        return str(PdfReader(io.BytesIO(pdf)).metadata["/CreationDate"])[2:10]

    assert made_on(typeset("test/plain", {}, title="題", at=AT)) == "20260701"
    assert made_on(typeset("test/plain", {"at": "2026-08-09T12:00:00+09:00"}, title="題")) == "20260809"
    assert made_on(typeset("test/plain", {}, title="題")) == "20000101"


MARKUP = [
    '#read("/etc/passwd")',
    '#include "/site/settings.py"',
    "*太い* _斜め_ $x^2$ `y` <a> @b",
    "= 見出し",
    "\\ // -- ~",
]


@pytest.mark.parametrize("words", MARKUP)
def test_typeset__markup_in_data__is_printed_literally(words):
    text = text_of(typeset("test/plain", {"paragraphs": [words]}, title="題"))
    assert words in text
    assert "root:" not in text


def test_typeset__demo__says_so_on_every_page():
    made = typeset("test/plain", {"demo": True, "city": "例示市", "paragraphs": ["あ" * 800] * 6}, title="題")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    assert len(pages) > 1
    assert all("デモ：例示市の公式文書ではありません" in page for page in pages)
    assert f"1 / {len(pages)}" in pages[0]


def test_typeset__no_demo__says_nothing_of_it():
    assert "デモ" not in text_of(typeset("test/plain", {"paragraphs": ["本文"]}, title="題"))


def test_typeset__fault_in_template__names_the_template():
    with pytest.raises(TemplateFault, match="test/broken") as caught:
        typeset("test/broken", {}, title="題")
    assert "nothing-there" in caught.value.message


def test_register_template__no_such_file__is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="documents/gone"):
        register_template("documents/gone", tmp_path / "gone.typ")


def test_register_template__name_taken_by_another_file__is_refused(tmp_path):
    other = tmp_path / "other.typ"
    other.write_text("x")
    with pytest.raises(ValueError, match="already"):
        register_template("test/plain", other)


def test_typeset__from_four_threads__none_meets_another():
    made: dict[int, bytes] = {}
    faults: list[BaseException] = []

    def work(n: int) -> None:
        try:
            for turn in range(5):
                made[n * 10 + turn] = typeset("test/plain", {"paragraphs": [f"受付番号{n}-{turn}"]}, title="題")
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert all(f"受付番号{n // 10}-{n % 10}" in text_of(pdf) for n, pdf in made.items())


def test_typeset__sixty_sheets__take_a_few_seconds():
    whole()
    begun = time.monotonic()
    sizes = [len(whole(paragraphs=[f"{n}番目の方へ"])) for n in range(60)]
    assert time.monotonic() - begun < 10
    assert max(sizes) < 120_000


def test_preview__a_sheet__is_one_picture_a_page():
    pages = preview("test/plain", {"paragraphs": ["い" * 900] * 5}, title="題", ppi=30)
    assert len(pages) > 1
    assert all(page.startswith(b"\x89PNG") for page in pages)
