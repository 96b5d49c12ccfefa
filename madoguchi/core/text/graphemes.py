"""Letters as a person counts them: a kanji with its selector (IVS), か with its ゛, an emoji of parts are each one.

The clusters of UAX #29, as far as text typed in Japan has need of them.
"""

import re

_EXTENDS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\uff9e\uff9f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
_CLUSTER = re.compile(rf"\r\n|[\U0001f1e6-\U0001f1ff]{{2}}[{_EXTENDS}]*|.[{_EXTENDS}]*(?:\u200d.[{_EXTENDS}]*)*\u200d?", re.DOTALL)
_PLAIN = re.compile(r"[\x20-\x7e　-〿ぁ-ゖァ-ー一-鿿！-～]*")


def graphemes(text: str) -> list[str]:
    return list(text) if _PLAIN.fullmatch(text) else _CLUSTER.findall(text)


def count_graphemes(text: str) -> int:
    return len(text) if _PLAIN.fullmatch(text) else sum(1 for _cluster in _CLUSTER.finditer(text))
