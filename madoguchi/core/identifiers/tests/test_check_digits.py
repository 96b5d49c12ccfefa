"""The worked examples of the standards, and what each rule catches. No whole number of a person stands here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.identifiers import check_digits, public
from madoguchi.core.identifiers.public import BadNumber, NotDigits, NotInvoiceNumber, WrongCheckDigit, WrongLength

KINDS = {  # name: (digits, place of the check digit)
    "my_number": (12, 11),
    "corporate_number": (13, 0),
    "resident_code": (11, 10),
    "municipality_code": (6, 5),
    "driving_licence": (12, 10),
    "insurer_number": (8, 7),
}
RULES = {"insurer_number": check_digits.luhn} | {name: getattr(check_digits, name) for name in KINDS if name != "insurer_number"}
kinds = st.sampled_from(sorted(KINDS))


def a_valid(name, body, last="0"):
    place = KINDS[name][1]
    if name == "driving_licence":
        return body + RULES[name](body) + last
    check = RULES[name](body)
    return check + body if place == 0 else body + check


@st.composite
def valid_numbers(draw):
    name = draw(kinds)
    size = KINDS[name][0] - (2 if name == "driving_licence" else 1)
    return name, a_valid(name, draw(st.text("0123456789", min_size=size, max_size=size)), draw(st.sampled_from("0123")))


@pytest.mark.parametrize(
    ("rule", "body", "digit"),
    [
        (check_digits.my_number, "12345678901", "8"),
        (check_digits.my_number, "98320567321", "4"),
        (check_digits.municipality_code, "12227", "1"),
        (check_digits.driving_licence, "3090123456", "2"),
        (check_digits.luhn, "3312001", "5"),
        (check_digits.luhn, "12227", "5"),
    ],
)
def test_check_digit__worked_example__agrees(rule, body, digit):
    assert rule(body) == digit


@pytest.mark.parametrize("number", ["7000012050002", "8000020130001", "4000020120006", "8000012010038", "7000020122271"])
def test_corporate_number__of_public_bodies__is_valid(number):
    assert public.is_valid_corporate_number(number)
    assert public.check_invoice_number(f"T{number}") == f"T{number}"
    assert public.check_invoice_number(f" ｔ－{number} ") == f"T{number}"


@pytest.mark.parametrize("code", ["122271", "131016", "011002", "472018", "131041", "141003", "271004"])
def test_municipality_code__published__is_valid(code):
    assert public.check_municipality_code(code) == code


@given(valid_numbers())
def test_check__valid_number_typed_clumsily__gives_its_digits(made):
    name, number = made
    clumsy = " " + number[:4].translate({ord(str(n)): "０１２３４５６７８９"[n] for n in range(10)}) + "－" + number[4:] + "　"
    assert getattr(public, f"check_{name}")(clumsy) == number
    assert getattr(public, f"is_valid_{name}")(number)


@given(valid_numbers(), st.integers(1, 9))
def test_check__wrong_check_digit__is_refused(made, off):
    name, number = made
    place = KINDS[name][1]
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    with pytest.raises(WrongCheckDigit) as refused:
        getattr(public, f"check_{name}")(wrong)
    assert wrong not in str(refused.value)


@given(valid_numbers(), st.data())
def test_check__length_or_letters__is_refused_with_its_reason(made, data):
    name, number = made
    check = getattr(public, f"check_{name}")
    with pytest.raises(WrongLength):
        check(number + "12345678"[: data.draw(st.integers(1, 8))] if name != "insurer_number" else number + "1")
    with pytest.raises(NotDigits):
        check(number[:-1] + data.draw(st.sampled_from("OAあ②")))
    with pytest.raises(BadNumber):
        check("")


@given(st.text("0123456789", min_size=11, max_size=11), st.integers(0, 10), st.integers(1, 9))
def test_my_number__one_wrong_digit__passes_only_where_both_rests_give_zero(body, place, off):
    slipped = body[:place] + str((int(body[place]) + off) % 10) + body[place + 1 :]
    unseen = check_digits.my_number(body) == check_digits.my_number(slipped)
    assert not unseen or check_digits.my_number(body) == "0"


@given(st.text("0123456789", min_size=7, max_size=7), st.integers(0, 6), st.integers(1, 9))
def test_insurer_number__one_wrong_digit__is_always_seen(body, place, off):
    slipped = body[:place] + str((int(body[place]) + off) % 10) + body[place + 1 :]
    assert check_digits.luhn(body) != check_digits.luhn(slipped)


@given(st.integers(0, 10**11 - 1))
def test_invalid_my_number__any_seed__is_nobodys(seed):
    number = public.invalid_my_number(seed)
    assert len(number) == 12
    assert not public.is_valid_my_number(number)


def test_invalid_my_number__default__is_the_well_known_sample():
    assert public.invalid_my_number() == "123456789012"


@pytest.mark.parametrize("text", ["", "7000012050002", "T700001205000", "TT000012050002", "T70000120500021"])
def test_invoice_number__of_another_shape__is_refused(text):
    with pytest.raises(NotInvoiceNumber):
        public.check_invoice_number(text)
    assert not public.is_valid_invoice_number(text)


def test_invoice_number__wrong_check_digit__is_refused():
    with pytest.raises(WrongCheckDigit):
        public.check_invoice_number("T1000012050002")
