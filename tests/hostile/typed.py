"""The table of what is typed. `(name, page, boxes, what comes)`: a code of an error, or the value that it is read as."""

from typing import Any

CLAIM, CHANGE, GIFT, CARE = (
    "child-allowance-claim",
    "child-allowance-change",
    "child-allowance-donation",
    "childcare-certification",
)
RLO, ZWJ, BOM, NUL = "\u202e", "\u200d", "\ufeff", "\x00"
Row = tuple[str, str, str, dict[str, Any], Any]


class Is:
    """Read as this value."""

    def __init__(self, value: Any) -> None:
        self.value = value


def day(text: str | None = None, **parts: str) -> dict[str, Any]:
    boxes = {"era": "", "year": "", "month": "", "day": "", **parts}
    return {"": text, **boxes} if text is not None else boxes


BIRTH, EVENT = "claimant.birth", "reason.event_date"
DATES: list[tuple[str, dict[str, Any], Any]] = [
    ("full width", day(era="H", year="６", month="４", day="２"), Is("1994-04-02")),
    ("kanji digits", day(year="平成六年四月二日"), Is("1994-04-02")),
    ("元年", day(era="R", year="元", month="5", day="1"), Is("2019-05-01")),
    ("元年 in one box", day(year="令和元年五月一日"), Is("2019-05-01")),
    ("eve of 令和元年", day(era="R", year="元", month="4", day="30"), None),
    ("平成31年 after its end", day(era="H", year="31", month="5", day="1"), Is("2019-05-01")),
    ("昭和64年", day(era="S", year="64", month="1", day="7"), Is("1989-01-07")),
    ("slashes", day(year="1994/4/2"), Is("1994-04-02")),
    ("dots and letter", day(year="H6.4.2"), Is("1994-04-02")),
    ("eight digits", day(year="19940402"), Is("1994-04-02")),
    ("units in the boxes", day(era="H", year="6年", month="4月", day="2日"), Is("1994-04-02")),
    ("western year under an era", day(era="H", year="1994", month="4", day="2"), Is("1994-04-02")),
    ("leap day", day(year="2000", month="2", day="29"), Is("2000-02-29")),
    ("leap day of no leap year", day(year="1900", month="2", day="29"), None),
    ("leap day of 2025", day(year="2025", month="2", day="29"), None),
    ("February 30", day(year="1994", month="2", day="30"), None),
    ("month 13", day(year="1994", month="13", day="1"), None),
    ("month 0", day(year="1994", month="0", day="1"), None),
    ("day 32", day(year="1994", month="1", day="32"), None),
    ("only the year", day(year="1994"), None),
    ("no day", day(era="H", year="6", month="4"), None),
    ("future", day(year="2094", month="4", day="2"), None),
    ("year 0", day(year="0", month="1", day="1"), None),
    ("year of five digits", day(year="19940", month="1", day="1"), None),
    ("negative", day(year="-1994", month="4", day="2"), None),
    ("scientific", day(year="1e3", month="4", day="2"), None),
    ("words", day(year="おととし", month="春", day="はじめ"), None),
    ("right-to-left mark in digits", day(year=f"19{RLO}94", month="4", day="2"), None),
    ("Arabic digits", day(year="١٩٩٤", month="٤", day="٢"), Is("1994-04-02")),
    ("superscript", day(year="199⁴", month="4", day="2"), Is("1994-04-02")),
    ("NUL", day(year=f"1994{NUL}", month="4", day="2"), None),
    ("script", day(year="<script>alert(1)</script>", month="4", day="2"), None),
    ("a very long number", day(year="9" * 5000, month="4", day="2"), None),
    ("unknown era", day(era="X", year="6", month="4", day="2"), None),
]
NAMES: list[tuple[str, dict[str, Any], Any]] = [
    (
        "half-width kana as reading",
        {"family_kana": "ﾐﾎﾝ", "given_kana": "ｻｸﾗ"},
        Is({"family_kana": "ミホン", "given_kana": "サクラ"}),
    ),
    ("hiragana as reading", {"family_kana": "みほん"}, Is({"family_kana": "ミホン"})),
    ("voiced marks apart", {"family_kana": "か\u3099く"}, Is({"family_kana": "ガク"})),
    (
        "all in one box",
        {"family": "見本　さくら", "given": "", "family_kana": "ミホン　サクラ", "given_kana": ""},
        Is({"given": "さくら"}),
    ),
    ("blanks around", {"family": " 　見本 "}, Is({"family": "見本"})),
    ("surrogate pair 𠮷", {"family": "𠮷田"}, Is({"family": "𠮷田"})),
    ("variation selector 葛󠄀", {"family": "葛\U000e0100飾"}, Is({"family": "葛\U000e0100飾"})),
    ("no given name", {"given": "", "given_kana": ""}, "explained"),
    ("private use 外字", {"family": "\ue000田"}, None),
    ("right-to-left override", {"family": f"見{RLO}本"}, None),
    ("control character", {"family": "見\x07本"}, None),
    ("NUL", {"family": f"見本{NUL}"}, None),
    ("broken UTF-8", {"family": "見\ufffd本"}, None),
    ("kanji as reading", {"family_kana": "見本"}, None),
    ("Latin as reading", {"family_kana": "MIHON"}, None),
    ("reading missing", {"family_kana": "", "given_kana": ""}, None),
    ("nothing", {"family": "", "given": "", "family_kana": "", "given_kana": ""}, None),
    ("only blanks", {"family": "　 　", "given": " ", "family_kana": "　", "given_kana": " "}, None),
    ("200 characters", {"family": "寿" * 200}, None),
    ("10,000 joined marks", {"family": "か" + "\u0301" * 10_000}, None),
    ("markup", {"family": "<b>見本</b>"}, Is({"family": "<b>見本</b>"})),
    ("template", {"family": "{{ settings.SECRET_KEY }}"}, Is({"family": "{{ settings.SECRET_KEY }}"})),
    ("SQL", {"family": "'; DROP TABLE mado--"}, Is({"family": "'; DROP TABLE mado--"})),
]
PHONES: list[tuple[str, Any, Any]] = [
    ("full width with brackets", "（０４７）０００ー００００", Is("0470000000")),
    ("abroad", "+81 47-000-0000", Is("0470000000")),
    ("two digits", "12", None),
    ("letters", "でんわ", None),
    ("too long", "0" * 40, None),
    ("right-to-left mark", f"047{RLO}0000000", None),
]
MAILS: list[tuple[str, Any, Any]] = [
    ("full width", "ｍｉｈｏｎ＠ｅｘａｍｐｌｅ．ｊｐ", Is("mihon@example.jp")),
    ("no at", "mihon.example.jp", None),
    ("two at", "mihon@@example.jp", None),
    ("second line as header", "mihon@example.jp\nBcc: a@example.jp", None),
    ("blank inside", "mi hon@example.jp", None),
    ("300 characters", "a" * 290 + "@example.jp", None),
]
ACCOUNTS: list[tuple[str, dict[str, Any], Any]] = [
    ("five full-width digits", {"number": "１２３４５"}, Is({"number": "0012345"})),
    ("holder in hiragana", {"holder": "みほん さくら"}, Is({"holder": "ミホン　サクラ"})),
    ("holder in kanji", {"holder": "見本さくら"}, None),
    ("holder is somebody else", {"holder": "ミホン　タロウ"}, "explained"),
    ("holder is the child", {"holder": "ﾐﾎﾝ ﾋﾅﾀ"}, "explained"),
    ("eight digits", {"number": "12345678"}, None),
    ("no number", {"number": ""}, None),
    ("letters in the number", {"number": "1234S67"}, None),
    ("savings account", {"kind": "savings"}, None),
    ("unknown way", {"way": "crypto"}, None),
    ("no bank", {"bank": ""}, None),
    ("ゆうちょ without symbol", {"way": "yucho", "symbol": "", "number": "12345671"}, None),
    ("ゆうちょ with a wrong symbol", {"way": "yucho", "symbol": "91940", "number": "12345671"}, None),
]
ADDRESSES: list[tuple[str, dict[str, Any], Any]] = [
    ("full-width postcode", {"postal": "２７９ー０００１"}, Is({"postal": "279-0001"})),
    ("postcode without hyphen", {"postal": "2790001"}, Is({"postal": "279-0001"})),
    ("postcode with its sign", {"postal": "〒279-0001"}, Is({"postal": "279-0001"})),
    ("postcode of six digits", {"postal": "279000"}, None),
    ("prefecture that is none", {"prefecture": "東京"}, None),
    ("no street", {"street": ""}, None),
    ("street of 1,000 characters", {"street": "架空町" * 400}, None),
    ("right-to-left override", {"street": f"架空町{RLO}1"}, None),
    ("new lines", {"street": "架空町1丁目\r\n2番3号"}, Is({"street": "架空町1丁目 2番3号"})),
]
YEN: list[tuple[str, Any, Any]] = [
    ("full width, comma, unit", "３，０００円", Is(3000)),
    ("kanji", "三千円", Is(3000)),
    ("man", "1万2千円", Is(12000)),
    ("nothing", "", None),
    ("zero", "0", None),
    ("negative", "△500", None),
    ("half a yen", "0.5", None),
    ("hexadecimal", "0xFF", None),
    ("thirty digits", "9" * 30, None),
    ("words", "ぜんぶ", None),
]
NUMBERS: list[tuple[str, Any, Any]] = [
    ("full width with unit", "５日", Is(5)),
    ("kanji", "五", Is(5)),
    ("eight days", "8", None),
    ("not a number", "NaN", None),
    ("infinite", "Infinity", None),
    ("half", "½", None),
    ("five point five", "5.5", None),
    ("thousand digits", "1" * 1000, None),
]
CHOICES: list[tuple[str, Any, Any]] = [
    ("an option that is not there", "lottery", None),
    ("two at once", ["birth", "other"], Is("birth")),
    ("nothing", "", None),
    ("in capitals", "BIRTH", None),
    ("a list of a thousand", ["x"] * 1000, None),
]
NUMBERED: list[tuple[str, Any, Any]] = [
    ("full width", "１２３ー４５６７", Is("123-4567")),
    ("kana", "いちに", None),
    ("path", "../../etc/passwd", None),
]
REMARKS: list[tuple[str, Any, Any]] = [
    ("emoji and new lines", "よろしく👨‍👩‍👧\r\nお願いします", Is("よろしく👨‍👩‍👧\nお願いします")),
    ("1,001 characters", "あ" * 1001, None),
    ("a page of text", "お願いします。" * 2000, None),
    ("escape sequences", "\x1b[31mred", None),
]


