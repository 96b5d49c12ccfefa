"""Every address names to whom it is open, and no door shows another's case."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases.testing import NOON, a_case
from madoguchi.engines.people.testing import (
    a_resident_account,
    a_staff_account,
    signed_in,
)
from madoguchi.faces.shell.guard import guarded_urls, unguarded_urls

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("urlconf", ["madoguchi.site.urls", settings.MADO_DESK_URLCONF])
def test_every_address__names_its_permission(urlconf: str) -> None:
    assert unguarded_urls(urlconf) == []
    assert len(guarded_urls(urlconf)) > 100


@pytest.fixture
def case(settings: Any) -> Any:
    owner = a_resident_account()
    made = a_case("decided", account=owner)
    run_all_ready(NOON)
    made.owner = owner
    return made


def doors(case: Any) -> Iterator[str]:
    """Addresses at which this case, its papers or its notice could be seen."""
    from madoguchi.engines.messages.public import notices_about

    number = case.number
    yield from (f"/mine/{number}/", f"/mine/{number}/copy/", f"/mine/{number}/copy.pdf", f"/mine/{number}/correct/")
    yield from (f"/mine/{number}/withdraw/", f"/api/v1/applications/{number}")
    yield from (f"/desk/cases/{number}/{rest}" for rest in ("", "propose/", "revise/", "request-correction/", "correct/"))
    yield from (f"/desk/cases/{number}/{rest}" for rest in ("withdraw/", "note/", "identity/", "assign/"))
    for notice in notices_about("case", case.id):
        yield from (f"/mine/notices/{notice.id}/", f"/desk/cases/{number}/notices/{notice.id}/")


def told(answer: Any) -> bool:
    """Whether the page says anything of the person."""
    shown = answer.content.decode(errors="replace")
    return any(word in shown for word in ("さくら", "サクラ", "架空町", "ひなた"))


def strangers(case: Any) -> Iterator[tuple[str, Client]]:
    yield "anonymous", Client()
    yield "another resident", signed_in(Client(), a_resident_account())
    yield "clerk of another section", signed_in(Client(), a_staff_account("kaigo", "clerk"))
    yield "administrator", signed_in(Client(), a_staff_account("joho-seisaku", "administrator"))
    yield "auditor", signed_in(Client(), a_staff_account("homu-bunsho", "auditor"))
    yield "clerk without second factor", signed_in(Client(), a_staff_account("kodomo", "clerk"), second_factor=False)
    former = a_staff_account("kodomo", "clerk", until_on=NOON.date())
    yield "clerk whose post has ended", signed_in(Client(), former)


def test_no_door__shows_a_case_to_a_stranger(case: Any) -> None:
    for who, client in strangers(case):
        for door in doors(case):
            answer = client.get(door)
            assert answer.status_code in {302, 401, 403, 404}, f"{who} gets {answer.status_code} at {door}"
            assert not told(answer), f"{who} reads of the person at {door}"


def test_lists__of_a_stranger__do_not_name_the_case(case: Any) -> None:
    lists = ("/", "/mine/", "/desk/", "/desk/approvals/", f"/desk/search/?q={case.number}", "/api/v1/applications")
    for who, client in strangers(case):
        for address in lists:
            answer = client.get(address, follow=False)
            assert not told(answer), f"{who} reads of the person in {address}"
            if case.number not in address:
                assert case.number not in answer.content.decode(errors="replace"), f"{who} sees the case in {address}"


def test_doors__open_to_whom_they_belong(case: Any) -> None:
    owner, clerk = signed_in(Client(), case.owner), signed_in(Client(), a_staff_account("kodomo", "clerk"))
    assert owner.get(f"/mine/{case.number}/").status_code == 200
    assert told(owner.get(f"/mine/{case.number}/copy/"))
    assert told(clerk.get(f"/desk/cases/{case.number}/"))
    assert owner.get(f"/api/v1/applications/{case.number}").json()["state"] == "decided"
    assert clerk.get(f"/desk/cases/{case.number}/").status_code == 200


def test_a_look_of_staff__is_written_down_once_an_hour_and_shown_to_the_person(case: Any) -> None:
    from madoguchi.core.audit.public import Entry

    clerk = signed_in(Client(), a_staff_account("kodomo", "clerk"))
    for _ in range(3):
        clerk.get(f"/desk/cases/{case.number}/")
    looks = Entry.objects.filter(subject_kind="case", subject_id=str(case.id), purpose="casework")
    assert looks.count() == 1
    assert "こども課" in signed_in(Client(), case.owner).get(f"/mine/{case.number}/").content.decode()
