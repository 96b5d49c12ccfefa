"""Ranking: rare words count more than common ones, a title more than a text, and one phrasing that says it all counts most.

Three measures, each a share of what was asked (so that a long sentence is no worse than two words): words found anywhere in
the entry, words found together in its nearest phrasing, and sounds shared with its nearest phrasing, which forgives slips.
"""

from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest

from madoguchi.engines.knowledge.finding.analysis import LONGEST, Word, romaji, words
from madoguchi.engines.knowledge.finding.index import BODY, CONCEPT, TITLE, Found, Index, sound_grams
from madoguchi.engines.knowledge.finding.sounds import is_kana, sound

WORDS, TOGETHER, SOUNDS = 1.0, 0.8, 0.7
BUDGET = 3_000
"""Postings that a query may read, of rare words first; of the commonest only the strongest, as the index has them in front."""
LEAST = 0.16
"""Below this, nothing was found."""
HEARD, HEARD_SHORT = 0.9, 0.45
LONGEST_SOUND = 14


@dataclass(frozen=True)
class Hit:
    found: Found
    score: float


@dataclass
class Asked:
    """What a query comes down to."""

    terms: dict[str, float]
    sounds: set[str]


def understand(index: Index, query: str) -> Asked:
    found = words(query[:LONGEST])
    if latin := romaji(found):
        found += words(latin)
    terms = index.terms(found)
    heard: dict[str, float] = {}
    for first, last in _kana_runs(found):
        part = found[first:last]
        matched = _heard(index, sound("".join(w.reading for w in part)), heard, short_at=0)
        if matched:
            for word in part:
                if is_kana(word.surface) and word.normal not in heard and not index.has(word.normal):
                    terms.pop(word.normal, None)
    whole = sound("".join(w.reading for w in found))
    if not terms or all(not index.has(term) for term in terms):
        _heard(index, whole, heard, short_at=None)
    else:
        _homophones(index, found, heard)
    for term, weight in heard.items():
        terms[term] = max(weight, terms.get(term, 0.0))
    return Asked(terms, sound_grams(found))


def _kana_runs(found: list[Word]) -> list[tuple[int, int]]:
    runs, begin = [], None
    for i, word in enumerate(found):
        kana = is_kana(word.surface)
        if kana and begin is None:
            begin = i
        if not kana and begin is not None:
            runs.append((begin, i))
            begin = None
    if begin is not None:
        runs.append((begin, len(found)))
    return [run for run in runs if sum(len(w.surface) for w in found[run[0] : run[1]]) >= 3]


def _heard(index: Index, sounding: str, heard: dict[str, float], *, short_at: int | None) -> bool:
    """Terms whose sound stands in it, the longest first; a sound within a longer one is not heard again. A short sound
    is heard only at `short_at`, where words begin: したい is no 死体.
    """
    at, matched = 0, False
    while at < len(sounding):
        for length in range(min(LONGEST_SOUND, len(sounding) - at), 2 if at == short_at else 3, -1):
            if meant := index.sounds.get(sounding[at : at + length]):
                for term in meant:
                    heard[term] = max(heard.get(term, 0.0), HEARD if length > 3 else HEARD_SHORT)
                matched = True
                at += length - 1
                break
        at += 1
    return matched


def _homophones(index: Index, found: list[Word], heard: dict[str, float]) -> None:
    """自動手当 sounds like 児童手当: nouns that stand together, by their sound."""
    for i in range(len(found)):
        for length in (2, 3, 4):
            part = found[i : i + length]
            if len(part) == length and all(w.noun and w.reading and not is_kana(w.surface) for w in part):
                sounding = sound("".join(w.reading for w in part))
                if len(sounding) >= 5 and (meant := index.sounds.get(sounding)):
                    for term in meant:
                        heard[term] = max(heard.get(term, 0.0), 0.7)


def rank(index: Index, query: str, *, limit: int = 20) -> list[Hit]:
    asked = understand(index, query)
    scores = _by_words(index, asked)
    for number, score in _by_sounds(index, asked).items():
        scores[number] = scores.get(number, 0.0) + SOUNDS * score
    weights = index.weights
    found = [(weighed, -number) for number, score in scores.items() if (weighed := score * weights[number]) >= LEAST]
    best = nlargest(limit * 4, found)
    return _one_of_each_group([Hit(index.entries[-number], score) for score, number in best])[:limit]


def _by_words(index: Index, asked: Asked) -> dict[int, float]:
    known = {term: weight * index.idf[term] for term, weight in asked.terms.items() if term in index.idf}
    total = sum(known.values()) + 0.35 * index.unknown * sum(
        1 for term in asked.terms if term not in index.idf and not term.startswith(CONCEPT)
    )
    if not known or not total:
        return {}
    scores: dict[int, float] = defaultdict(float)
    together: dict[int, float] = defaultdict(float)
    left = BUDGET
    for term, weight in sorted(known.items(), key=lambda item: -index.idf[item[0]]):
        posting = index.of_entries[term]
        near = index.of_passages.get(term)
        for number, strength in zip(posting.at[:left], posting.weight[:left], strict=True):
            scores[number] += weight * (0.55 + 0.45 * (strength - BODY) / (TITLE - BODY))
        if near:
            for passage in near.at[:left]:
                together[passage] += weight
        left -= len(posting.at) + (len(near.at) if near else 0)
        if left <= 0:
            break
    best: dict[int, float] = {}
    passages, lengths = index.passages, index.lengths
    for passage, sum_ in together.items():
        share = sum_ / total * min(1.0, sum_ / lengths[passage]) ** 0.5
        number = passages[passage]
        if share > best.get(number, 0.0):
            best[number] = share
    return {number: WORDS * score / total + TOGETHER * best.get(number, 0.0) for number, score in scores.items()}


def _by_sounds(index: Index, asked: Asked) -> dict[int, float]:
    known = {gram: index.gram_idf[gram] for gram in asked.sounds if gram in index.gram_idf}
    count = len(asked.sounds)
    if not known or not count:
        return {}
    total = sum(known.values()) + (count - len(known)) * 2.0
    shared: dict[int, float] = defaultdict(float)
    matched: dict[int, int] = defaultdict(int)
    left = BUDGET
    for gram, idf in sorted(known.items(), key=lambda item: -item[1]):
        posting = index.of_sounds[gram].at
        for passage in posting[:left]:
            shared[passage] += idf
            matched[passage] += 1
        left -= len(posting)
        if left <= 0:
            break
    best: dict[int, float] = {}
    for passage, sum_ in shared.items():
        cover = matched[passage] / index.sound_lengths[passage]
        score = sum_ / total * (0.35 + 0.65 * cover)
        number = index.passages[passage]
        if score > best.get(number, 0.0):
            best[number] = score
    return best


def _one_of_each_group(hits: list[Hit]) -> list[Hit]:
    """Of things that would do equally well the best stands in its place, the others after everything else."""
    seen: set[str] = set()
    first: list[Hit] = []
    rest: list[Hit] = []
    for hit in hits:
        group = hit.found.entry.group
        (rest if group and group in seen else first).append(hit)
        seen.add(group or hit.found.entry.code)
    return first + rest
