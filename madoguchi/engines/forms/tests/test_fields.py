"""Types of questions: what clumsy hands type, what is stored, what is shown, and back again."""

from datetime import date

import jsonschema_rs
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.city.public import validate
from madoguchi.core.identifiers.public import invalid_my_number, is_valid_my_number
from madoguchi.engines.forms.definitions import Question
from madoguchi.engines.forms.fields import FIELD_TYPES, Limits
from madoguchi.engines.forms.fields.bank import yucho_account
from madoguchi.engines.forms.fields.places import PREFECTURES, split_address
from madoguchi.engines.forms.problems import Unparsable

TODAY = date(2026, 11, 22)


def question(type, **settings):
    return validate(Question, {"id": "q", "type": type, "label": "見出し", **settings})


def read(type, typed, **settings):
    """The value of what was typed, and the codes of what is wrong with it."""
    q = question(type, **settings)
    raw = {"": [typed]} if isinstance(typed, str) else {part: [v] if isinstance(v, str) else v for part, v in typed.items()}
    try:
        value = FIELD_TYPES.get(type).parse(raw, q)
    except Unparsable as unparsable:
        return None, [unparsable.problem.code]
    limits = Limits(not_after=TODAY if q.not_after == "today" else None, not_before=TODAY if q.not_before == "today" else None)
    return value, [p.code for p in FIELD_TYPES.get(type).check(value, q, limits)] if value is not None else []


@pytest.mark.parametrize(
    ("type", "typed", "value"),
    [
        ("text", "  浦安市　", "浦安市"),
        ("text", "が\u3099".replace("が", "か"), "が"),
        ("text", "葛\U000e0100飾", "葛\U000e0100飾"),
        ("text", "\u200b", None),
        ("kana", "みほん", "ミホン"),
        ("kana", "ﾐﾎﾝ ﾊﾅｺ", "ミホン　ハナコ"),
        ("phone", "０４７ー３５１ー１１１１", "0473511111"),
        ("phone", "+81 90 1234 5678", "09012345678"),
        ("mail", "ｈａｎａｋｏ＠example．jp ", "hanako@example.jp"),
        ("number", "１，２３４", 1234),
        ("number", "－３", -3),
        ("number", "十二", 12),
        ("yen", "１，２３４円", 1234),
        ("yen", "¥1234", 1234),
        ("date", "令和８年７月１日", "2026-07-01"),
        ("date", "R8.7.1", "2026-07-01"),
        ("date", "20260701", "2026-07-01"),
        ("date", {"era": "R", "year": "8", "month": "7", "day": "1"}, "2026-07-01"),
        ("date", {"era": "R", "year": "元", "month": "５", "day": "１"}, "2019-05-01"),
        ("date", {"era": "R", "year": "2026", "month": "7月", "day": "1日"}, "2026-07-01"),
        ("date", {"era": "AD", "year": "1990年", "month": "12", "day": "31"}, "1990-12-31"),
        ("date", {"era": "H", "year": "33", "month": "1", "day": "1"}, "2021-01-01"),
        ("date", {"era": "R", "year": "R8.7.1", "month": "", "day": ""}, "2026-07-01"),
        ("date", {"era": "R", "year": "", "month": "", "day": ""}, None),
        ("yes-no", "yes", True),
        ("yes-no", "no", False),
    ],
)
def test_parse__clumsy_typing__is_understood(type, typed, value):
    assert read(type, typed) == (value, [])


@pytest.mark.parametrize("typed", ["1234567890", "１２３４５６７８９０", "１２３４ー５６７８９０", " 12 34 567890 "])
def test_parse__number_with_a_pattern__is_read_in_any_width(typed):
    assert read("text", typed, pattern="[0-9]{10}") == ("1234567890", [])


