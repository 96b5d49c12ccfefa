"""The door of text."""

from madoguchi.core.text.addresses import address_key, same_address
from madoguchi.core.text.clean import (
    BadCharacter,
    BidiOverride,
    BrokenCharacter,
    ControlCharacter,
    Gaiji,
    clean,
    clean_multiline,
)
from madoguchi.core.text.degrade import GETA, Change, Degraded, Repertoire, degrade
from madoguchi.core.text.fold import fold
from madoguchi.core.text.graphemes import count_graphemes, graphemes
from madoguchi.core.text.hyphens import HYPHENS, unify_hyphens
from madoguchi.core.text.kana import (
    NotKana,
    enlarge_small_kana,
    hiragana_to_katakana,
    is_kana,
    kana,
    katakana_to_hiragana,
)
from madoguchi.core.text.mail import BadMail, parse_mail
from madoguchi.core.text.names import KanaStatus, PersonName, same_name, split_name
from madoguchi.core.text.numerals import arabic_numerals
from madoguchi.core.text.phones import BadPhone, format_phone, parse_phone
from madoguchi.core.text.postal import BadPostalCode, format_postal, parse_postal
from madoguchi.core.text.width import narrow_kana, to_fullwidth, to_halfwidth, widen_kana

__all__ = [
    "GETA",
    "HYPHENS",
    "BadCharacter",
    "BadMail",
    "BadPhone",
    "BadPostalCode",
    "BidiOverride",
    "BrokenCharacter",
    "Change",
    "ControlCharacter",
    "Degraded",
    "Gaiji",
    "KanaStatus",
    "NotKana",
    "PersonName",
    "Repertoire",
    "address_key",
    "arabic_numerals",
    "clean",
    "clean_multiline",
    "count_graphemes",
    "degrade",
    "enlarge_small_kana",
    "fold",
    "format_phone",
    "format_postal",
    "graphemes",
    "hiragana_to_katakana",
    "is_kana",
    "kana",
    "katakana_to_hiragana",
    "narrow_kana",
    "parse_mail",
    "parse_phone",
    "parse_postal",
    "same_address",
    "same_name",
    "split_name",
    "to_fullwidth",
    "to_halfwidth",
    "unify_hyphens",
    "widen_kana",
]
