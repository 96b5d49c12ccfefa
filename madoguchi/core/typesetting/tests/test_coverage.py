"""Characters: drawn as written, or all that are missing are named."""

import shutil

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.typesetting.cmap import NotAFont, read_faces
from madoguchi.core.typesetting.coverage import units
from madoguchi.core.typesetting.faces import OURS
from madoguchi.core.typesetting.public import MissingGlyph, check_characters, missing_characters, typeset
from madoguchi.core.typesetting.testing import fonts_of, text_of

KATSU_0 = "葛\U000e0100"  # in BIZ UDPGothic
KATSU_1 = "葛\U000e0101"  # in none of ours
PINNED = "示\U000e0100"  # the first family has the character, but not in this form; the second has it


@pytest.mark.parametrize("path", sorted(OURS.glob("*.ttf")), ids=lambda p: p.stem)
def test_read_faces__our_fonts__agrees_with_fonttools(path):
    theirs = TTFont(path)
    (face,) = read_faces(path)
    assert face.family == theirs["name"].getBestFamilyName()
    assert face.characters == set(theirs.getBestCmap())
    for table in theirs["cmap"].tables:
        if table.format == 14:
            assert {s: {c for c, _ in cs} for s, cs in table.uvsDict.items()} == face.variants


@pytest.mark.parametrize("path", sorted(OURS.glob("*.ttf")), ids=lambda p: p.stem)
def test_fonts__licence__lies_beside_and_allows_embedding(path):
    assert TTFont(path)["OS/2"].fsType == 0
    assert (OURS / f"OFL-{path.stem.split('-')[0]}.txt").read_text(encoding="utf-8").count("SIL Open Font License")


def test_read_faces__no_font__says_which_file(tmp_path):
    path = tmp_path / "x.ttf"
    path.write_bytes(b"this is no font")
    with pytest.raises(NotAFont, match=r"x\.ttf"):
        read_faces(path)


def test_missing__cp932__is_complete():
    every = "".join(
        char
        for high in (*range(0x81, 0xA0), *range(0xE0, 0xFD))
        for low in range(0x40, 0xFD)
        for char in bytes([high, low]).decode("cp932", "ignore")
        if char > "\x80" and not "\ue000" <= char <= "\uf8ff"
    )
    assert len(every) > 7000
    assert missing_characters(every) == []


def test_missing__several__are_all_named_once_in_order():
    with pytest.raises(MissingGlyph) as caught:
        typeset("test/plain", {"paragraphs": ["😀\ue000あ", ["深い所の😀", {"k": KATSU_1}], "\ufeff"]}, title="題")
    assert caught.value.chars == ["😀", "\ue000", KATSU_1, "\ufeff"]
    assert "U+1F600" in str(caught.value)
    assert "U+E000" in str(caught.value)
    assert "U+845B+U+E0101" in str(caught.value)


def test_missing__in_the_template_itself__is_found_by_the_compiler(tmp_path):
    from madoguchi.core.typesetting.public import register_template

    path = tmp_path / "odd.typ"
    path.write_text('#import "/core/typesetting/lib/mado.typ": *\n#show: sheet\n= 題\n😀', encoding="utf-8")
    register_template("test/odd", path)
    with pytest.raises(MissingGlyph) as caught:
        typeset("test/odd", {}, title="題")
    assert caught.value.chars == ["😀"]


def test_typeset__variant_of_the_first_family__is_drawn_and_kept():
    made = typeset("test/plain", {"paragraphs": [f"{KATSU_0}城"]}, title="題")
    assert f"{KATSU_0}城" in text_of(made)
    assert "NotoSansJP-Regular" not in fonts_of(made)
    assert made != typeset("test/plain", {"paragraphs": ["葛城"]}, title="題")


def test_typeset__variant_only_in_the_second_family__is_taken_from_there():
    assert missing_characters(PINNED) == []
    made = typeset("test/plain", {"paragraphs": [f"見本{PINNED}子"]}, title="題")
    assert f"見本{PINNED}子" in text_of(made)
    assert "NotoSansJP-Regular" in fonts_of(made)
    assert "NotoSansJP-Regular" not in fonts_of(typeset("test/plain", {"paragraphs": ["見本示子"]}, title="題"))


def test_missing__variant_that_no_family_has__is_never_drawn_in_its_common_form():
    with pytest.raises(MissingGlyph) as caught:
        check_characters("葛城", KATSU_1)
    assert caught.value.chars == [KATSU_1]


def test_typeset__font_folder_of_the_city__closes_the_gap(tmp_path, settings):
    assert missing_characters("\U0001f0a1") == ["\U0001f0a1"]
    _a_font(tmp_path / "city.ttf", "Reiji Gaiji", [0x1F0A1])
    settings.MADO_FONT_DIRS = [str(tmp_path)]
    assert missing_characters("\U0001f0a1") == []
    made = typeset("test/plain", {"paragraphs": ["名前\U0001f0a1"]}, title="題")
    assert "\U0001f0a1" in text_of(made)
    assert any("Gaiji" in name for name in fonts_of(made))


def test_typeset__font_folder_given_by_the_caller__is_used(tmp_path):
    _a_font(tmp_path / "own.ttf", "Reiji Own", [0x1F0A2])
    made = typeset("test/plain", {"paragraphs": ["\U0001f0a2"]}, title="題", fonts=(str(tmp_path),))
    assert "\U0001f0a2" in text_of(made)


def test_read_faces__collection__gives_each_face(tmp_path):
    from fontTools.ttLib.ttCollection import TTCollection

    one, two = tmp_path / "1.ttf", tmp_path / "2.ttf"
    _a_font(one, "Reiji One", [0x41])
    _a_font(two, "Reiji Two", [0x42])
    both = TTCollection()
    both.fonts = [TTFont(one), TTFont(two)]
    both.save(tmp_path / "both.ttc")
    assert [(f.family, f.has("A"), f.has("B")) for f in read_faces(tmp_path / "both.ttc")] == [
        ("Reiji One", True, False),
        ("Reiji Two", False, True),
    ]


@given(st.text(alphabet=st.sampled_from("葛あA\U000e0100\U000e0101\ufe0f ")))
def test_units__any_text__is_split_without_loss(text):
    found = list(units(text))
    assert "".join(found) == text
    assert all(1 <= len(unit) <= 2 for unit in found)


def test_shelf__copies_of_our_fonts_in_a_city_folder__change_nothing(tmp_path, settings):
    plain = typeset("test/plain", {"paragraphs": ["同じ"]}, title="題")
    shutil.copy(OURS / "BIZUDPGothic-Regular.ttf", tmp_path)
    settings.MADO_FONT_DIRS = [str(tmp_path)]
    assert typeset("test/plain", {"paragraphs": ["同じ"]}, title="題") == plain


def _a_font(path, family: str, codes: list[int]) -> None:
    pen = TTGlyphPen(None)
    for n, point in enumerate([(100, 0), (100, 700), (800, 700), (800, 0)]):
        (pen.lineTo if n else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    names = [".notdef", *(f"u{code:X}" for code in codes)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"u{code:X}" for code in codes})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(path)
