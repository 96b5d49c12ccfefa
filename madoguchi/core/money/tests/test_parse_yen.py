import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.money.public import AmountTooLarge, NotAnAmount, Yen, format_yen, parse_yen


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("１，２３４円", 1234),
        ("1,234円", 1234),
        (" 1234 円 ", 1234),
        ("¥1,234", 1234),
        ("￥１２３４", 1234),
        ("1、234円", 1234),
        ("金1,234円也", 1234),
        ("壱万弐千円", 12_000),
        ("金壱万弐千参百四拾五円也", 12_345),
        ("3千円", 3_000),
        ("1万2,000円", 12_000),
        ("二〇〇円", 200),
        ("万円", 10_000),
        ("1億", 100_000_000),
        ("△500", -500),
        ("－５００円", -500),
        ("0", 0),
    ],
)
def test_parse__clumsy_amount__is_read(text, amount):
    assert parse_yen(text) == amount
    assert type(parse_yen(text)) is Yen


@pytest.mark.parametrize("text", ["", "円", "12.5円", "1,23円", "12,34", "1万1万", "約千円", "1 dollar", "1-2", "--1", "千葉"])
def test_parse__what_is_no_whole_amount__is_refused_in_a_sentence(text):
    with pytest.raises(NotAnAmount) as refused:
        parse_yen(text)
    assert str(refused.value).endswith("数字で入力してください。")


def test_parse__amount_beyond_reason__is_refused():
    with pytest.raises(AmountTooLarge):
        parse_yen("9" * 16)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_parse__what_was_formatted__comes_back(amount):
    assert parse_yen(format_yen(amount)) == amount
    assert parse_yen(format_yen(amount, "en").replace("-¥", "-")) == amount
