"""What the gate costs: looking at a case is one small write, whatever is on the page; looking again is no row."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from madoguchi.core.audit.public import Entry
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import a_case
from madoguchi.engines.people.testing import a_staff_account, actor_of, signed_in

pytestmark = pytest.mark.django_db
SMALL = 1500
"""Bytes of the statement with its values."""


def writes(context: CaptureQueriesContext) -> list[str]:
    return [q["sql"] for q in context.captured_queries if q["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]


def test_look__writes_one_small_row__again_none() -> None:
    case, by = a_case("reviewing"), actor_of(a_staff_account("kodomo"))
    kept = Entry.objects.count()
    for rows in (1, 1):
        with CaptureQueriesContext(connection) as asked:
            cases.look(case.number, by=by, at=case.opened_at)
        (written,) = writes(asked)
        assert "mado_audit_entry" in written
        assert len(written) < SMALL
        assert Entry.objects.count() == kept + rows


@pytest.mark.parametrize("state", ["opened", "reviewing", "decided"])
def test_case_page__writes_the_look_and_nothing_else(state: str) -> None:
    case = a_case(state)
    client = signed_in(Client(), a_staff_account("kodomo"))
    for _again in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/desk/cases/{case.number}/").status_code == 200
        written = writes(asked)
        assert len([sql for sql in written if "'looked'" in sql]) == 1
        assert len(written) <= 2, written  # the other: that the names beside it were shown, where there are any
