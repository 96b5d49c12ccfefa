import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.text.public import (
    GETA,
    BadCharacter,
    Change,
    KanaStatus,
    NotKana,
    PersonName,
    Repertoire,
    degrade,
    fold,
    graphemes,
)
from madoguchi.core.text.variants import COMMON_FORM


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("見本　太郎", "見本", "太郎"),
        (" 見本　太郎 ", "見本", "太郎"),
        ("見本太郎", "見本太郎", ""),
        ("ＳＭＩＴＨ　ＪＯＨＮ　ＰＡＵＬ", "ＳＭＩＴＨ", "ＪＯＨＮ　ＰＡＵＬ"),
        ("SMITH JOHN", "SMITH JOHN", ""),
    ],
)
def test_of__name_as_certificates_write_it__is_split_at_the_full_width_space(name, family, given):
    person = PersonName.of(name)
    assert (person.family, person.given) == (family, given)
    assert str(person) == person.full == name.strip()


def test_of__name_and_reading__keeps_the_one_and_settles_the_other():
    person = PersonName.of("髙﨑　葛\U000e0100", "たかさき かずら")
    assert person.full == "髙﨑　葛\U000e0100"
    assert person.full_kana == "タカサキ　カズラ"
    assert person.key == fold("高崎葛")
    assert person.kana_key == fold("タカサキ カズラ")


def test_of__bad_name_or_reading__is_refused():
    with pytest.raises(BadCharacter):
        PersonName.of("見\ue000　太郎")
    with pytest.raises(NotKana):
        PersonName.of("見本　太郎", "見本　タロウ")


def test_printed_kana__unconfirmed_part__is_hidden():
    confirmed = KanaStatus.CONFIRMED
    assert PersonName.of("見本　太郎", "みほん　たろう").printed_kana == "********　********"
    person = PersonName("見本", "太郎", "ミホン", "タロウ", given_kana_status=confirmed)
    assert person.printed_kana == "********　タロウ"
    assert PersonName("見本", "太郎").printed_kana == ""


@pytest.mark.parametrize(
    ("text", "to", "written"),
    [
        ("見本太郎", Repertoire.JIS_X_0208, "見本太郎"),
        ("髙橋", Repertoire.JIS_X_0208, "高橋"),
        ("髙橋", Repertoire.CP932, "髙橋"),
        ("𠮷田", Repertoire.JIS_X_0208, "吉田"),
        ("𠮟", Repertoire.JIS_X_0213, "𠮟"),
        ("葛\U000e0100城", Repertoire.JIS_X_0208, "葛城"),
        ("邊\U000e0101", Repertoire.JIS_X_0208, "邊"),
        ("福\ufa1b", Repertoire.JIS_X_0208, "福福"),
        ("𪚥見本", Repertoire.JIS_X_0208, f"{GETA}見本"),
    ],
)
def test_degrade__for_a_poorer_channel__is_the_common_form(text, to, written):
    assert degrade(text, to).text == written


def test_degrade__what_changed__is_told_by_place():
    degraded = degrade("葛\U000e0100城髙𪚥")
    assert degraded.changes == (Change(1, "葛\U000e0100", "葛"), Change(3, "髙", "高"), Change(4, "𪚥", GETA))
    assert degraded.illegible
    assert not degraded.exact
    assert degrade("見本").exact
    assert not degrade("髙").illegible


@given(
    st.text(st.sampled_from("見本髙﨑𠮷福\ufa1b𪚥Aｱ①葛\U000e0100" + "".join(map(chr, COMMON_FORM)))),
    st.sampled_from(Repertoire),
)
def test_degrade__any_name__can_be_written_and_keeps_its_length(text, to):
    degraded = degrade(text, to)
    degraded.text.encode(to)
    assert degraded.exact == (degraded.text == text)
    again = "".join(graphemes(text))
    assert again == text
    assert degrade(degraded.text, to).exact
