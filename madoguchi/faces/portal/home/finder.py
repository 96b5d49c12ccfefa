"""Finding a procedure by what a person types: titles, summaries and what life events say people search for."""

from madoguchi.city.public import LifeEvent
from madoguchi.core.text.public import fold
from madoguchi.engines.cases.public import Procedure


def find(query: str, procedures: list[Procedure], events: list[LifeEvent]) -> list[Procedure]:
    """Procedures in which every word is found, those first that have it in the title. All of them for an empty query."""
    words = [key for word in query.split() if (key := fold(word))]
    if not words:
        return procedures
    scored = []
    for procedure in procedures:
        title = fold(" ".join(text for _, text in procedure.title.items()))
        rest = fold(" ".join([*_texts(procedure), *_searches(procedure.code, events)]))
        if all(
            word in title or word in rest or (len(word) > 2 and rest and _any_in(word, events, procedure.code)) for word in words
        ):
            scored.append((-sum(word in title for word in words), procedure.title.ja, procedure))
    return [procedure for *_, procedure in sorted(scored, key=lambda row: row[:2])]


def _texts(procedure: Procedure) -> list[str]:
    found = [text for _, text in procedure.summary.items()] if procedure.summary else []
    if procedure.facts:
        found += [text for _, text in procedure.facts.who.items()]
    return found


def _searches(code: str, events: list[LifeEvent]) -> list[str]:
    return [word for event in events if code in event.procedures for word in (*event.search, event.title.ja, event.summary.ja)]


def _any_in(word: str, events: list[LifeEvent], code: str) -> bool:
    """赤ちゃんが生まれた finds what 赤ちゃん was written down for."""
    return any(key in word for event in events if code in event.procedures for s in event.search if len(key := fold(s)) > 1)