@pytest.mark.parametrize(
    ("type", "typed", "code", "settings"),
    [
        ("text", "a\x07b", "control-character", {}),
        ("text", "\u202eabc", "bidi-override", {}),
        ("text", "あ" * 11, "too-long", {"max_length": 10}),
        ("text", "abc", "bad-pattern", {"pattern": "[0-9]+"}),
        ("kana", "見本", "not-kana", {}),
        ("phone", "123", "bad-phone", {}),
        ("mail", "hanako", "bad-mail", {}),
        ("number", "たくさん", "not-a-number", {}),
        ("number", "1.5", "too-fine", {}),
        ("number", "0", "too-small", {"min": 1}),
        ("number", "9", "too-large", {"max": 8}),
        ("yen", "千円くらい", "not-an-amount", {}),
        ("date", "7/1/2026", "not-a-date", {}),
        ("date", {"era": "R", "year": "8", "month": "2", "day": "30"}, "no-such-day", {}),
        ("date", {"era": "R", "year": "8", "month": "", "day": "1"}, "date-incomplete", {}),
        ("date", {"era": "S", "year": "1", "month": "1", "day": "1"}, "before-era", {}),
        ("date", "2026-11-23", "not-after-today", {"not_after": "today"}),
        ("date", "2026-11-21", "not-before-today", {"not_before": "today"}),
        ("choice", "c", "unknown-option", {"options": ["a", "b"]}),
        ("multi", {"": ["a", "x"]}, "unknown-option", {"options": ["a", "b"]}),
        ("yes-no", "maybe", "unknown-option", {}),
        ("name", {"given": "花子"}, "name-missing", {"kana": False}),
        ("name", {"family": "見本"}, "given-missing", {"kana": False}),
        ("name", {"family": "見本", "given": "花子"}, "kana-missing", {}),
        ("name", {"family": "見本", "family_kana": "mihon"}, "not-kana", {}),
        ("postal-address", {"postal": "12", "city": "見本市"}, "bad-postal-code", {}),
        ("postal-address", {"city": "見本市"}, "address-incomplete", {}),
        ("bank-account", {"way": "bank", "bank": "見本銀行"}, "account-incomplete", {}),
        ("bank-account", {"way": "yucho", "symbol": "29999", "number": "1", "holder": "ミホン"}, "bad-symbol", {}),
        ("my-number", "123456789012345", "number-wrong-length", {}),
    ],
)
def test_parse__what_can_not_be__says_which(type, typed, code, settings):
    _value, codes = read(type, typed, **settings)
    assert code in codes


def test_check__a_date_that_is_late__names_both_days():
    problem = FIELD_TYPES.get("date").check("2026-12-01", question("date", not_after="today"), Limits(not_after=TODAY))[0]
    assert problem.sentence.startswith("令和8年12月1日は、今日（令和8年11月22日）より後の日付です。")


def test_name__typed_in_one_box_with_a_space__is_split():
    value, codes = read("name", {"family": "見本　花子", "family_kana": "みほん　はなこ"})
    assert value == {"family": "見本", "given": "花子", "family_kana": "ミホン", "given_kana": "ハナコ"}
    assert codes == []


def test_name__one_name_only__is_asked_about_and_may_stand():
    q = question("name", kana=False)
    assert [p.confirm for p in FIELD_TYPES.get("name").check({"family": "架空"}, q, Limits())] == [True]


def test_address__prefecture_in_the_box_of_the_city__moves():
    value, codes = read("postal-address", {"postal": "２７９０００１", "city": "千葉県見本市", "street": "架空一丁目１－１"})
    assert value == {"postal": "279-0001", "prefecture": "千葉県", "city": "見本市", "street": "架空一丁目１－１"}
    assert codes == []


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("千葉県浦安市猫実一丁目1番1号", ("千葉県", "浦安市", "猫実一丁目1番1号")),
        ("東京都江戸川区見本1-2", ("東京都", "江戸川区", "見本1-2")),
        ("神奈川県横浜市中区見本1", ("神奈川県", "横浜市中区", "見本1")),
        ("見本", ("", "", "見本")),
    ],
)
def test_split_address__as_registers_write_it(whole, parts):
    assert tuple(split_address(whole).values()) == parts


def test_bank__small_number_and_hiragana__become_what_the_bank_wants():
    typed = {
        "way": "bank",
        "bank": "見本銀行",
        "branch": "本店",
        "kind": "ordinary",
        "number": "１２３４５",
        "holder": "みほん はなこ",
    }
    value, codes = read("bank-account", typed)
    assert (value["number"], value["holder"], codes) == ("0012345", "ミホン　ハナコ", [])


def test_bank__kind_that_is_not_taken__is_refused():
    typed = {
        "way": "bank",
        "bank": "見本銀行",
        "branch": "本店",
        "kind": "savings",
        "number": "1234567",
        "holder": "ミホン",
    }
    assert read("bank-account", typed, kinds=["ordinary"])[1] == ["unknown-option"]


def test_yucho__symbol_and_number__become_branch_and_account():
    assert yucho_account("11940", "12345671") == ("198", "ordinary", "1234567")
    assert yucho_account("00190", "12345") == ("019", "current", "0012345")


