"""How words sound: kana, romaji and slips of spelling come down to one skeleton, which is compared and never shown."""

import re

from madoguchi.core.text.public import fold, katakana_to_hiragana

_O_OR_U = frozenset("おこそとのほもよろごぞどぼぽうくすつぬふむゆるぐずづぶぷ")
_E_OR_I = frozenset("えけせてねへめれげぜでべぺいきしちにひみりぎじびぴ")
_KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー゙゚]+")
_READINGS = re.compile(r"（[ぁ-ゖー・ ]+）")


def skeleton(kana: str) -> str:
    """One spelling of a sound: じゅうみんひょう, ジュウミンヒョー and juminhyo alike; small kana large, long vowels and っ gone."""
    out = ""
    for letter in fold(kana):
        last = out[-1:]
        if letter in "-ー" or (letter == "う" and last in _O_OR_U) or (letter == "お" and last in _O_OR_U and last != "お"):
            continue
        if letter == "い" and last in _E_OR_I and last != "い":
            continue
        if letter == last and letter in "あいうえお":
            continue
        out += letter
    return out


def sound(kana: str) -> str:
    """The skeleton of a reading; っ falls before small kana become large."""
    return skeleton(katakana_to_hiragana(kana).replace("っ", ""))


def is_kana(text: str) -> bool:
    return bool(_KANA_ONLY.fullmatch(text))


def without_readings(text: str) -> str:
    """Easy Japanese without the readings in brackets and the spaces between words: 市役所（しやくしょ）の 2階 → 市役所の2階."""
    return _READINGS.sub("", text)


_LATIN = """
a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro
wa wo ga gi gu ge go za ji zu ze zo da de do ba bi bu be bo pa pi pu pe po si ti tu hu zi di du
"""
_KANA = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをがぎぐげござじずぜぞだでど"
    "ばびぶべぼぱぴぷぺぽしちつふじぢづ"
)
_LONGER = {"fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ", "va": "ゔぁ", "je": "じぇ", "che": "ちぇ", "she": "しぇ"}
_BEFORE_Y = """
ky き gy ぎ sh し sy し j じ jy じ zy じ ch ち ty ち cy ち ny に hy ひ by び py ぴ my み ry り
"""


def _syllables() -> dict[str, str]:
    found = {**dict(zip(_LATIN.split(), _KANA, strict=True)), **_LONGER}
    pairs = _BEFORE_Y.split()
    for first, kana in zip(pairs[::2], pairs[1::2], strict=True):
        for vowel, small in zip("auo", "ゃゅょ", strict=True):
            found.setdefault(first + vowel, kana + small)
    return found


_SYLLABLES = _syllables()
_LONG = str.maketrans("āīūēōâîûêô", "aiueoaiueo")


def kana_of_romaji(word: str) -> str:
    """juminhyo → じゅみんひょ; empty where the word is no Japanese written in Latin letters."""
    word = word.lower().translate(_LONG).replace("'", "").replace("-", "")
    out, at = "", 0
    while at < len(word):
        if word[at] == "n" and (at + 1 == len(word) or word[at + 1] not in "aiueoy"):
            out, at = out + "ん", at + 1
            continue
        if word[at] == "m" and word[at + 1 : at + 2] in ("b", "p", "m"):
            out, at = out + "ん", at + 1
            continue
        if word[at : at + 1] == word[at + 1 : at + 2] and word[at] not in "aiueon":
            out, at = out + "っ", at + 1
            continue
        if word[at : at + 2] == "tc":
            out, at = out + "っ", at + 1
            continue
        if word[at] == "h" and out and at + 1 < len(word) and word[at + 1] not in "aiueoy" and word[at - 1] == "o":
            at += 1  # ohno, itoh: a long vowel
            continue
        for length in (3, 2, 1):
            if syllable := _SYLLABLES.get(word[at : at + length]):
                out, at = out + syllable, at + length
                break
        else:
            return ""
    return out


LATIN = "~"


def latin_grams(word: str) -> list[str]:
    """Of a word in Latin letters, its ends marked, so that kindergaten is near kindergarten and never near Japanese."""
    marked = f"{LATIN}{word}{LATIN}" if len(word) > 3 else ""
    return [LATIN + marked[i : i + 3] for i in range(len(marked) - 2)]


def grams(sounding: str) -> list[str]:
    """Three letters at a time, the ends marked; two letters where there are no more."""
    if len(sounding) < 3:
        return [sounding] if len(sounding) == 2 else []
    return [sounding[i : i + 3] for i in range(len(sounding) - 2)]
