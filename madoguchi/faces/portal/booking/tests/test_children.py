"""一時預かり on the portal: the parent sees the child's class first, and what stands in the way before filling anything in."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.booking.public import nursery
from madoguchi.engines.booking.testing import a_bookable, slots
from madoguchi.engines.people.testing import a_resident, a_resident_account, an_officer, signed_in

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 2, "closed_days": "ignore"}
TRACKS = [{"code": "age-0", "title": "0歳児クラス", "ages": [0, 0]}, {"code": "age-1-5", "title": "1〜5歳児クラス", "ages": [1, 5]}]
PAGE = "/booking/sample-counter/"


@pytest.fixture
def parent():
    """Signed in, with one child of two years whom nobody has met yet."""
    now = timezone.now()
    a_bookable(
        now, kind="nursery", tracks=TRACKS, openings=[{**DAILY, "track": track["code"]} for track in TRACKS],
        who={"proof": "account", "residents_only": True}, ask={"name": "needed"},
        nursery={"a_week": 2, "a_month": 4, "no_show": "連絡してください。"},
    )  # fmt: skip
    account = a_resident_account()
    born = (now - timedelta(days=900)).date().isoformat()
    child = {"name": "見本 あおい", "kana": "ミホン アオイ", "birth": born, "allergies": "卵", "emergency": "0470000000"}
    nursery.register_child(child, section="kodomo", by=a_resident(account), at=now)
    return signed_in(Client(), account)


def fill_page(parent: Client, track: str) -> str:
    soon = next(one for one in slots() if one.track == track and one.starts_at > timezone.now() + timedelta(days=1))
    return parent.get(parent.post(PAGE + "hold/", {"slot": soon.pk})["Location"]).content.decode()


def test_calendar__opens_with_the_class_of_the_only_child(parent):
    assert 'aria-current="true">1〜5歳児クラス' in parent.get(PAGE).content.decode()
    assert 'aria-current="true">0歳児クラス' in parent.get(PAGE + "?track=age-0").content.decode()
    assert 'aria-current="true">0歳児クラス' in Client().get(PAGE).content.decode()


def test_fill__child_not_met_or_of_another_class__is_said_at_once(parent):
    assert "先に面談が必要です" in fill_page(parent, "age-1-5")
    nursery.record_interview(nursery.Child.objects.get(), timezone.localdate(), by=an_officer(), at=timezone.now())
    assert "この枠の区分と違います" in fill_page(parent, "age-0")
    assert 'class="notice bad"' not in fill_page(parent, "age-1-5")


def test_fill__what_is_missing__is_said_at_once_and_at_its_place(parent):
    soon = next(one for one in slots() if one.track == "age-1-5" and one.starts_at > timezone.now() + timedelta(days=1))
    address = parent.post(PAGE + "hold/", {"slot": soon.pk})["Location"]
    child = nursery.Child.objects.get()
    page = parent.post(address, {"contact.name": "", "child": child.pk}).content.decode()
    summary = page[page.index('id="error-summary"') :].partition("</ul>")[0]
    assert re.findall(r'href="#([^"]+)"', summary) == ["f-contact-name", "f-contact-resident", "f-child"]