def test_my_number__value_and_words__never_hold_it():
    number = next(f"{i:012}" for i in range(10**11, 10**11 + 12) if is_valid_my_number(f"{i:012}"))
    kind, q = FIELD_TYPES.get("my-number"), question("my-number")
    assert kind.parse({"": [number]}, q) == "kept"
    assert kind.secret({"": [f" {number[:4]} {number[4:]}"]}, q) == number
    assert number not in kind.show("kept", q) + str(kind.typed("kept", q))
    assert read("my-number", "") == ("look-up", [])
    assert read("my-number", "", look_up=False) == (None, [])
    assert read("my-number", invalid_my_number(1))[1] == ["number-wrong-check-digit"]


def test_consent__not_given__explains_and_may_be_confirmed():
    q = question("consent", text="市が確認することがあります。")
    kind = FIELD_TYPES.get("consent")
    value = kind.parse({}, q)
    assert [(p.code, p.confirm) for p in kind.check(value, q, Limits())] == [("not-agreed", True)]
    other = question("consent", text="別の文章です。")
    assert [p.code for p in kind.check(kind.parse({"": ["agreed"]}, q), other, Limits())] == ["other-wording"]


@pytest.mark.parametrize(
    ("type", "value", "words"),
    [
        ("date", "2026-07-01", {"ja": "2026年7月1日（令和8年）", "en": "1 July 2026"}),
        ("phone", "0473511111", {"ja": "047-351-1111"}),
        ("yen", 1234, {"ja": "1,234円"}),
        ("yes-no", True, {"ja": "はい"}),
        (
            "name",
            {"family": "見本", "given": "花子", "family_kana": "ミホン", "given_kana": "ハナコ"},
            {"ja": "見本　花子（ミホン　ハナコ）"},
        ),
    ],
)
def test_show__in_words(type, value, words):
    for language, expected in words.items():
        with override(language):
            assert FIELD_TYPES.get(type).show(value, question(type), language) == expected


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), min_size=1, max_size=12)
KANA = st.text(st.sampled_from("アイウエオカキクケコガギグゲゴャュョッー"), min_size=1, max_size=8)
VALUES = {
    "text": TEXT,
    "kana": KANA,
    "name": st.fixed_dictionaries({"family": TEXT, "given": TEXT, "family_kana": KANA, "given_kana": KANA}),
    "date": st.dates(date(1870, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    "choice": st.sampled_from(["a", "b"]),
    "multi": st.sampled_from([["a"], ["b"], ["a", "b"]]),
    "yes-no": st.booleans(),
    "number": st.integers(-(10**9), 10**9),
    "yen": st.integers(-(10**9), 10**9),
    "phone": st.integers(10000000, 99999999).map(lambda n: f"090{n}"),
    "mail": st.just("hanako@example.jp"),
    "postal-address": st.fixed_dictionaries(
        {"prefecture": st.sampled_from(PREFECTURES), "city": st.just("見本市"), "street": st.just("架空1-1")},
        optional={"postal": st.just("279-0001"), "building": st.just("見本荘101")},
    ),
}
SETTINGS = {"choice": {"options": ["a", "b"]}, "multi": {"options": ["a", "b"]}}


@pytest.mark.parametrize("type", sorted(VALUES))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_typed__any_value__comes_back_the_same(type, language):
    q, kind = question(type, **SETTINGS.get(type, {})), FIELD_TYPES.get(type)

    @given(VALUES[type])
    def check(value):
        from madoguchi.core.refused import Refused

        limits = Limits()
        try:
            if kind.check(value, q, limits):
                return
        except Refused:
            return
        with override(language):
            assert kind.parse(kind.typed(value, q), q) == value

    check()


@pytest.mark.parametrize("type", sorted(VALUES))
def test_schema__what_is_accepted__fits_it(type):
    q, kind = question(type, **SETTINGS.get(type, {})), FIELD_TYPES.get(type)
    validator = jsonschema_rs.validator_for({"$schema": "https://json-schema.org/draft/2020-12/schema", **kind.schema(q)})

    @given(VALUES[type])
    def check(value):
        if not kind.check(value, q, Limits()):
            assert validator.is_valid(value)

    check()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(k for k, _ in FIELD_TYPES.items() if k not in {"slot", "fee"})), ANYTHING)
def test_check__any_json__is_judged_not_choked_on(type, value):
    q = question(type, **SETTINGS.get(type, {}))
    kind = FIELD_TYPES.get(type)
    if value is not None:
        kind.check(value, q, Limits())
    kind.view(value, q)
    kind.show(value, q, "ja")
    kind.typed(value, q)
