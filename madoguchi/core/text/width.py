"""全角・半角: Latin letters, digits and signs between full and half width, and half-width katakana made whole."""

import re
import unicodedata

_TO_HALF = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {0x3000: 0x20}
_TO_FULL = {half: full for full, half in _TO_HALF.items()}

_HALF_KANA = "".join(map(chr, range(0xFF61, 0xFFA0)))
_WHOLE_KANA = (
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノ"
    "ハヒフヘホマミムメモヤユヨラリルレロワン\u3099\u309a"
)
_KANA_TO_WHOLE = str.maketrans(_HALF_KANA, _WHOLE_KANA)
_KANA_TO_HALF = str.maketrans(_WHOLE_KANA + "゛゜", _HALF_KANA + "ﾞﾟ")
_HALF_RUN = re.compile(f"[{_HALF_KANA}]+")
_WHOLE_RUN = re.compile("[ァ-ー゛゜、。「」\u3099\u309a]+")
_LONE_MARKS = str.maketrans("\u3099\u309a", "゛゜")


def to_halfwidth(text: str) -> str:
    """ＡＢＣ１２３　 → `ABC123 `. Kana stay as they are."""
    return text if text.isascii() else text.translate(_TO_HALF)


def to_fullwidth(text: str) -> str:
    """`ABC ｶﾞｽ` → ＡＢＣ　ガス, as paper forms and 住民票 write it."""
    return widen_kana(text.translate(_TO_FULL))


def widen_kana(text: str) -> str:
    """ｶﾞ → ガ: a voicing mark is joined to its letter, and stays alone (゛) only where there is none to join."""
    return text if text.isascii() else _HALF_RUN.sub(_widen, text)


def narrow_kana(text: str) -> str:
    """ガ → ｶﾞ: the katakana of bank transfers (全国銀行協会の制定文字)."""
    return _WHOLE_RUN.sub(lambda run: unicodedata.normalize("NFD", run[0]).translate(_KANA_TO_HALF), text)


def _widen(run: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", run[0].translate(_KANA_TO_WHOLE)).translate(_LONE_MARKS)
