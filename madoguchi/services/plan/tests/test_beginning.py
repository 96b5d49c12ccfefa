"""The next edition: begun as a draft in the folder, all or nothing."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from madoguchi.services.plan.book import book_of_folder
from madoguchi.services.plan.comparing.editions import compare
from madoguchi.services.plan.testing import URAYASU


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    copy = tmp_path / "city"
    shutil.copytree(URAYASU, copy)
    settings.MADO_CITY = copy
    return copy


def test_begin__next_edition__is_a_draft_of_what_goes_on(folder: Path) -> None:
    call_command("plan", "begin", "2026-04", "--from", "2024-03", "--without", "3-1,1-b-1", "--years", "3")
    book = book_of_folder(folder)
    edition = book.edition("2026-04")
    assert (edition.stage, edition.relation, edition.years) == ("draft", "follows", [2026, 2027, 2028])
    assert book.latest.code == "2024-03", "a draft is not shown"
    assert len(book.standings("2026-04")) == 40
    comparison = compare(book, "2024-03", "2026-04")
    assert {one.key for one in comparison.dropped} == {"3-1", "1-b-1"}
    assert len(book.standings("2024-03")) == 42


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["2024-03", "--from", "2022-03"], "もうあります"),
        (["2021-04", "--from", "2024-03"], "より後"),
        (["2026-04", "--from", "2024-03", "--without", "9-z-9"], "9-z-9"),
        (["2026-04", "--from", "2024-03", "--years", "12"], "years"),
    ],
)
def test_begin__that_cannot_be__changes_nothing(folder: Path, arguments: list[str], sentence: str) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    with pytest.raises(CommandError, match=sentence):
        call_command("plan", "begin", *arguments)
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
