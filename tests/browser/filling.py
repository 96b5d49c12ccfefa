"""The form filled in over HTTP, so that a browser can stand on any page of it."""

from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.conf import settings

from madoguchi.city.public import read_folder
from madoguchi.engines.cases.public import Procedure
from madoguchi.site.demo.story import PROCEDURE
from madoguchi.site.tour.browsing import Page
from madoguchi.site.tour.steps import Tour
from tests.browser.people import Person, form_with


@cache
def procedure() -> Procedure:
    found = read_folder(settings.MADO_CITY).get(Procedure, PROCEDURE)
    assert isinstance(found, Procedure)
    return found


def simple() -> dict[str, Any]:
    """The first example, its event four days ago."""
    answers: dict[str, Any] = deepcopy(dict(procedure().examples[0].answers))
    born = (date.today() - timedelta(days=4)).isoformat()
    answers["reason"]["event_date"] = answers["children"][0]["birth"] = born
    return answers


def whole() -> dict[str, Any]:
    """Answers that lead through every page of the form, with papers and with something explained."""
    answers = simple()
    answers["marital"] = "together"
    answers["spouse"] = {
        "name": {"family": "見本", "given": "太郎", "family_kana": "ミホン", "given_kana": "タロウ"},
        "birth": "1990-01-15", "job": "employee", "jan1": {"where": "here"}, "my_number": "look-up",
    }  # fmt: skip
    answers["claimant"] |= {"job": "civil-servant", "employer": "架空市役所（例示県例示市）"}
    answers["older_supported"] = True
    answers["older"] = [
        {
            "name": {"family": "見本", "given": "つばさ", "family_kana": "ミホン", "given_kana": "ツバサ"},
            "birth": f"{date.today().year - 20}-06-01", "occupation": "student", "school": "例示大学",
            "living": "apart", "cared_for": True, "costs": True,
        }
    ]  # fmt: skip
    answers["bank"] = {
        "account": {
            "way": "bank",
            "bank": "例示銀行",
            "branch": "架空支店",
            "kind": "ordinary",
            "number": "0000000",
            "holder": "ミホン　サクラ",
        }
    }
    return answers


def begin(person: Person, answers: dict[str, Any], until: str = "/review/") -> str:
    """A draft filled in up to that address; its id."""
    return _walk(person, answers, until).address.split("/apply/d/")[1].split("/")[0]


def hand_in(person: Person, answers: dict[str, Any]) -> tuple[str, str]:
    """Fill in and submit; the draft's id and the receipt number."""
    page = _walk(person, answers, "/review/")
    draft = page.address.split("/apply/d/")[1].split("/")[0]
    receipt = person.send(page, page.form("/submit/"))
    assert "/receipt/" in receipt.address, f"{receipt.address}: {receipt.title} {receipt.errors}"
    number = next(word for word in receipt.text.split() if len(word) == 11 and word.count("-") == 2)
    return draft, number


def _walk(person: Person, answers: dict[str, Any], until: str) -> Page:
    tour = Tour(person.base, lambda *_: None, {}, lambda: "", settings.MADO_CITY)
    page = person.get(f"/apply/{PROCEDURE}/")
    page = person.send(page, next(form for form in page.forms if form.action in {"", page.address} and form.method == "post"))
    for _step in range(80):
        if until in page.address:
            return page
        if "/explain/" in page.address:
            form = next(form for form in page.forms if form.method == "post" and "display" not in form.action)
            for name in form.names - {"csrfmiddlewaretoken"}:
                form.values.setdefault(name, ["yes"])
            page = person.send(page, form)
        else:
            page = tour.one_page(person, page, procedure(), answers)
        assert not page.errors, f"{page.address}: {page.errors}"
    raise AssertionError(f"the form never came to {until}; it stands at {page.address}")


def case_is_open(clerk: Person, number: str) -> Page:
    """The case's page, as soon as the house has opened it."""
    import time

    ends = time.monotonic() + 300
    while time.monotonic() < ends:
        page = clerk.get(f"/desk/cases/{number}/")
        if page.status == 200:
            return page
        time.sleep(0.3)
    raise AssertionError(f"case {number} was not opened")


def press(clerk: Person, number: str, *actions: str) -> Page:
    """Press the plain buttons of the case's page one after another."""
    page = case_is_open(clerk, number)
    for action in actions:
        page = clerk.send(page, page.form(f"/do/{action}/"))
    return page


def fill(clerk: Person, address: str, asked: str, /, **values: Any) -> Page:
    """Open a page of the desk, fill in the form that asks for `asked`, send it."""
    page = clerk.get(address)
    form = form_with(page, asked)
    for name, value in values.items():
        form.values[name] = value if isinstance(value, list) else [value]
    return clerk.send(page, form)
