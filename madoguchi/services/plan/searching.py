"""Finding measures by what a person types."""

from weakref import WeakKeyDictionary

from madoguchi.core.text.public import fold
from madoguchi.services.plan.book import Book, Standing

Texts = list[tuple[str, str, Standing]]
_FOLDED: WeakKeyDictionary[Book, Texts] = WeakKeyDictionary()
"""A book never changes: its texts are folded once."""


def search(book: Book, query: str) -> list[Standing]:
    """Measures in which every word is found, those first that have it in their name; none for an empty query."""
    words = [key for word in query.split() if (key := fold(word))]
    if not words:
        return []
    scored = []
    for place, (title, rest, one) in enumerate(_folded(book)):
        if all(word in title or word in rest for word in words):
            scored.append((-sum(word in title for word in words), place, one))
    return [one for *_, one in sorted(scored, key=lambda row: row[:2])]


def _folded(book: Book) -> Texts:
    if book not in _FOLDED:
        _FOLDED[book] = [(*_texts(book, one), one) for one in book.standings()]
    return _FOLDED[book]


def _texts(book: Book, one: Standing) -> tuple[str, str]:
    title = " ".join([one.code, *(text for _, text in one.title.items())])
    parts = [text for part in (one.measure.summary, one.aim, one.content, *book.names_of(one)) for _, text in part.items()]
    parts += [line.label.ja for line in one.lines if line.label]
    return fold(title), fold(" ".join(parts))
