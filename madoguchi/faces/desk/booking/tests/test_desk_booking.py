"""予約の窓口: by telephone in one page; closures with those who are booked; found by number, telephone, name."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import nursery
from madoguchi.engines.booking.testing import a_bookable, slots, untrue_counters
from madoguchi.engines.people.testing import a_resident, a_resident_account, a_staff_account, an_officer, signed_in

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "quota": 1, "closed_days": "ignore"}


@pytest.fixture
def clerk(client):
    a_bookable(timezone.now(), openings=[DAILY], ask={"name": "needed", "phone": "needed", "mail": "none"})
    return signed_in(client, a_staff_account("kodomo"))


def free():
    return [slot for slot in slots() if slot.starts_at > timezone.now() + timedelta(days=1)]


def call(clerk, slot, **more):
    given = {"code": "sample-counter", "slot": slot.pk, "contact.name": "見本　花子", "contact.phone": "047-000-0000", **more}
    return clerk.post("/desk/booking/", given)


def test_phone__one_page__books_and_says_the_number(clerk):
    page = clerk.get("/desk/booking/?code=sample-counter").content.decode()
    assert page.index("autofocus") > 0
    assert call(clerk, free()[0], **{"contact.phone": ""}).status_code == 422
    done = call(clerk, free()[0], asked="k")
    again = call(clerk, free()[0], asked="k")
    made = booking.Reservation.objects.get()
    assert done["Location"] == again["Location"] == f"/desk/booking/r/{made.number}/"
    assert (made.way, made.contact["phone"]) == ("phone", "0470000000")
    full = call(clerk, free()[0], party="1")
    assert "埋まりました" in full.content.decode()
    call(clerk, free()[0], quota="1")
    assert booking.Reservation.objects.count() == 2
    assert untrue_counters() == []


@pytest.mark.parametrize("typed", ["number", "047-000-0000", "見本", "ミホン"])
def test_find__by_what_the_caller_says__leads_to_the_reservation(clerk, typed):
    call(clerk, free()[0], **{"contact.kana": "ミホン　ハナコ"})
    made = booking.Reservation.objects.get()
    answer = clerk.post("/desk/booking/find/", {"q": made.number.lower() if typed == "number" else typed})
    if typed == "ミホン":
        assert "見つかりません" in answer.content.decode()  # the reading was not asked here, so it is not kept
    else:
        assert answer["Location"] == f"/desk/booking/r/{made.number}/"
    other = signed_in(clerk.__class__(), a_staff_account("kaigo"))
    assert other.get(f"/desk/booking/r/{made.number}/").status_code == 404


def test_one__moved_then_cancelled(clerk):
    call(clerk, free()[0])
    made = booking.Reservation.objects.get()
    clerk.post(f"/desk/booking/r/{made.number}/do/", {"do": "move", "slot": free()[1].pk})
    made.refresh_from_db()
    assert made.starts_at == free()[1].starts_at
    clerk.post(f"/desk/booking/r/{made.number}/do/", {"do": "cancel"})
    assert "取消し済み" in clerk.get(f"/desk/booking/r/{made.number}/").content.decode()


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({}, ["code", "from_day", "reason"]),
        ({"code": "elsewhere", "from_day": "2026-02-30", "reason": " "}, ["code", "from_day", "reason"]),
        ({"from_day": "2027-03-02", "until_day": "2027-03-01", "reason": "工事", "code": "sample-counter"}, ["until_day"]),
        ({"from_day": "2027-03-02", "from_time": "25:00", "until_time": "x", "reason": "工事", "code": "sample-counter"},
         ["from_time", "until_time"]),
    ],
)  # fmt: skip
def test_closure__typed_wrong__says_all_of_it_each_at_its_place(clerk, given, places):
    answer = clerk.post("/desk/booking/closures/", given)
    summary = answer.content.decode().partition('id="error-summary"')[2].partition("</ul>")[0]
    assert (answer.status_code, re.findall(r'href="#([^"]+)"', summary)) == (422, places)
    assert not booking.Closure.objects.exists()


def test_closure__lists_who_is_booked_and_moves_them(clerk):
    slot = free()[0]
    call(clerk, slot)
    day = slot.day.isoformat()
    bad = {"code": "sample-counter", "from_day": day}
    assert clerk.post("/desk/booking/closures/", bad).status_code == 422
    assert clerk.post("/desk/booking/closures/", {**bad, "from_day": "きのう", "reason": "x"}).status_code == 422
    at = clerk.post("/desk/booking/closures/", {**bad, "reason": "停電"})["Location"]
    made = booking.Reservation.objects.get()
    assert made.number in clerk.get(at).content.decode()
    clerk.post(f"{at}do/", {"do": "move", "number": made.number})
    made.refresh_from_db()
    assert made.starts_at.date() > slot.day
    clerk.post(f"{at}do/", {"do": "reopen"})
    assert "受付中" in clerk.get(f"/desk/booking/slots/?code=sample-counter&day={day}").content.decode()


def test_series__weekly__tells_each_day(clerk):
    slot = free()[0]
    until = (slot.day + timedelta(days=14)).isoformat()
    call(clerk, slot, until=until, but=(slot.day + timedelta(days=7)).isoformat())
    assert booking.Reservation.objects.count() == 2
    last = booking.Reservation.objects.order_by("starts_at").first()
    clerk.post(f"/desk/booking/r/{last.number}/do/", {"do": "cancel-rest"})
    assert booking.Reservation.objects.filter(cancelled_at=None).count() == 0


NURSERY = {"a_week": 3, "a_month": 14, "meal_yen": 300, "no_show": "連絡してください。"}
CHILD = {"name": "見本　ひなた", "kana": "ミホン　ヒナタ", "birth": "2023-06-20", "allergies": "卵", "emergency": "047-000-0000"}


@pytest.fixture
def child():
    """A registered child whose parent telephones; the nursery has met it."""
    now = timezone.now()
    half = {"days": "mon-sun", "hours": "8:30-17:00", "length": 255, "capacity": 2, "closed_days": "ignore"}
    classes = [("babies", 0, 1), ("others", 2, 9)]
    a_bookable(
        now, kind="nursery", who={"proof": "account"}, limits={"in_a_row": 2}, nursery=NURSERY, fee={"yen": 1500, "each": "slot"},
        tracks=[{"code": code, "title": code, "ages": [first, last]} for code, first, last in classes],
        openings=[{**half, "track": code} for code, _first, _last in classes],
        pages=[{"title": "当日", "ask": [{"id": "meal", "type": "yes-no", "label": "給食"}]}],
    )  # fmt: skip
    found = nursery.register_child(CHILD, section="kodomo", by=a_resident(a_resident_account()), at=now)
    nursery.record_interview(found, now.date(), by=an_officer(), at=now)
    return found


def test_phone__temporary_care__names_the_child_and_its_allergies(client, child):
    clerk = signed_in(client, a_staff_account("kodomo"))
    page = clerk.get(f"/desk/booking/?code=sample-counter&child={child.pk}").content.decode()
    assert "アレルギー" in page
    assert "卵" in page
    mornings = [one for one in free() if localtime(one.starts_at).hour < 12]  # two in a row are a day, whatever the time is now
    slot = next(one for one in mornings if one.track == "others")
    given = {"child": child.pk, "count": "2", "track": "others", "meal": "yes"}
    unread = call(clerk, slot, **given)
    assert unread.status_code == 422
    assert not booking.Reservation.objects.exists()
    call(clerk, slot, **given, confirmed=child.revision)
    made = booking.Reservation.objects.get()
    assert made.account_id == child.account_id, "the parent finds it among their own"
    assert made.fee_yen == 2 * 1500 + 300, "one meal for the whole day"
    assert (made.stay.child_id, made.stay.meal, made.is_firm) == (child.pk, True, False)
    other = signed_in(clerk.__class__(), a_staff_account("kaigo"))
    assert "ひなた" not in other.get(f"/desk/booking/?code=sample-counter&child={child.pk}").content.decode()


def test_phone__line_to_the_public_side_cut__books_from_the_quota_alone(clerk, settings):
    settings.MADO_ZONE = "office"
    page = clerk.get("/desk/booking/?code=sample-counter").content.decode()
    assert "公開側とつながっていません" in page
    slot = free()[0]
    call(clerk, slot)
    slot.refresh_from_db()
    assert (slot.free, slot.quota_free) == (1, 0)
    assert "埋まりました" in call(clerk, slot).content.decode()
