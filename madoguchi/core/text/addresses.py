"""住所: whether two spellings name one place. 1丁目2番3号 = 一丁目２－３ = 1-2-3; the prefecture may be left out.

住居表示 (住居表示に関する法律 2条) and 地番 alike come down to numbers in a row. A key is for comparing only.
"""

import re

from madoguchi.core.text.fold import fold
from madoguchi.core.text.numerals import KANJI_NUMERALS, arabic_numerals

_PREFECTURE = re.compile(
    "(?:北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|"
    "静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県)"
)
_COUNTED = re.compile(rf"([\d{KANJI_NUMERALS}]+)(丁目|番|号|条)?")  # the sign optional, so that no run is read twice
_APART = re.compile(r"(?<=\d)\s+(?=\d)")
_UNIT = re.compile("(?<=[0-9])(?:丁目|番地の?|番(?!町)の?|号室|号棟|号の?|室|の|之)")
_LOOSE = re.compile("(?<![0-9a-z])-+|-+(?![0-9a-z])")
_SECTION = re.compile("大字|字(?=[^0-9])")


def address_key(text: str) -> str:
    """A key that all spellings of one address share, without the prefecture."""
    return _without_prefecture(_spelled(text))


def same_address(one: str, other: str) -> bool:
    """Whether two spellings may be one address; where both name a prefecture, it must be the same."""
    a, b = _spelled(one), _spelled(other)
    if bool(_PREFECTURE.match(a)) != bool(_PREFECTURE.match(b)):
        a, b = _without_prefecture(a), _without_prefecture(b)
    return a == b


def _spelled(text: str) -> str:
    numbered = _COUNTED.sub(lambda run: arabic_numerals(run[1]) + run[2] if run[2] else run[0], text)
    key = fold(_APART.sub("-", numbered))
    return _LOOSE.sub("", _UNIT.sub("-", _SECTION.sub("", key)))


def _without_prefecture(key: str) -> str:
    return _PREFECTURE.sub("", key, count=1) if _PREFECTURE.match(key) else key
