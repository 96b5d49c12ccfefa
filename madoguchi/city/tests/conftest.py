"""A folder to write definitions into, and kinds that exist for one test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from madoguchi.city.definitions import roots as own
from madoguchi.city.roots import CHECKS, RESOLVERS, ROOTS, TESTERS, Definition, definition_root
from madoguchi.city.skeleton import new_city


@pytest.fixture(autouse=True)
def only_own_kinds() -> Iterator[None]:
    """Other rooms' kinds stand aside: this room is tested by itself."""
    saved = dict(ROOTS._items), dict(CHECKS), dict(RESOLVERS), dict(TESTERS)
    for table in (ROOTS._items, CHECKS, RESOLVERS, TESTERS):
        table.clear()
    own.register()
    yield
    for table, items in zip((ROOTS._items, CHECKS, RESOLVERS, TESTERS), saved, strict=True):
        table.clear()
        table.update(items)


@pytest.fixture
def kind() -> Callable[..., Any]:
    """kind(Model) makes the folder things/ hold definitions of that model."""

    def make(model: type[Definition], folder: str = "things", name: str = "thing") -> None:
        definition_root(folder, name, model)

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A city that has no mistakes."""
    new_city(tmp_path, "somewhere")
    return tmp_path / "somewhere"


@pytest.fixture
def write(folder: Path) -> Callable[[str, str | bytes], Path]:
    def into(name: str, text: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return into
