"""Easy Japanese is whole where residents read: no text of their pages, mails and refusals falls back to hard Japanese."""

import re
from pathlib import Path

import polib
import pytest

from madoguchi.faces.shell.ruby import PATTERN

CATALOGUE = Path(__file__).resolve().parents[1] / "madoguchi/locale/ja_Easy/LC_MESSAGES/django.po"
READ_BY_RESIDENTS = re.compile(
    r"""madoguchi/(
    faces/portal/
    | faces/shell/
    | faces/templates/(?!desk/|api/)
    | engines/[a-z]+/templates/
    | engines/forms/(?!models/|rights\.py|from_outside\.py)
    | engines/people/(actions/(delegate|groups|identities|merge)\.py|oidc/|models/delegation\.py)
    | engines/booking/(?!models/|desk|permissions\.py|events\.py|refusals\.py|telling\.py|actions/close\.py
        |[a-z]+/(models|events|refusals|permissions))
    | services/plan/(templates/plan/(?!desk/)|picturing\.py|progress\.py|stages\.py)
    | services/[a-z]+/portal/
    | services/duties/templates/duties/public_
    | services/cards/templates/cards/invitation
    )""",
    re.VERBOSE,
)
"""Places in the sources. Desk, API, models' own names and events are read by staff and machines."""
MODELS = {"madoguchi/engines/people/models/delegation.py"}
"""Holds the kinds of acting, which residents read, beside the names of its columns, which they don't."""
COLUMNS = re.compile(r"(者|日時|番号|メールアドレス|資料|理由|（封緘）|書類|求めた人|後も認める)$")


def texts() -> list[polib.POEntry]:
    found = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]
    return [entry for entry in found if any(READ_BY_RESIDENTS.match(place) for place, _line in entry.occurrences)]


def is_a_column(entry: polib.POEntry) -> bool:
    """Said nowhere but beside a model's field."""
    places = [place for place, _line in entry.occurrences if READ_BY_RESIDENTS.match(place)]
    return MODELS.issuperset(places) and bool(COLUMNS.search(entry.msgid))


def test_easy__what_residents_read__is_whole() -> None:
    read = texts()
    assert len(read) > 1500, "the places have moved"
    assert not [entry.msgid for entry in read if not entry.translated() and not is_a_column(entry)]


@pytest.mark.parametrize("hard", ["ないわけでは", "なくはない", "ざるを得", "いただきたく", "賜"])
def test_easy__no_double_negation_and_no_stiff_words(hard: str) -> None:
    assert not [entry.msgstr for entry in texts() if hard in entry.msgstr]


def test_easy__readings__stand_behind_kanji() -> None:
    """A reading in brackets that the page can't set above its word is a slip of the pen."""
    loose = re.compile(r"(?<![一-鿿㐀-䶿々〆ヶ])（[ぁ-ん]{1,3}）")
    slips = [entry.msgstr for entry in texts() if loose.search(PATTERN.sub("々", entry.msgstr))]
    assert not slips
