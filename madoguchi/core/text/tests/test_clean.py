import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.text.public import (
    BadCharacter,
    BidiOverride,
    BrokenCharacter,
    ControlCharacter,
    Gaiji,
    clean,
    clean_multiline,
)


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        ("\x00", ControlCharacter),
        ("\x1b", ControlCharacter),
        ("\x7f", ControlCharacter),
        ("\x9b", ControlCharacter),
        ("\U000e0041", ControlCharacter),
        ("\u202e", BidiOverride),
        ("\u2066", BidiOverride),
        (chr(0xD800), BrokenCharacter),
        (chr(0xDFFF), BrokenCharacter),
        ("\ufdd0", BrokenCharacter),
        ("\uffff", BrokenCharacter),
        ("\U0010fffe", BrokenCharacter),
        ("\ufffd", BrokenCharacter),
        ("\ue000", Gaiji),
        ("\U000f0000", Gaiji),
        ("\U0010fffd", Gaiji),
    ],
)
@pytest.mark.parametrize("cleaner", [clean, clean_multiline])
def test_clean__character_that_cannot_stay__is_refused_with_its_place(cleaner, character, kind):
    with pytest.raises(kind) as refused:
        cleaner(f"葛\U000e0100城{character}市")
    assert str(refused.value).startswith("3文字目")
    assert f"U+{ord(character):04X}" in str(refused.value)
    assert isinstance(refused.value, BadCharacter)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  見本　太郎　", "見本　太郎"),
        ("1\t2\r\n3", "1 2 3"),
        ("か\u3099", "が"),
        ("e\u0301", "é"),
        ("髙橋﨑𠮷", "髙橋﨑𠮷"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("\ufeff見\u200b本\u00ad", "見本"),
        ("①㈱ｶﾞＡ", "①㈱ｶﾞＡ"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("", ""),
    ],
)
def test_clean__what_a_person_types__is_kept_as_typed(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize("letter", ["\ufa19", "\ufa1b", "\ufa10", "\uf9dc", "\U0002f80f"])
def test_clean__compatibility_ideograph_of_a_name__is_not_replaced(letter):
    assert unicodedata.normalize("NFC", letter) != letter
    assert clean(f"{letter}か\u3099") == f"{letter}が"


def test_clean_multiline__lines_of_any_machine__are_divided_alike():
    assert clean_multiline("一\r\n二\r三\u2028四\t五\n\n六\n") == "一\n二\n三\n四\t五\n\n六"


@given(st.text(max_size=30))
def test_clean__anything__gives_sound_text_or_a_refusal(text):
    for cleaner in (clean, clean_multiline):
        try:
            kept = cleaner(text)
        except BadCharacter:
            continue
        assert cleaner(kept) == kept
        kept.encode()
        assert "\x00" not in kept
        assert cleaner is clean_multiline or "\n" not in kept
