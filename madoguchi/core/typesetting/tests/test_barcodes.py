"""Bar codes are read back from the sheet that carries them."""

import io
import re
import shutil
import subprocess

import pytest
from PIL import Image

from madoguchi.core.typesetting.public import BadBarcode, code128_svg, gs1_128_svg, nw7_svg, preview, qr_svg, typeset

SLIP = "(91)912345" + "012345678901234567890123456789012345"


def read(image: Image.Image) -> list[tuple[str, str, str]]:
    zxingcpp = pytest.importorskip("zxingcpp", reason="zxing-cpp is not installed (requirements/dev.txt)")
    return [(str(r.format), r.text, r.symbology_identifier) for r in zxingcpp.read_barcodes(image)]


def printed(svg: str, ppi: int = 300) -> Image.Image:
    (page,) = preview("test/codes", {"codes": [svg]}, title="符号", ppi=ppi)
    return Image.open(io.BytesIO(page))


MIXTURES = ["A", "12", "123", "1234", "12345", "ABC-123456x", "x12345678y", "9 9", "a1234b123456c", "~ !", "007" * 5]


@pytest.mark.parametrize("text", MIXTURES)
def test_code128__printed__reads_back(text):
    assert [(t, s) for _, t, s in read(printed(code128_svg(text)))] == [(text, "]C0")]


@pytest.mark.parametrize("ppi", [300, 600])
def test_gs1_128__payment_slip__reads_back_with_its_identifier(ppi):
    assert [(t, s) for _, t, s in read(printed(gs1_128_svg(SLIP), ppi))] == [(SLIP, "]C1")]


def test_gs1_128__forty_four_digits__take_288_modules_and_the_quiet_zone():
    (width,) = re.findall(r'viewBox="0 0 (\d+) ', gs1_128_svg(SLIP))
    assert int(width) == 288 + 20


@pytest.mark.parametrize("text", ["(01)04912345678904(10)AB12(21)9", "(10)A1(17)270331", "(17)270331(10)123456"])
def test_gs1_128__several_fields__are_told_apart(text):
    assert [t for _, t, _ in read(printed(gs1_128_svg(text)))] == [text]


NW7 = [("0123456789", "A", "A"), ("12-34$5:6/7.8+9", "B", "D"), ("71", "C", "C")]


@pytest.mark.parametrize(("text", "start", "stop"), NW7)
def test_nw7__printed__reads_back(text, start, stop):
    assert [t for _, t, _ in read(printed(nw7_svg(text, start=start, stop=stop)))] == [f"{start}{text}{stop}"]


@pytest.mark.parametrize("text", ["https://example.invalid/v/ABCDEFGHIJKLMNOPQRSTUVWXYZ", "見本 太郎 ｶﾅ", "1"])
def test_qr__printed__reads_back(text):
    assert [t for _, t, _ in read(printed(qr_svg(text)))] == [text]


def test_all_codes__in_the_pdf_itself__read_back(tmp_path):
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed (apt install poppler-utils)")
    codes = [code128_svg("MADO-1"), gs1_128_svg(SLIP), nw7_svg("123456"), qr_svg("確かめ")]
    (tmp_path / "c.pdf").write_bytes(typeset("test/codes", {"codes": codes}, title="符号"))
    subprocess.run(["pdftoppm", "-r", "300", "-png", "-singlefile", "c.pdf", "c"], cwd=tmp_path, check=True)
    assert {t for _, t, _ in read(Image.open(tmp_path / "c.png"))} == {"MADO-1", SLIP, "A123456A", "確かめ"}


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (code128_svg, ""), (code128_svg, "漢字"), (code128_svg, "a\n"),
        (gs1_128_svg, "91912345"), (gs1_128_svg, "(91)"), (gs1_128_svg, "(01)123"), (gs1_128_svg, "x(91)1"),
        (gs1_128_svg, "(91)a b"),
        (nw7_svg, ""), (nw7_svg, "12A"), (nw7_svg, "ｱ"),
    ],
)  # fmt: skip
def test_codes__what_cannot_be_written__is_refused(make, text):
    with pytest.raises(BadBarcode):
        make(text)


def test_nw7__start_letter_that_is_none__is_refused():
    with pytest.raises(BadBarcode):
        nw7_svg("1", start="E")


@pytest.mark.parametrize("svg", [code128_svg("A1", label='<b>&"番号"'), qr_svg("x")])
def test_svg__on_a_page__has_no_style_and_says_what_it_is(svg):
    assert "style" not in svg
    assert 'width="' in svg
    assert "<b>" not in svg
    assert ('role="img"' in svg) != ('aria-hidden="true"' in svg)
