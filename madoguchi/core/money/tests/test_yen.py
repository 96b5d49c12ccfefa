import json
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from madoguchi.core.money.public import Yen, format_yen, yen

amounts = st.integers(-(10**13), 10**13)


@given(amounts, amounts)
def test_add__yen_and_int__is_yen_and_counts_like_int(a, b):
    for got, expected in [
        (Yen(a) + Yen(b), a + b),
        (Yen(a) + b, a + b),
        (a + Yen(b), a + b),
        (Yen(a) - b, a - b),
        (a - Yen(b), a - b),
        (Yen(a) * b, a * b),
        (b * Yen(a), a * b),
        (-Yen(a), -a),
        (abs(Yen(a)), abs(a)),
        (sum([Yen(a), Yen(b)]), a + b),
    ]:
        assert type(got) is Yen
        assert got == expected


@given(amounts, st.integers(1, 10_000))
def test_divide__into_parts__loses_nothing(amount, parts):
    each, rest = divmod(Yen(amount), parts)
    assert type(each) is type(rest) is Yen
    assert each * parts + rest == amount


@pytest.mark.parametrize("bad", [1.0, True, "1", Decimal(1), Fraction(1, 2), None])
def test_make__of_what_is_not_whole__is_refused(bad):
    with pytest.raises(TypeError):
        Yen(bad)


@pytest.mark.parametrize(
    "sum_",
    [
        lambda: Yen(5) + 1.5,
        lambda: Yen(5) - True,
        lambda: Yen(5) * 0.1,
        lambda: Yen(5) / 2,
        lambda: 10 / Yen(2),
        lambda: Yen(5) // 2.0,
        lambda: Yen(5) * Yen(5),
    ],
)
def test_reckon__with_inexact_company__is_refused(sum_):
    with pytest.raises(TypeError):
        sum_()


@pytest.mark.parametrize(
    ("amount", "ja", "en"),
    [(1234, "1,234円", "¥1,234"), (0, "0円", "¥0"), (-1234567, "-1,234,567円", "-¥1,234,567")],
)
def test_format__amount__in_two_languages(amount, ja, en):
    assert str(yen(amount)) == f"{yen(amount)}" == format_yen(amount) == format_yen(amount, "ja-easy") == ja
    assert format_yen(amount, "en") == en


def test_yen__in_json_and_pickle__stays_a_number():
    assert json.dumps({"fee": Yen(300)}) == '{"fee": 300}'
    assert pickle.loads(pickle.dumps(Yen(300))) == Yen(300)


def test_yen__in_a_definition__takes_plain_numbers_only():
    class Fee(BaseModel):
        amount: Yen

    fee = Fee(amount=300)
    assert type(fee.amount) is Yen
    assert fee.model_dump_json() == '{"amount":300}'
    with pytest.raises(ValidationError):
        Fee(amount="300円")


def test_yen_filter__in_a_page__follows_its_language():
    page = Template("{% load mado_money %}{{ fee|yen }}{{ none|yen }}")
    assert page.render(Context({"fee": Yen(1234), "none": None})) == "1,234円"
    with translation.override("en"):
        assert page.render(Context({"fee": Yen(1234), "none": None})) == "¥1,234"
