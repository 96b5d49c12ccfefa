"""The index: made once from all sources, then only read. Entries are numbered; a passage is a title or a phrasing of one."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log

from madoguchi.engines.knowledge.finding.analysis import Word, words
from madoguchi.engines.knowledge.finding.sounds import grams, is_kana, latin_grams, sound, without_readings
from madoguchi.engines.knowledge.sources import Entry

TITLE, SAID, NEAR, SUMMARY, BODY = 3.0, 2.2, 2.0, 1.0, 0.5
LONGEST_CONCEPT = 5
LONGEST_COMPOUND = 4
SHORTEST_SOUND = 3
CONCEPT = "§"
CONCEPT_WEIGHT = 0.8
LONG = 1_000
"""Postings of more than these have what counts most in front, since a query reads only so many."""


@dataclass
class Posting:
    """Where a term stands: numbers, ascending or of many the weightiest first; of entries also how strongly."""

    at: "array[int]" = field(default_factory=lambda: array("l"))
    weight: "array[float]" = field(default_factory=lambda: array("f"))

    def put_in_front(self, by: Sequence[float]) -> None:
        """Of a long one, what is least by these."""
        if len(self.at) <= LONG:
            return
        order = sorted(range(len(self.at)), key=by.__getitem__)
        self.at = array("l", [self.at[n] for n in order])
        self.weight = array("f", [self.weight[n] for n in order] if self.weight else [])


@dataclass
class Spoken:
    """How people speak of one thing: whole phrasings, and words that come with it."""

    say: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """An entry with the weight of its source."""

    entry: Entry
    weight: float


class Index:
    """Terms of entries and of passages, sounds of passages, and which sounds mean which terms."""

    def __init__(self, entries: Iterable[Found], spoken: dict[tuple[str, str], Spoken], sets: Iterable[Sequence[str]]) -> None:
        self.entries: list[Found] = list(entries)
        self.weights = array("d", [one.weight for one in self.entries])
        self.concepts: dict[tuple[str, ...], str] = {}
        self.sounds: dict[str, set[str]] = defaultdict(set)
        self.of_entries: dict[str, Posting] = defaultdict(Posting)
        self.of_passages: dict[str, Posting] = defaultdict(Posting)
        self.of_sounds: dict[str, Posting] = defaultdict(Posting)
        self.passages: array[int] = array("l")
        self.lengths: list[float] = []
        self.sound_lengths: array[float] = array("f")
        self._passage_terms: list[set[str]] = []
        for number, one in enumerate(sets):
            self._learn_concept(f"{CONCEPT}{number}", one)
        for number, found in enumerate(self.entries):
            self._read(number, found.entry, spoken.get((found.entry.kind, found.entry.code), Spoken()))
        size = len(self.entries) or 1
        self.idf = {term: log(1 + (size - len(p.at) + 0.5) / (len(p.at) + 0.5)) for term, p in self.of_entries.items()}
        self.unknown = log(1 + size / 0.5)
        for terms in self._passage_terms:
            self.lengths.append(sum(self.idf.get(term, 0.0) for term in terms) or 1.0)
        self._passage_terms.clear()
        all_passages = len(self.passages) or 1
        self.gram_idf = {gram: log(1 + all_passages / (len(p.at) + 0.5)) for gram, p in self.of_sounds.items()}
        for posting in self.of_entries.values():
            posting.put_in_front([-weight for weight in posting.weight])
        for posting in self.of_passages.values():
            posting.put_in_front([self.lengths[passage] for passage in posting.at])
        for posting in self.of_sounds.values():
            posting.put_in_front([self.sound_lengths[passage] for passage in posting.at])
        self.of_entries, self.of_passages, self.of_sounds = dict(self.of_entries), dict(self.of_passages), dict(self.of_sounds)
        self.sounds = dict(self.sounds)

    def has(self, term: str) -> bool:
        return term in self.of_entries

    def _learn_concept(self, concept: str, phrases: Sequence[str]) -> None:
        for phrase in phrases:
            found = words(phrase)
            key = tuple(w.normal for w in found if w.weight) or tuple(w.normal for w in found)
            self.concepts.setdefault(key, concept)
            reading = sound("".join(w.reading for w in found))
            if len(reading) > SHORTEST_SOUND:
                self.sounds[reading].update((concept, *key))

    def _read(self, number: int, entry: Entry, spoken: Spoken) -> None:
        strength: dict[str, float] = {}
        for said in dict.fromkeys(without_readings(text) for _lang, text in entry.title.items()):
            self._passage(number, said, TITLE, strength)
        if entry.kana:
            self._new_passage(number, set(grams(sound(entry.kana))), set())
        for said in dict.fromkeys((*entry.also, *spoken.say)):
            self._passage(number, said, SAID, strength)
        for word in dict.fromkeys(spoken.near):
            found = words(word)
            self._learn_sounds(found)
            _keep(strength, self.terms(found), NEAR)
        for said in (text for _lang, text in entry.summary.items()) if entry.summary else ():
            _keep(strength, self.terms(words(without_readings(said))), SUMMARY)
        for said in entry.body:
            _keep(strength, self.terms(words(without_readings(said))), BODY)
        for term, weight in strength.items():
            posting = self.of_entries[term]
            posting.at.append(number)
            posting.weight.append(weight)

    def _passage(self, number: int, said: str, weight: float, strength: dict[str, float]) -> None:
        found = words(said)
        terms = self.terms(_surely(found) if is_kana("".join(said.split())) else found)
        _keep(strength, terms, weight)
        self._learn_sounds(found)
        passage = self._new_passage(number, sound_grams(found), set(terms))
        for term in terms:
            self.of_passages[term].at.append(passage)

    def _new_passage(self, number: int, parts: set[str], terms: set[str]) -> int:
        passage = len(self.passages)
        self.passages.append(number)
        self._passage_terms.append(terms)
        self.sound_lengths.append(float(len(parts) or 1))
        for gram in parts:
            self.of_sounds[gram].at.append(passage)
        return passage

    def _learn_sounds(self, found: list[Word]) -> None:
        """Which terms a sound means: nouns, and nouns that stand together (住民＋票)."""
        for i, first in enumerate(found):
            if not (first.noun and first.reading):
                continue
            for length in range(1, LONGEST_COMPOUND + 1):
                part = found[i : i + length]
                if len(part) < length or not all(w.noun and w.reading for w in part):
                    break
                sounding = sound("".join(w.reading for w in part))
                if len(sounding) >= SHORTEST_SOUND + (length == 1 and len(first.surface) == 1):
                    self.sounds[sounding].update(w.normal for w in part if w.weight)

    def terms(self, found: list[Word]) -> dict[str, float]:
        """Words and concepts, with their weights."""
        content = [w for w in found if w.weight]
        terms = {w.normal: w.weight for w in content}
        for names in ([w.normal for w in content], [w.normal for w in found if w.reading or w.latin]):
            for i in range(len(names)):
                for length in range(1, LONGEST_CONCEPT + 1):
                    if concept := self.concepts.get(tuple(names[i : i + length])):
                        terms[concept] = CONCEPT_WEIGHT
        return terms


def _surely(found: list[Word]) -> list[Word]:
    """Of a phrasing in kana alone: hiragana is cut into wrong words too easily, so it counts by its sound."""
    return [w for w in found if not _HIRAGANA.fullmatch(w.surface)]


_HIRAGANA = re.compile(r"[ぁ-ゖー]+")


def sound_grams(found: list[Word]) -> set[str]:
    """Of the whole sound, and of each word in Latin letters."""
    parts = set(grams(sound("".join(w.reading for w in found))))
    for word in found:
        if word.latin and word.weight:
            parts.update(latin_grams(word.surface))
    return parts


def _keep(strength: dict[str, float], terms: Iterable[str], weight: float) -> None:
    for term in terms:
        if weight > strength.get(term, 0.0):
            strength[term] = weight
