import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.text.public import fold, hiragana_to_katakana, narrow_kana, same_name, to_fullwidth
from madoguchi.core.text.variants import COMMON_FORM

names = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x3041, max_codepoint=0x3096),
        st.characters(min_codepoint=0x30A1, max_codepoint=0x30FA),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0xC0, max_codepoint=0x17F),
        st.sampled_from("ー－−‐ 　々・ﾞﾟ" + "".join(map(chr, COMMON_FORM))),
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    "family",
    [
        ("髙橋", "高橋", "高\U000e0100橋", "髙　橋"),
        ("山﨑", "山崎", "山嵜"),
        ("渡邊", "渡邉", "渡辺", "渡邉\U000e0101"),
        ("齋藤", "斎藤"),
        ("齊藤", "斉藤"),
        ("𠮷田", "吉田"),
        ("濵田", "濱田", "浜田"),
        ("佐々木", "佐佐木"),
        ("神\ufa19", "神神"),
        ("ﾕｳｲﾁ", "ユウイチ", "ゆういち"),
        ("ｼﾞﾕﾝ", "ジュン", "じゅん"),
        ("サトー", "サト－", "サト-"),
        ("ミヅキ", "みずき"),
        ("か゛く", "がく"),
        ("ＳＭＩＴＨ　Ｊｏｈｎ", "Smith John", "SMITHJOHN"),
        ("Nguyễn Văn Đức", "NGUYEN VAN DUC"),
        ("鶴ヶ島", "鶴ケ島"),
        ("メアリー・アン", "メアリーアン"),
    ],
)
def test_fold__spellings_of_one_name__share_a_key(family):
    assert len({fold(spelling) for spelling in family}) == 1
    assert same_name(family[0], family[-1])


@pytest.mark.parametrize(
    ("one", "other"), [("斎藤", "斉藤"), ("坂田", "阪田"), ("太田", "大田"), ("はる", "ばる"), ("やまだ", "やまた")]
)
def test_fold__different_names__keep_apart(one, other):
    assert not same_name(one, other)


@given(names)
def test_fold__of_a_key__is_the_key(text):
    assert fold(fold(text)) == fold(text)


@given(names)
def test_fold__width_syllabary_and_case__make_no_difference(text):
    key = fold(text)
    assert fold(hiragana_to_katakana(text)) == fold(to_fullwidth(text)) == fold(f" {text}　") == key
    assert fold(narrow_kana(text)) == key


def test_variants__table__has_no_chains_and_no_doubles():
    assert not set(COMMON_FORM) & set(COMMON_FORM.values())
    assert all(chr(code) == fold(chr(code)) for code in COMMON_FORM.values())
