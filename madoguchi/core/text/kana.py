"""かな: between the two syllabaries, and the reading that a person gives for a name."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.core.text.hyphens import HYPHENS
from madoguchi.core.text.width import widen_kana

_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_TO_HIRAGANA = {katakana: hiragana for hiragana, katakana in _TO_KATAKANA.items()}
SMALL, LARGE = "ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ", "アイウエオツヤユヨワカケあいうえおつやゆよわかけ"
_ENLARGED = str.maketrans(SMALL, LARGE)
_LONG_MARK = re.compile(rf"(?<=[ァ-ヺー])[{re.escape(HYPHENS)}]")
_NOT_KANA = re.compile(r"[^ァ-ヺー・ヽヾ　]")


class NotKana(Refused):
    code, message = "not-kana", _("フリガナに「{character}」は使えません。ひらがなかカタカナで入力してください。")


def hiragana_to_katakana(text: str) -> str:
    return text.translate(_TO_KATAKANA)


def katakana_to_hiragana(text: str) -> str:
    return text.translate(_TO_HIRAGANA)


def enlarge_small_kana(text: str) -> str:
    """ジュン → ジユン: how registers kept by older machines, and bank transfers, write it."""
    return text.translate(_ENLARGED)


def kana(text: str) -> str:
    """A reading as it is stored: full-width katakana, parts divided by one full-width space. Raises NotKana.

    Takes hiragana, half-width kana, voicing marks typed apart, and a hyphen where ー was meant.
    """
    whole = unicodedata.normalize("NFC", widen_kana(text.replace("゛", "\u3099").replace("゜", "\u309a")))
    reading = _LONG_MARK.sub("ー", hiragana_to_katakana("　".join(whole.split())))
    if found := _NOT_KANA.search(reading):
        raise NotKana(character=found[0])
    return reading


def is_kana(text: str) -> bool:
    try:
        return bool(kana(text))
    except NotKana:
        return False
