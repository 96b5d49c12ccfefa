import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.identifiers.public import (
    BadNumber,
    NeverInReceiptNumber,
    NotReceiptNumber,
    WrongCheckDigit,
    check_receipt_number,
    is_valid_receipt_number,
    new_receipt_number,
)
from madoguchi.core.identifiers.receipt import ALPHABET, LENGTH, check_symbol

bodies = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)
numbers = bodies.map(lambda body: body + check_symbol(body))
places = st.integers(0, LENGTH - 1)


def test_alphabet__is_31_symbols_without_look_alikes():
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set(ALPHABET) & set("01ILO")
    assert all(31 % n for n in range(2, 31))


def test_new__many__are_well_formed_and_differ():
    made = {new_receipt_number() for _n in range(2000)}
    assert len(made) == 2000
    for number in made:
        assert check_receipt_number(number) == number
        assert [len(part) for part in number.split("-")] == [4, 4, 1]


@given(numbers, places, st.sampled_from(ALPHABET))
def test_check__any_single_wrong_symbol__is_caught(number, place, symbol):
    wrong = number[:place] + symbol + number[place + 1 :]
    assert is_valid_receipt_number(wrong) == (wrong == number)


@given(numbers, places, places)
def test_check__any_two_symbols_swapped__is_caught(number, i, j):
    swapped = list(number)
    swapped[i], swapped[j] = swapped[j], swapped[i]
    assert is_valid_receipt_number("".join(swapped)) == (number[i] == number[j])


@given(numbers, st.sampled_from("-‐−－ー– 　"), st.booleans(), st.booleans())
def test_check__typed_clumsily__gives_the_stored_form(number, hyphen, small, wide):
    typed = f" {number[:4]}{hyphen}{number[4:8]}{hyphen}{number[8:]} "
    typed = typed.lower() if small else typed
    if wide:
        typed = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in typed)
    assert check_receipt_number(typed) == f"{number[:4]}-{number[4:8]}-{number[8:]}"


@pytest.mark.parametrize("symbol", ["0", "O", "o", "１", "I", "l", "L", "あ", "!"])
def test_check__symbol_that_is_never_used__is_named(symbol):
    with pytest.raises(NeverInReceiptNumber) as refused:
        check_receipt_number(f"2345-67{symbol}9-A")
    assert "使いません" in str(refused.value)


@pytest.mark.parametrize("text", ["", "2345", "2345-6789-AB"])
def test_check__wrong_length__is_refused(text):
    with pytest.raises(NotReceiptNumber):
        check_receipt_number(text)


def test_check__wrong_check_symbol__is_refused_in_a_sentence():
    body = "23456789"
    wrong = next(symbol for symbol in ALPHABET if symbol != check_symbol(body))
    with pytest.raises(WrongCheckDigit) as refused:
        check_receipt_number(body + wrong)
    assert str(refused.value).startswith("受付番号のどこかが違っています")
    assert isinstance(refused.value, BadNumber)
