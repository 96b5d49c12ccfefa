"""来庁と申請: an application is begun from a visit, and a visit is made with an application; each leads to the other."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.city.testing import a_city
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.booking.public import Reservation
from madoguchi.engines.booking.testing import a_bookable, slots
from madoguchi.engines.cases.public import Application, Case
from madoguchi.engines.cases.testing import NOTIFICATION
from madoguchi.engines.forms.public import Draft
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, signed_in

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}
WAYS = {"id": "way", "type": "choice", "label": "面談の方法", "options": {"counter": "窓口", "online": "オンライン"}}
TIME = {
    "id": "time",
    "type": "slot",
    "label": "面談の日時",
    "when": "way == 'counter'",
    "optional": True,
    "settings": {"purpose": "interview"},
}
NAME = {"id": "who", "type": "name", "label": "氏名"}
RAW = {
    **NOTIFICATION,
    "code": "sample-notice",
    "assurance": "none",
    "pages": [{"title": "面談", "ask": [NAME, WAYS, TIME]}],
    "attach": [],
    "applicant": {"name": "who"},
}
PERSON = {"who.family": "見本", "who.given": "花子", "who.family_kana": "ミホン", "who.given_kana": "ハナコ"}


@pytest.fixture
def free():
    now = timezone.now()
    a_city()
    publish("procedure", RAW, by=SYSTEM, at=now - timedelta(days=1))
    purpose = {"code": "interview", "title": "面談", "procedure": "sample-notice", "answers": {"way": "counter"}}
    publish("purpose", purpose, by=SYSTEM, at=now - timedelta(days=1))
    a_bookable(now, openings=[DAILY], purpose="interview")
    return [slot for slot in slots() if slot.starts_at > now + timedelta(days=1)]


def booked(client: Client, slot) -> Reservation:
    filling = client.post("/booking/sample-counter/hold/", {"slot": slot.pk})["Location"]
    client.post(filling, {"contact.name": "見本"})
    return Reservation.objects.get()


def begun(client: Client, address: str) -> str:
    """The address of the page of questions."""
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(visit|key)" value="([^"]+)"', page))
    overview = client.post(address.partition("?")[0], hidden)["Location"]
    return client.get(overview)["Location"]


def option_chosen(page: str) -> str:
    found = re.search(r'<option value="([^"]+)" selected', page)
    return found[1] if found else ""


def handed_in(client: Client) -> Application:
    draft = Draft.objects.get()
    client.post(f"/apply/d/{draft.pk}/submit/")
    run_all_ready(timezone.now())
    return Application.objects.get()


@pytest.mark.parametrize("signed", [True, False])
def test_visit_first__the_application_has_its_time_already__and_no_second_is_booked(client, free, signed):
    person = signed_in(client, a_resident_account()) if signed else client
    visit = booked(person, free[0])
    page = person.get(f"/booking/r/{visit.number}/").content.decode()
    begin = re.search(r'href="([^"]*\?visit=[^"]+)"', page)[1].replace("&amp;", "&")
    assert visit.number in person.get(begin).content.decode()
    questions = begun(person, begin)
    seen = person.get(questions).content.decode()
    assert re.search(r'value="counter"[^>]* checked', seen)
    assert option_chosen(seen) == str(visit.pk), "what follows from the way that is chosen already stands there at once"
    assert visit.number in seen
    typed = {"asked": "who way time", "revision": "0", "way": "counter", "time": str(visit.pk), **PERSON}
    assert person.post(questions, typed).status_code == 302
    application = handed_in(person)
    assert application.answers["time"] == str(visit.pk)
    assert Reservation.objects.count() == 1
    if signed:
        assert f"/booking/r/{visit.number}/" in person.get(f"/mine/{application.number}/").content.decode()


def test_application_first__shows_its_visit__and_the_visit_shows_it(client, free):
    person = signed_in(client, a_resident_account())
    questions = begun(person, "/apply/sample-notice/")
    seen = person.post(questions, {"asked": "who way", "revision": "0", "way": "counter", **PERSON}).content.decode()
    assert "面談の日時" in seen  # though it may be left blank, it is seen before one goes on
    typed = {"asked": "who way time", "revision": "1", "way": "counter", "time": str(free[0].pk), **PERSON}
    assert person.post(questions, typed).status_code == 302
    application = handed_in(person)
    visit = Reservation.objects.get()
    assert f"/booking/r/{visit.number}/" in person.get(f"/mine/{application.number}/").content.decode()
    page = person.get(f"/booking/r/{visit.number}/").content.decode()
    assert f"/mine/{application.number}/" in page
    assert "?visit=" not in page
    assert Case.objects.get().application == application


def test_begin__from_the_visit_of_another_person__knows_nothing(client, free):
    visit = booked(signed_in(Client(), a_resident_account()), free[0])
    page = client.get(f"/apply/sample-notice/?visit={visit.number}").content.decode()
    assert 'name="visit"' not in page
    questions = begun(client, "/apply/sample-notice/")
    assert not re.search(r'value="counter"[^>]* checked', client.get(questions).content.decode())
