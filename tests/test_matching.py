"""署名の照合 over HTTP: the clerk finds the case in the list, compares, and says who it is; a wrong choice says so."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.tests.test_matching import PERSON, opened
from madoguchi.engines.cases.tests.test_signing import a_signed_application, house, me  # noqa: F401
from madoguchi.engines.people.testing import a_staff_account, an_addressee, signed_in

pytestmark = pytest.mark.django_db


def test_signed_case__compared_by_a_clerk__is_known(house: Any, me: Any) -> None:  # noqa: F811
    case, person = opened(a_signed_application(house, me)), an_addressee(**PERSON)
    clerk = signed_in(Client(), a_staff_account("kodomo"))
    address = f"/desk/matching/{case.number}/"
    assert address in clerk.get("/desk/matching/").content.decode()
    shown = clerk.get(address).content.decode()
    assert "見本 さくら" in shown.replace("　", " ")
    missed = clerk.post(address, {"addressee": ""})
    assert (missed.status_code, "どの人かを選んでください。" in missed.content.decode()) == (422, True)
    found = clerk.post(address, {"addressee": person.number})
    assert (found.status_code, found["Location"]) == (302, f"/desk/cases/{case.number}/")
    assert cases.register_entry_of(case) == person
    assert address not in clerk.get("/desk/matching/").content.decode()


def test_signed_case__of_another_section__is_not_there(house: Any, me: Any) -> None:  # noqa: F811
    case = opened(a_signed_application(house, me))
    stranger = signed_in(Client(), a_staff_account("kaigo"))
    assert stranger.get(f"/desk/matching/{case.number}/").status_code in {403, 404}
    assert timezone.now() > case.opened_at
