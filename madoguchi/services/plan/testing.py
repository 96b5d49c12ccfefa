"""The tests' door of plan."""

from functools import lru_cache
from pathlib import Path

from madoguchi.city.testing import load_city
from madoguchi.services.plan.book import Book, book_of_folder

URAYASU = Path(__file__).resolve().parents[3] / "cities" / "urayasu"


@lru_cache(maxsize=1)
def the_book() -> Book:
    """The plan of cities/urayasu, read from its folder once a process."""
    return book_of_folder(URAYASU)


def the_plan_in_force() -> None:
    """Publish cities/urayasu in the database of the test."""
    load_city("urayasu")
