import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.text.public import BadPostalCode, address_key, format_postal, parse_postal, same_address

ONE_PLACE = [
    "千葉県浦安市見本1丁目2番3号",
    "浦安市見本一丁目2番3号",
    "浦安市見本１－２－３",
    "浦安市見本1-2-3",
    "千葉県　浦安市　見本　１丁目２−３",
    "浦安市見本１ー２ー３",
    "浦安市見本1丁目2の3",
    "浦安市見本1丁目2番地3",
    "浦安市大字見本1丁目2番地の3",
]
WITH_A_ROOM = [
    "浦安市見本1-2-3 コーポ架空 101号室",
    "浦安市見本1丁目2番3号コーポ架空101",
    "浦安市見本１－２－３　ｺｰﾎﾟ架空１０１号",
]


@pytest.mark.parametrize(
    "places",
    [
        ONE_PLACE,
        WITH_A_ROOM,
        ["浦安市見本1-2-3-101", "浦安市見本1丁目2番3号 101号室"],
        ["見本123番地4", "見本123-4", "見本一二三番地四"[:2] + "123の4"],
        ["札幌市北一条西二丁目", "札幌市北1条西2丁目"],
    ],
)
def test_same_address__spellings_of_one_place__agree(places):
    assert len({address_key(place) for place in places}) == 1
    assert all(same_address(places[0], place) for place in places)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("浦安市見本1-2-3", "浦安市見本12-3"),
        ("浦安市見本1-2-3", "浦安市見本1-23"),
        ("浦安市見本1-2-3", "浦安市見本1-2-3-101"),
        ("浦安市見本1-2", "浦安市架空1-2"),
        ("東京都府中市見本1-2", "広島県府中市見本1-2"),
        ("三木市見本1", "3木市見本1"),
        ("浦安市見本1-2-3 101", "浦安市見本1-2-3101"),
    ],
)
def test_same_address__different_places__differ(one, other):
    assert not same_address(one, other)


@given(
    st.integers(1, 99),
    st.integers(1, 99),
    st.integers(1, 999),
    st.integers(1, 99),
    st.integers(1, 99),
    st.integers(1, 999),
)
def test_address_key__any_numbers__are_the_place(a, b, c, d, e, f):
    written = [f"浦安市見本{a}丁目{b}番{c}号", f"千葉県浦安市見本{a}－{b}－{c}", f"浦安市見本 {a}ー{b}ー{c}"]
    assert len({address_key(place) for place in written}) == 1
    assert ((a, b, c) == (d, e, f)) == same_address(written[0], f"浦安市見本{d}-{e}-{f}")


@pytest.mark.parametrize("hostile", ["9", "十", "-", "1 ", "1丁目", "の1"])
def test_address_key__hostile_length__costs_no_more_than_its_length(hostile):
    started = time.perf_counter()
    address_key(hostile * 50_000)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("text", ["279-0001", "2790001", "〒２７９－０００１", "〒279 0001", "279ー0001", " ２７９０００１　"])
def test_parse_postal__any_way_of_typing__is_one(text):
    assert parse_postal(text) == "279-0001"
    assert format_postal(text) == "〒279-0001"


@pytest.mark.parametrize("text", ["", "279-001", "279-00011", "279-000a", "浦安", "٢٧٩٠٠٠١"])
def test_parse_postal__anything_else__is_refused(text):
    with pytest.raises(BadPostalCode):
        parse_postal(text)
