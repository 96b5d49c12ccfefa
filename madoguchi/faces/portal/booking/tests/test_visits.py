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
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, a_staff_account, signed_in

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}
WAYS = {"id": "way", "type": "choice", "label": "面談の方法", "options": {"counter": "窓口", "online": "オンライン"}}
TIME = {
    "id": "time",
    "type": "slot",
    "label": "面談の日時",
    "hint": "提出すると予約されます。",
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


def applied(client: Client, free) -> tuple[Client, Application, Reservation]:
    """A person who has handed in an application with a visit."""
    person = signed_in(client, a_resident_account())
    questions = begun(person, "/apply/sample-notice/")
    person.post(questions, {"asked": "who way", "revision": "0", "way": "counter", **PERSON})
    person.post(questions, {"asked": "who way time", "revision": "1", "way": "counter", "time": str(free[0].pk), **PERSON})
    return person, handed_in(person), Reservation.objects.get()


def cancelled(person: Client, visit: Reservation) -> None:
    person.post(f"/booking/r/{visit.number}/cancel/")
    visit.refresh_from_db()
    assert visit.cancelled_at


def test_cancelled__chosen_anew_from_the_application__is_joined_and_goes_with_it(client, free):
    person, application, first = applied(client, free)
    address = f"/mine/{application.number}/visit/"
    assert address not in person.get(f"/mine/{application.number}/").content.decode(), "one stands"
    assert person.get(address)["Location"] == f"/mine/{application.number}/"
    cancelled(person, first)
    assert address in person.get(f"/mine/{application.number}/").content.decode()
    anew = person.get(address).content.decode()
    assert "取り消されています" in anew
    assert "提出すると" not in anew, "it is booked at once"
    for _pressed in range(2):
        assert person.post(address, {"time": str(free[1].pk)})["Location"] == f"/mine/{application.number}/"
    second = Reservation.objects.get(cancelled_at=None)
    assert (second.starts_at, second.account_id, second.contact) == (free[1].starts_at, first.account_id, first.contact)
    page = person.get(f"/mine/{application.number}/").content.decode()
    assert page.index(second.number) < page.index(first.number), "the one in force stands first"
    assert f"/mine/{application.number}/" in person.get(f"/booking/r/{second.number}/").content.decode()
    case = clerk_of(application).get(f"/desk/cases/{application.number}/").content.decode()
    assert case.index(second.number) < case.index(first.number)
    assert "取り消された来庁の予約" in case
    cancelled(person, second)
    person.post(address, {"time": str(free[2].pk)})
    third = Reservation.objects.get(cancelled_at=None)
    person.post(f"/mine/{application.number}/withdraw/")
    run_all_ready(timezone.now())
    third.refresh_from_db()
    assert third.cancelled_at, "whoever withdraws does not come"
    person.post(address, {"time": str(free[3].pk)})
    assert not Reservation.objects.filter(cancelled_at=None).exists(), "nothing is booked for what is over"


def test_cancelled__two_other_times_pressed_one_after_the_other__one_visit_stands(client, free):
    person, application, first = applied(client, free)
    cancelled(person, first)
    address = f"/mine/{application.number}/visit/"
    person.post(address, {"time": str(free[1].pk)})
    told = person.post(address, {"time": str(free[2].pk)}, follow=True).content.decode()
    assert "いま選び直す日時はありません" in told
    assert Reservation.objects.filter(cancelled_at=None).count() == 1


def test_cancelled__what_was_booked_by_hand_meanwhile__can_be_joined(client, free):
    person, application, first = applied(client, free)
    cancelled(person, first)
    filling = person.post("/booking/sample-counter/hold/", {"slot": free[1].pk})["Location"]
    person.post(filling, {"contact.name": "見本"})
    by_hand = Reservation.objects.get(cancelled_at=None)
    address = f"/mine/{application.number}/visit/"
    assert by_hand.number in person.get(address).content.decode()
    person.post(address, {"time": str(by_hand.pk)})
    assert Reservation.objects.get(cancelled_at=None) == by_hand
    assert by_hand.number in person.get(f"/mine/{application.number}/").content.decode()


def test_choose__taken_wrong_or_somebody_elses__says_so_and_books_nothing(client, free):
    person, application, first = applied(client, free)
    cancelled(person, first)
    stranger = signed_in(Client(), a_resident_account())
    filling = stranger.post("/booking/sample-counter/hold/", {"slot": free[1].pk})["Location"]
    stranger.post(filling, {"contact.name": "別人"})
    theirs = Reservation.objects.get(cancelled_at=None)
    address = f"/mine/{application.number}/visit/"
    for typed, said in (("", "一覧から"), ("x", "一覧から"), (str(free[1].pk), "埋まったか"), (str(theirs.pk), "")):
        answer = person.post(address, {"time": typed})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert theirs.number not in person.get(address).content.decode()
    assert stranger.post(address, {"time": str(free[2].pk)}).status_code == 404
    assert Reservation.objects.filter(cancelled_at=None).get() == theirs


def test_taken_before_it_was_booked__another_is_chosen(client, free):
    person = signed_in(client, a_resident_account())
    questions = begun(person, "/apply/sample-notice/")
    person.post(questions, {"asked": "who way", "revision": "0", "way": "counter", **PERSON})
    person.post(questions, {"asked": "who way time", "revision": "1", "way": "counter", "time": str(free[0].pk), **PERSON})
    person.post(f"/apply/d/{Draft.objects.get().pk}/submit/")
    application = Application.objects.get()
    address = f"/mine/{application.number}/visit/"
    assert address not in person.get(f"/mine/{application.number}/").content.decode(), "it is about to be booked"
    other = signed_in(Client(), a_resident_account())
    filling = other.post("/booking/sample-counter/hold/", {"slot": free[0].pk})["Location"]
    other.post(filling, {"contact.name": "別人"})
    run_all_ready(timezone.now())
    assert "先に埋まりました" in person.get(address).content.decode()
    person.post(address, {"time": str(free[1].pk)})
    assert Reservation.objects.get(starts_at=free[1].starts_at).asked.startswith(f"application:{application.pk}:")


def test_clerk__by_telephone_from_the_case__books_once_and_joined(client, free):
    person, application, first = applied(client, free)
    cancelled(person, first)
    clerk = clerk_of(application)
    case = clerk.get(f"/desk/cases/{application.number}/").content.decode()
    to = re.search(r'href="(/desk/booking/\?case=[^"]+)"', case)[1].replace("&amp;", "&")
    assert application.number in clerk.get(to).content.decode()
    given = {"case": application.number, "code": "sample-counter", "slot": free[1].pk, "contact.name": "見本"}
    clerk.post("/desk/booking/", given)
    assert clerk.post("/desk/booking/", given)["Location"] == f"/desk/cases/{application.number}/"
    second = Reservation.objects.get(cancelled_at=None)
    assert second.number in clerk.get(f"/desk/cases/{application.number}/").content.decode()
    assert second.number in person.get(f"/mine/{application.number}/").content.decode()
    assert application.number in clerk.get(f"/desk/booking/r/{second.number}/").content.decode()
    other = signed_in(Client(), a_staff_account("kaigo"))
    assert other.get(to).status_code == 404


def clerk_of(application: Application) -> Client:
    return signed_in(Client(), a_staff_account(application.section))
