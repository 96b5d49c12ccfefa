"""Pages ask the database as often for many cases as for few. How long they take is measured by `bench.run`."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from madoguchi.engines.cases.models import Case
from madoguchi.engines.cases.testing import a_case, a_procedure
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.models import Account
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of, signed_in

FEW, MANY = 5, 30
DEFINITIONS = 'FROM "mado_city_publication"'
"""Outside a transaction, as in service, a process remembers what is in force; a test stands in one and asks each time."""
STEPS = ("opened", "accepted", "reviewing", "correcting", "proposed")


def test_pages__many_cases_and_drafts__ask_no_more(db: None) -> None:
    resident = a_resident_account()
    made = [case_of(resident, number) for number in range(FEW)]
    draft = start(resident)
    people = {
        "resident": signed_in(Client(), resident),
        "clerk": signed_in(Client(), a_staff_account("kodomo", "clerk")),
        "chief": signed_in(Client(), a_staff_account("kodomo", "chief")),
    }
    pages = [
        *(("clerk", f"/desk/{query}") for query in ("", "?state=reviewing", "?unassigned=1")),
        *(("clerk", f"/desk/cases/{case.number}/") for case in made),
        ("chief", "/desk/approvals/"),
        *(("resident", address) for address in ("/", "/mine/", f"/mine/{made[2].number}/", "/api/v1/applications")),
        ("resident", f"/apply/d/{draft.pk}/page/{draft.spec.pages[0].name}/"),
        ("resident", f"/apply/d/{draft.pk}/review/"),
    ]

    few = {address: asked(people[who], address) for who, address in pages}
    for number in range(FEW, MANY):
        case_of(resident, number)
    for _n in range(FEW):
        start(resident)
    many = {address: asked(people[who], address) for who, address in pages}

    assert many == few
    assert max(few.values()) < 40


def case_of(resident: Account, number: int) -> Case:
    return a_case(STEPS[number % len(STEPS)], at=timezone.now(), account=resident)


def start(resident: Account) -> forms.Draft:
    return forms.start_draft(a_procedure(), by=actor_of(resident), at=timezone.now())


def asked(client: Client, address: str) -> int:
    """Queries of a page that has been seen before. The least of three, since now and then a page also does what is done
    once in half a minute."""
    return min(once(client, address) for _n in range(3))


def once(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return sum(DEFINITIONS not in query["sql"] for query in queries)


@pytest.mark.parametrize("count", [1, 3])
def test_queue__definition_of_its_cases__is_read_once(db: None, count: int) -> None:
    """A list carries no definition's text along: it is tens of kilobytes a row."""
    for _n in range(count):
        a_case("opened")
    client = signed_in(Client(), a_staff_account("kodomo", "clerk"))
    with CaptureQueriesContext(connection) as queries:
        client.get("/desk/")
    lists = [query["sql"] for query in queries if "mado_cases_standing" in query["sql"]]
    assert lists
    assert not any('"canonical"' in sql for sql in lists)
