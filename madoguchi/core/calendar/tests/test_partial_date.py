from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.calendar.public import DateNotCertain, NotADate, Precision, parse_jpki_birth, parse_partial

YEAR = (date(1950, 1, 1), date(1950, 12, 31))
MAY = (date(1950, 5, 1), date(1950, 5, 31))


@pytest.mark.parametrize(
    ("text", "precision", "span"),
    [
        ("昭和25年5月4日", Precision.DAY, (date(1950, 5, 4), date(1950, 5, 4))),
        ("昭和25年5月日不詳", Precision.MONTH, MAY),
        ("昭和25年5月頃", Precision.MONTH, MAY),
        ("1950/5", Precision.MONTH, MAY),
        ("1950-05-00", Precision.MONTH, MAY),
        ("19500500", Precision.MONTH, MAY),
        ("1950年 月日不詳", Precision.YEAR, YEAR),
        ("昭和２５年", Precision.YEAR, YEAR),
        ("19500000", Precision.YEAR, YEAR),
        ("19500004", Precision.YEAR, YEAR),
        ("年月日不詳", Precision.UNKNOWN, (None, None)),
        ("不明", Precision.UNKNOWN, (None, None)),
        ("00000000", Precision.UNKNOWN, (None, None)),
    ],
)
def test_parse_partial__date_with_unknown_parts__keeps_words_and_bounds(text, precision, span):
    known = parse_partial(text)
    assert (known.precision, (known.earliest, known.latest), str(known)) == (precision, span, text)


@pytest.mark.parametrize("text", ["むかし", "1950年13月", "昭和の頃", "19501340", "5月4日"])
def test_parse_partial__what_is_no_date__is_refused(text):
    with pytest.raises(NotADate):
        parse_partial(text)


def test_as_date__uncertain__fails_closed():
    with pytest.raises(DateNotCertain):
        parse_partial("昭和25年5月日不詳").as_date()


@given(st.dates(date(1868, 1, 25), date(2100, 12, 31)), st.sampled_from("012345"))
def test_parse_jpki__birth_on_a_card__is_gregorian_whatever_the_era(day, era):
    assert parse_jpki_birth(f"{era}{day:%Y%m%d}").as_date() == day


def test_parse_jpki__of_the_specification_and_with_unknown_day():
    assert parse_jpki_birth("319800217").as_date() == date(1980, 2, 17)
    assert parse_jpki_birth("319800200").precision is Precision.MONTH
    assert parse_jpki_birth("319800000").latest == date(1980, 12, 31)
    assert parse_jpki_birth("000000000").precision is Precision.UNKNOWN


@pytest.mark.parametrize("text", ["", "619800217", "19800217", "3198002170", "319801317", "３19800217"])
def test_parse_jpki__of_another_shape__is_refused(text):
    with pytest.raises(NotADate):
        parse_jpki_birth(text)


@given(st.text(max_size=40))
def test_parse_partial__anything__gives_bounds_or_a_refusal(text):
    try:
        known = parse_partial(text)
    except NotADate:
        return
    assert known.text == text
    assert known.earliest is None or known.earliest <= known.latest
