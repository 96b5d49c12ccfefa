import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.text.area_codes import AREA_CODE_LENGTH
from madoguchi.core.text.public import BadMail, BadPhone, format_phone, parse_mail, parse_phone

WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789-()"}


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("0470200000", "0470-20-0000"),
        ("0470000000", "04-7000-0000"),
        ("0473000000", "047-300-0000"),
        ("0300000000", "03-0000-0000"),
        ("0600000000", "06-0000-0000"),
        ("0422000000", "0422-00-0000"),
        ("0429000000", "04-2900-0000"),
        ("0429700000", "042-970-0000"),
        ("0471000000", "04-7100-0000"),
        ("0126700000", "01267-0-0000"),
        ("0126000000", "0126-00-0000"),
        ("0110000000", "011-000-0000"),
        ("0255000000", "025-500-0000"),
        ("0255700000", "0255-70-0000"),
        ("0980000000", "0980-00-0000"),
        ("0980200000", "09802-0-0000"),
        ("0120000000", "0120-000-000"),
        ("0570000000", "0570-000-000"),
        ("08000000000", "0800-000-0000"),
        ("09000000000", "090-0000-0000"),
        ("08010000000", "080-1000-0000"),
        ("07000000000", "070-0000-0000"),
        ("06000000000", "060-0000-0000"),
        ("05000000000", "050-0000-0000"),
    ],
)
def test_format_phone__number_of_each_kind__has_its_hyphens(digits, shown):
    assert format_phone(digits) == format_phone(shown) == format_phone(shown.translate(WIDE)) == shown
    assert parse_phone(shown) == digits


@pytest.mark.parametrize(
    "text",
    [
        "047(300)0000",
        "０４７－３００－００００",
        "+81-47-300-0000",
        "+81 (0)47 300 0000",
        "047 ー 300 ー 0000",
        "\u202a0473000000\u202c",
        "0081473000000",
        "047.300.0000",
    ],
)
def test_parse_phone__any_way_of_typing__is_the_digits(text):
    assert parse_phone(text) == "0473000000"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "119",
        "300-0000",
        "047-300-000",
        "047-300-00000",
        "0000000000",
        "047-300-0000 内線1",
        "1234567890",
        "+81",
        "+0123456789",
        "電話なし",
    ],
)
def test_parse_phone__anything_else__is_refused(text):
    with pytest.raises(BadPhone):
        parse_phone(text)
    assert format_phone(text) == text


def test_parse_phone__number_abroad__is_kept_with_its_country():
    assert parse_phone("+1 (202) 555-0100") == format_phone("+12025550100") == "+12025550100"


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_format_phone__any_ten_digits__ends_in_three_or_four_and_loses_none(digits):
    shown = format_phone(digits)
    assert shown.replace("-", "") == digits
    assert [len(part) for part in shown.split("-")][1:] in ([4, 4], [3, 4], [2, 4], [1, 4], [3, 3])


def test_area_codes__table__is_of_known_lengths():
    assert set(AREA_CODE_LENGTH.values()) == {2, 3, 4, 5}
    assert all(code.startswith("0") for code in AREA_CODE_LENGTH)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mihon@example.jp", "mihon@example.jp"),
        ("　Ｍｉｈｏｎ＠Ｅｘａｍｐｌｅ．ＪＰ ", "Mihon@example.jp"),
        ("mihon..dot.@example.ne.jp", "mihon..dot.@example.ne.jp"),
        ("mihon+tag@example.co.jp", "mihon+tag@example.co.jp"),
        ("mailto:mihon@example.jp", "mihon@example.jp"),
        ("mihon@例え。jp", "mihon@xn--r8jz45g.jp"),
    ],
)
def test_parse_mail__any_way_of_typing__is_one(text, address):
    assert parse_mail(text) == parse_mail(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mihon",
        "@example.jp",
        "mihon@",
        "mihon@example",
        "mihon@@example.jp",
        "mi hon@example.jp",
        "mihon@example.jp\nBcc: x@example.jp",
        "見本@example.jp",
        "mihon@-example.jp",
        "mihon@example..jp",
        "a" * 65 + "@example.jp",
        "mihon@" + "a." * 127 + "jp",
        "mihon@[192.0.2.1]",
        "mihon@192.0.2.1",
    ],
)
def test_parse_mail__anything_else__is_refused(text):
    with pytest.raises(BadMail):
        parse_mail(text)
