"""Questions to what is known: what is found, what helps at once, what there is from A to Z."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from madoguchi.city.public import Text
from madoguchi.core.text.public import fold, katakana_to_hiragana
from madoguchi.engines.knowledge.definitions.crisis import Crisis
from madoguchi.engines.knowledge.finding.analysis import LONGEST, words
from madoguchi.engines.knowledge.finding.keeping import crises, index
from madoguchi.engines.knowledge.finding.ranking import rank
from madoguchi.engines.knowledge.sources import SOURCES, Entry

SHORT = 2
"""Letters up to which a word of crisis counts only by itself."""
SURE = 0.5


@dataclass(frozen=True)
class Result:
    """One thing found; `score` is comparable within one answer only."""

    entry: Entry
    score: float

    @property
    def title(self) -> Text:
        return self.entry.title


@dataclass(frozen=True)
class Answer:
    results: list[Result] = field(default_factory=list)
    help: list[Crisis] = field(default_factory=list)

    @property
    def sure(self) -> bool:
        """Whether the first is likely what was meant."""
        return bool(self.results) and self.results[0].score >= SURE


def search(query: str, *, limit: int = 20) -> Answer:
    """What is found for what a person typed, the likeliest first, and help for words of crisis. No query asks the database
    while nothing was published."""
    query = query.strip()[:LONGEST]
    if not query:
        return Answer()
    crises = help_for(query)
    found = [] if any(one.alone for one in crises) else rank(index(), query, limit=limit)
    results = [Result(hit.found.entry, round(hit.score, 3)) for hit in found]
    return Answer(_with_help_first(results, crises)[:limit], crises)


def _with_help_first(results: list[Result], crises: list[Crisis]) -> list[Result]:
    """What the city itself has for a crisis stands before whatever else was found."""
    codes = [("topic", code) for one in crises for code in one.topics]
    codes += [("life-event", code) for one in crises for code in one.life_events]
    known = {(entry.kind, entry.code): entry for entry in entries(("topic", "life-event"))} if codes else {}
    first = [known[code] for code in dict.fromkeys(codes) if code in known]
    top = max((result.score for result in results), default=SURE)
    rest = [result for result in results if result.entry not in first]
    return [Result(entry, round(top + 0.001 * (len(first) - i), 3)) for i, entry in enumerate(first)] + rest


def help_for(query: str) -> list[Crisis]:
    """Words of crisis in it, as they are defined."""
    folded = fold(query)
    alone = {fold(word.surface) for word in words(query)} | {word.normal for word in words(query)}
    return [one for one in crises() if any(_stands(fold(said), folded, alone) for said in one.say)]


def _stands(said: str, folded: str, alone: set[str]) -> bool:
    if said.isascii():
        return said in folded if len(said) > 5 else said in alone
    return said in alone or said == folded if len(said) <= SHORT else said in folded


@dataclass(frozen=True)
class Letter:
    """One row of the syllabary (あ か さ …) with what begins there."""

    letter: str
    entries: list[Entry]


ROWS = "あかさたなはまやらわ"
_LETTERS = "あいうえお かきくけこ さしすせそ たちつてと なにぬねの はひふへほ まみむめも やゆよ らりるれろ わをん"
_ROW_OF = {letter: row for row, letters in zip(ROWS, _LETTERS.split(" "), strict=True) for letter in letters}


def from_a_to_z(language: str) -> list[Letter]:
    """Everything listed, by its reading; in English by its title."""
    listed = [found.entry for found in index().entries if SOURCES.get(found.entry.kind).listed]
    by_letter: dict[str, list[tuple[str, Entry]]] = {}
    for entry in listed:
        key = entry.title.in_("en").casefold() if language == "en" else reading_of(entry)
        by_letter.setdefault(_letter(key, language), []).append((key, entry))
    order = sorted(by_letter) if language == "en" else [row for row in (*ROWS, "A") if row in by_letter]
    return [Letter(letter, [entry for _key, entry in sorted(by_letter[letter], key=lambda one: one[0])]) for letter in order]


def _letter(key: str, language: str) -> str:
    if language == "en":
        return key[:1].upper() if key[:1].isalpha() and key[:1].isascii() else "#"
    plain = fold(key[:1])
    for letter in plain:
        base = letter.translate(_UNVOICED)
        if base in _ROW_OF:
            return _ROW_OF[base]
    return "A"


_VOICED = "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔ"
_UNVOICED = str.maketrans(_VOICED, "かきくけこさしすせそたちつてとはひふへほはひふへほう")


def reading_of(entry: Entry) -> str:
    return katakana_to_hiragana(entry.kana) if entry.kana else _read(entry.title.ja)


@lru_cache(4096)
def _read(title: str) -> str:
    return "".join(word.reading or word.surface for word in words(title))


def entries(kinds: Iterable[str] = ()) -> list[Entry]:
    """Everything that can be found, or what is of these kinds: for the site map and menus."""
    chosen = set(kinds)
    return [found.entry for found in index().entries if not chosen or found.entry.kind in chosen]
