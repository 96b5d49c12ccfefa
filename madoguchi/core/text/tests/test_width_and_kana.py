import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.text.public import (
    NotKana,
    arabic_numerals,
    enlarge_small_kana,
    hiragana_to_katakana,
    is_kana,
    kana,
    katakana_to_hiragana,
    narrow_kana,
    to_fullwidth,
    to_halfwidth,
    unify_hyphens,
    widen_kana,
)

ascii_text = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))
katakana = st.text([chr(c) for c in range(0x30A1, 0x30F5) if chr(c) not in "ヮヰヱヵヶ"] + ["ー"])


@given(ascii_text)
def test_width__there_and_back__changes_nothing(text):
    assert to_halfwidth(to_fullwidth(text)) == to_halfwidth(text) == text


@given(katakana)
def test_kana__narrow_and_widen__changes_nothing(text):
    narrow = narrow_kana(text)
    assert widen_kana(narrow) == text
    assert not set(narrow) & set(text) - {""}
    assert katakana_to_hiragana(hiragana_to_katakana(katakana_to_hiragana(text))) == katakana_to_hiragana(text)
    assert hiragana_to_katakana(katakana_to_hiragana(text)) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ABC ｶﾞｽ", "ＡＢＣ　ガス"),
        ("ﾊﾟﾋﾟﾌﾟｳﾞ", "パピプヴ"),
        ("ｱﾞ", "ア゛"),
        ("ﾞ", "゛"),
        ("12-3", "１２－３"),
        ("｢ﾃｽﾄ｣｡", "「テスト」。"),
    ],
)
def test_to_fullwidth__half_width__is_made_whole(typed, shown):
    assert to_fullwidth(typed) == shown


def test_width__kanji_and_ivs__stay():
    name = "葛\U000e0100城　髙﨑"
    assert to_halfwidth(name) == "葛\U000e0100城 髙﨑"
    assert to_fullwidth(name) == name


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("みほん　たろう", "ミホン　タロウ"),
        ("ﾐﾎﾝ ﾀﾛｳ", "ミホン　タロウ"),
        ("  ミホン   ハナコ ", "ミホン　ハナコ"),
        ("サト-", "サトー"),
        ("ジョ−ジ", "ジョージ"),
        ("か゛くと", "ガクト"),
        ("カ\u3099クト", "ガクト"),
        ("メアリー・アン", "メアリー・アン"),
    ],
)
def test_kana__any_way_of_typing_a_reading__is_stored_alike(typed, stored):
    assert kana(typed) == stored
    assert is_kana(typed)


@pytest.mark.parametrize(
    ("typed", "character"), [("見ホン", "見"), ("Mihon", "M"), ("ミホン1", "1"), ("ミホン-1", "1"), ("-ミホン", "-")]
)
def test_kana__anything_else__is_refused_by_name(typed, character):
    with pytest.raises(NotKana) as refused:
        kana(typed)
    assert f"「{character}」" in str(refused.value)
    assert not is_kana(typed)


def test_kana__no_reading__is_none():
    assert kana(" ") == ""
    assert not is_kana("")


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x30FE)))
def test_kana__what_it_gives__it_takes_again(text):
    if is_kana(text):
        assert kana(kana(text)) == kana(text)


def test_enlarge__small_kana__are_as_old_registers_write_them():
    assert enlarge_small_kana("ジュンっぽいッ") == "ジユンつぽいツ"


def test_unify_hyphens__all_kinds__are_one():
    assert unify_hyphens("1−2－3ー4―5‐6") == "1-2-3-4-5-6"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("壱万弐千", "12000"),
        ("1万2,000", "12000"),
        ("二〇二六", "2026"),
        ("十", "10"),
        ("二十一", "21"),
        ("百八", "108"),
        ("千", "1000"),
        ("万", "10000"),
        ("三億五千万", "350000000"),
        ("令和八年十二月三十一日", "令和8年12月31日"),
        ("1,234", "1,234"),
        ("十十", "十十"),
        ("1,2万", "1,2万"),
        ("", ""),
    ],
)
def test_arabic_numerals__kanji_numerals__are_digits(text, digits):
    assert arabic_numerals(text) == digits


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_arabic_numerals__any_number_in_kanji__is_that_number(man, ones):
    digits = "〇一二三四五六七八九"

    def four(number):
        places = zip((number // 1000, number // 100 % 10, number // 10 % 10), "千百十", strict=True)
        return "".join(("" if d == 1 else digits[d]) + place for d, place in places if d) + digits[number % 10].strip("〇")

    text = (f"{four(man)}万" if man else "") + four(ones)
    assert arabic_numerals(text or "〇") == str(man * 10_000 + ones)