AROUND: dict[str, dict[str, Any]] = {
    "bank.account": {
        "way": "bank",
        "bank": "例示銀行",
        "branch": "架空支店",
        "kind": "ordinary",
        "number": "0000000",
        "holder": "ミホン　サクラ",
    },
    "amount.yen": {},
}
"""What stands in the other boxes of the question."""


def beside(id: str) -> dict[str, Any]:
    """What must stand elsewhere on the page for the question to be asked."""
    if id != "amount.yen":
        return {}
    return {"amount.kind": "part", "payments.kind": "once", **boxes("payments.first", day(year="2030-02-01"))}


def boxes(id: str, parts: Any) -> dict[str, Any]:
    if not isinstance(parts, dict):
        return {id: parts}
    return {f"{id}.{part}" if part else id: value for part, value in parts.items()}


def whole(id: str, parts: Any) -> Any:
    return {**AROUND[id], **parts} if isinstance(parts, dict) and id in AROUND else parts


def rows() -> list[Row]:
    """Procedure, page, name, boxes, what comes; one row an input."""
    tables: list[tuple[str, str, str, list[Any]]] = [
        (CLAIM, "claimant", BIRTH, DATES),
        (CLAIM, "claimant", "claimant.name", NAMES),
        (CLAIM, "address", "claimant.phone", PHONES),
        (CLAIM, "address", "claimant.mail", MAILS),
        (CLAIM, "address", "claimant.address", ADDRESSES),
        (CLAIM, "bank", "bank.account", ACCOUNTS),
        (CLAIM, "reason", "reason.kind", CHOICES),
        (CLAIM, "declaration", "remarks", REMARKS),
        (GIFT, "donation", "amount.yen", YEN),
        (CARE, "guardians", "need.days_week", NUMBERS),
        (CHANGE, "recipient", "recipient.number", NUMBERED),
    ]
    return [
        (code, key, f"{id}: {name}", {**beside(id), **boxes(id, whole(id, parts))}, (id, comes))
        for code, key, id, table in tables
        for name, parts, comes in table
    ]
