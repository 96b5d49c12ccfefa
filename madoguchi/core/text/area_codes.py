"""市外局番: where the hyphens of a telephone number go (総務省 電気通信番号計画, 市外局番の一覧).

Ten digits: area code, local exchange, four digits. An area code is as long as the longest entry here says that fits the
number, else three digits.
"""

# Three first digits, then each fourth that makes an area code of four.
_FOUR = """
    012:3456 013:3456789 014:23456 015:2345678 016:234567 017:2345689 018:234567 019:1234578 022:0345689
    023:34578 024:01234678 025:0456789 026:013456789 027:046789 028:02345789 029:1345679 042:28 043:689
    046:03567 047:05689 048:0 049:345 053:1236789 054:4578 055:01345678 056:123456789 057:2345678 058:14567
    059:456789 072:15 073:56789 074:023456789 076:135678 077:01234689 079:01456789 082:034679 083:345678
    084:5678 085:23456789 086:356789 087:579 088:034579 089:2345678 092:0 093:0 094:02346789 095:0245679
    096:456789 097:234789 098:0234567 099:34567
"""
_FIVE = """
    01267 01372 01374 01377 01392 01397 01398 01456 01457 01466 01547 01558 01564 01586 01587 01632 01634 01635
    01648 01654 01655 01656 01658 04992 04994 04996 04998 05769 05979 07468 08387 08388 08396 08477 08512 08514
    09802 09912 09913 09969
"""
# Exchanges of shorter area codes that begin like a longer one: 04 (所沢, 柏), 015 (弟子屈, 帯広), 025 (上越).
_SHORTER = {
    2: "03 06 0471 04290 04292 04293 04294 04295 04296 04299 04700 04709",
    3: "01541 01548 01551 01557 02550 02551 02552 02553 02554 02555 02556 02559 02560 02570 02571 02575 02576 02577"
    " 02578 02579 02580",
}

AREA_CODE_LENGTH = (
    {stem + last: 4 for stem, _colon, lasts in (word.partition(":") for word in _FOUR.split()) for last in lasts}
    | dict.fromkeys(_FIVE.split(), 5)
    | {prefix: length for length, prefixes in _SHORTER.items() for prefix in prefixes.split()}
)


def area_code_length(digits: str) -> int:
    for size in (5, 4, 2):
        if length := AREA_CODE_LENGTH.get(digits[:size]):
            return length
    return 3
