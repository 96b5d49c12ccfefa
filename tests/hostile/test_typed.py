"""What people type. One pass over the table, the languages in turn: a clear sentence, and what was typed still stands there."""

import re
from typing import Any

import pytest

from madoguchi.engines.forms import public as forms
from tests.hostile.hall import PREFIXES, Person, sentences, words
from tests.hostile.typed import Is, rows

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]
LONGEST_SHOWN = 2000
REPEATED = {"guardians": 0}
CHOSEN = (".way", ".kind", ".era", ".prefecture")


def test_table__is_as_long_as_it_should_be() -> None:
    assert len(rows()) >= 100


def test_typed__each__clear_answer_in_the_reader_s_language_and_nothing_lost() -> None:
    person, wrong = Person(), []
    for number, (code, key, name, boxes, (id, comes)) in enumerate(rows()):
        lang = list(PREFIXES)[number % len(PREFIXES)]
        wrong += [f"{name} ({lang}): {fault}" for fault in faults(person, code, key, boxes, id, comes, lang)]
    assert not wrong, "\n".join(wrong)


def faults(person: Person, code: str, key: str, boxes: dict[str, Any], id: str, comes: Any, lang: str) -> list[str]:
    index = REPEATED.get(key)
    answer = person.send(code, key, boxes, index=index, lang=lang)
    if isinstance(comes, Is) or comes == "explained":
        return accepted(person, answer, code, key, id, index, comes)
    found = []
    if answer.status_code != 422:
        return [f"taken, {answer.status_code}"]
    said = sentences(answer)
    if not said or not all(said):
        found.append("no sentence")
    if lang == "en" and re.search(r"[ぁ-ん]", re.sub(r"“[^”]*”", "", "".join(said))):
        found.append(f"not in English: {said}")
    page = words(answer)
    again = words(person.browser.get(person.address(code, key, index, lang)))
    for box, value in boxes.items():
        if box.endswith(CHOSEN) or isinstance(value, list):
            continue  # what is no option can't be shown as chosen; the choice is asked for again
        if value.strip() and not still_there(value, page, again):
            found.append(f"lost: {value[:40]!r}")
    return found


def accepted(person: Person, answer: Any, code: str, key: str, id: str, index: int | None, comes: Any) -> list[str]:
    if answer.status_code != 302:
        return [f"turned back, {answer.status_code}: {sentences(answer)}"]
    if comes == "explained":
        return [] if "/explain/" in answer.url else ["not explained"]
    path = f"{key}[{index}].{id}" if index is not None else id
    value = forms.get(person.state(code).answers, path)
    if isinstance(comes.value, dict):
        value = {name: value.get(name) for name in comes.value} if isinstance(value, dict) else value
    return [] if value == comes.value else [f"read as {value!r}"]


def still_there(typed: str, *pages: str) -> bool:
    """In the box again, both in the answer and when the page is opened anew; of very long input the beginning."""
    shown = re.sub(r"\s+", " ", typed.replace("\x00", "")).strip()[:LONGEST_SHOWN]
    return all(shown[:200] in re.sub(r"\s+", " ", page.replace("\x00", "")) for page in pages)
