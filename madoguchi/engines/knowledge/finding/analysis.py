"""Words of a text: Japanese by a morphological dictionary, English by its stems; words that say nothing are left out."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from madoguchi.core.text.public import katakana_to_hiragana
from madoguchi.engines.knowledge.finding.sounds import is_kana, kana_of_romaji

LONGEST = 200
"""Letters of a query that are read."""
_LATIN = re.compile(r"[a-zÀ-ɏ][a-zÀ-ɏ'’]*(?:-[a-zÀ-ɏ]+)*", re.I)
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞"}
_NOUNS = {"名詞", "形状詞", "接頭辞", "接尾辞"}
_WEAK = """
為る 有る 居る 成る 御 さん 様 君 ちゃん 欲しい 下さる 呉れる 教える 知る 何 何処 方法 仕方 遣り方
貰う 言う 思う 出来る 良い 無い 私 僕 俺 家 方 人 時 事 物 場合 所 必要 行く 来る 見る 置く 遣る
頂く 致す 御座る 掛かる 困る 今 今度 今日 明日 昨日 今年 先月 来月 先週 来週 最近 中 為 的 用 者 達
ら 度 回 日 月 年 円 分 頃 前 後 他 色々 全然 本当 急 早い 分かる 解る 探す 調べる 聞く 知らせる
下さい 願う 頼む 様子 まま 訳 筈 積もり 或る 此の 其の 可 市 不 住む
"""
_WEAK_IN_ENGLISH = """
a an the i my me we our you your he she it they their of in on at to for from by with and or is am are was were be been do does
did how what where when which who can could should would will want wanna need please have has had get got getting there this
that these those about if not no just so as up out any some tell know help go going im ive id dont make into don't i'm i've hi
hello thanks thank city hall urayasu japan japanese new find looking look way best use after before us let s t
"""
_WHO = """
息子 娘 兄 弟 姉 妹 叔母 伯母 叔父 伯父 甥 姪 従兄弟 父 母 親 夫 妻
子供 孫 祖父 祖母 義父 義母 旦那 主人 家内 嫁 彼氏 彼女 友達 家族
"""
_SAYS_WHO = frozenset(_WHO.split())
WHO, DOES, COUNTS = 0.5, 0.7, 0.7
"""Weights beside a thing's 1: of persons, of verbs and adjectives, of numbers from 10 on (75 になったら)."""
_SAYS_NOTHING, _SAYS_NOTHING_IN_ENGLISH = frozenset(_WEAK.split()), frozenset(_WEAK_IN_ENGLISH.split())


@dataclass(frozen=True, slots=True)
class Word:
    """`normal`: the dictionary's one spelling. `weight` 0: a particle, or a word that says nothing."""

    surface: str
    normal: str
    reading: str
    weight: float
    noun: bool
    known: bool = True
    personal: bool = False
    latin: bool = False


def plain(text: str) -> str:
    """Width and case alike; stretched sounds (ほしいーーー) cut."""
    text = unicodedata.normalize("NFKC", text[: LONGEST * 2]).lower()
    text = re.sub(r"[〜～~\-−‐]+", "ー", re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text)) if not text.isascii() else text
    return re.sub(r"ー{2,}", "ー", text)


def words(text: str) -> list[Word]:
    """In order, with what says nothing among them at weight 0."""
    text = plain(text)
    found: list[Word] = []
    at = 0
    for latin in _LATIN.finditer(text):
        found += _japanese(text[at : latin.start()])
        found += [_english(part) for part in latin[0].replace("’", "'").split("-")]
        at = latin.end()
    return found + _japanese(text[at:])


def _english(word: str) -> Word:
    says_nothing = word in _SAYS_NOTHING_IN_ENGLISH
    return Word(word, stem(word), "", 0.0 if says_nothing else 1.0, True, latin=True)


@cache
def stem(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ation", "ate"), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _japanese(text: str) -> list[Word]:
    if not text.strip():
        return []
    found = []
    for m in _tokenizer().tokenize(text):
        part = m.part_of_speech()
        normal = m.normalized_form()
        reading = katakana_to_hiragana(m.reading_form()) if part[0] not in {"空白", "補助記号", "記号"} else ""
        found.append(
            Word(
                m.surface(),
                normal,
                reading,
                _weight(normal, part),
                part[0] in _NOUNS,
                known=not m.is_oov(),
                personal=part[1] == "固有名詞" and part[2] == "人名",
            )
        )
    return found


def _weight(normal: str, part: tuple[str, ...]) -> float:
    """How much a Japanese word tells of what is wanted."""
    if part[1] == "数詞":
        return COUNTS if normal.isdecimal() and len(normal) > 1 else 0.0
    if part[0] not in _CONTENT or normal in _SAYS_NOTHING or not normal.strip() or (len(normal) == 1 and is_kana(normal)):
        return 0.0
    if normal in _SAYS_WHO:
        return WHO
    return 1.0 if part[0] in _NOUNS else DOES


def romaji(found: list[Word]) -> str:
    """A text in Latin letters read as Japanese, juminhyo hoshii → じゅみんひょほしい; empty where one of its words is none."""
    kana = [kana_of_romaji(w.surface) for w in found if w.latin]
    return "".join(kana) if kana and all(kana) else ""


_LOCAL = threading.local()


@cache
def _dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="small")


def _tokenizer() -> Any:
    """One a thread: the library's tokenizer keeps its state."""
    if not hasattr(_LOCAL, "tokenizer"):
        from sudachipy import SplitMode

        make = getattr(_dictionary(), "tokenizer", None) or _dictionary().create
        _LOCAL.tokenizer = make(mode=SplitMode.A)
    return _LOCAL.tokenizer
