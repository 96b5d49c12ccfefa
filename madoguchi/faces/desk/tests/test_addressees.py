"""The registers at the desk: one box, one person with household and history, a warning before whom nobody may betray."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.city.testing import raw_department
from madoguchi.core.audit.public import Entry
from madoguchi.engines.people.public import SYSTEM, AddresseePast, form_household
from madoguchi.engines.people.testing import a_staff_account, an_addressee, signed_in

pytestmark = pytest.mark.django_db
NUMBER, CHILD = "999990000000001", "999990000000002"


@pytest.fixture
def clerk():
    opened = raw_department("kodomo", looks_up_people=True, sees_suppressed=True)
    publish("department", opened, by=SYSTEM, at=timezone.now())
    return signed_in(Client(), a_staff_account("kodomo"))


def shown(client, number=NUMBER):
    return client.get(f"/desk/addressees/{number}/").content.decode()


def test_search__by_post__finds_and_keeps_the_name_out_of_the_address(clerk):
    an_addressee(NUMBER, family="例示", given="太郎", kind="former", state="転出")
    answer = clerk.post("/desk/addressees/", {"q": "例示太郎"})
    page = answer.content.decode()
    assert f"/desk/addressees/{NUMBER}/" in page
    assert "転出" in page, "who has moved away is not mistaken for a resident"
    assert "見つかりません" in clerk.post("/desk/addressees/", {"q": "だれもいない"}).content.decode()


def test_person__with_household_history_and_letters_that_need_a_fallback(clerk):
    person = an_addressee(NUMBER, family="渡邉󠄀", given="例子", address="浦安市見本1-1", birth_on=date(1990, 1, 15))
    child = an_addressee(CHILD, family="渡邉󠄀", given="湊")
    form_household("999980000000001", [(person, "02"), (child, "1220")], by=SYSTEM, at=timezone.now())
    before = {"family": "例示", "given": "例子", "address": "浦安市例示2-2", "kind": "resident"}
    AddresseePast.objects.create(addressee=person, number=1, reason="婚姻", values=before, kept_at=timezone.now())
    page = shown(clerk)
    assert "渡邉󠄀" in page
    assert "妻の子" in page
    assert "婚姻" in page
    assert "浦安市例示2-2" in page
    assert "文字の少ない機器での表記" in page
    assert Entry.objects.filter(action="looked", subject_kind="addressee").count() == 1


def test_person__under_protection__opens_after_the_warning_and_stays_without_link_for_others(clerk):
    an_addressee(NUMBER, suppressed=True, address="浦安市秘密町9-9")
    page = shown(clerk)
    assert "支援措置の対象者です" in page
    assert "秘密町" not in page
    clerk.post("/desk/protection/", {"kind": "addressee", "number": NUMBER, "back": f"/desk/addressees/{NUMBER}/"})
    assert "秘密町" in shown(clerk)
    assert Entry.objects.filter(action="looked", purpose="protected").count() == 1


def test_person__for_a_section_without_the_registers__is_not_there(clerk):
    an_addressee(NUMBER)
    other = signed_in(Client(), a_staff_account("joho"))
    assert other.get(f"/desk/addressees/{NUMBER}/").status_code == 403
    assert other.post("/desk/addressees/", {"q": "見本"}).status_code == 403
    assert clerk.get("/desk/addressees/123/").status_code == 404
