"""Questions to the published plan."""

from madoguchi.city import public as city
from madoguchi.services.plan.book import Book

KINDS = (
    "plan",
    "plan-chronology",
    "plan-source",
    "plan-edition",
    "plan-measure",
    "plan-logic",
    "indicator",
    "word",
    "department",
    "city",
)
KEPT = 4
_books: dict[tuple[str, ...], Book] = {}


def has_plan() -> bool:
    """A city may do without one."""
    return bool(city.current_all("plan"))


def the_plan() -> Book:
    """The plan in force. A book is made once for the versions that it is made of, which never change.

    Raises NotDefined where the city has no plan.
    """
    key = tuple(city.digests(KINDS))
    if key not in _books:
        book = Book(version.definition for kind in KINDS for version in city.current_all(kind))
        while len(_books) >= KEPT:
            _books.pop(next(iter(_books)), None)
        _books[key] = book
    return _books[key]
