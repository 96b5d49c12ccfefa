"""The tests' door of plan."""

from functools import lru_cache

from madoguchi.city.testing import CITIES
from madoguchi.services.plan.book import Book, book_of_folder

URAYASU = CITIES / "urayasu"


@lru_cache(maxsize=1)
def the_book() -> Book:
    """The plan of cities/urayasu, read from its folder once a process."""
    return book_of_folder(URAYASU)
