"""さがす: what would do, with a lift, in a language, near a station, with an interpreter; the earliest first. And as a calendar."""

import re

import pytest
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.engines.booking.testing import a_bookable, a_resource, slots
from madoguchi.engines.people.testing import SYSTEM

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}
LATER = {"openings": [DAILY], "lead": {"minutes": 3 * 24 * 60}}
"""Not within three days, whatever the time is now."""
SIGN = {"code": "interpreter", "title": "手話通訳", "any_of": ["sign-1"], "optional": True}


@pytest.fixture
def places():
    """At three places; the second is free earliest, the third has a lift and an interpreter."""
    now = timezone.now()
    a_bookable(now, **LATER)
    a_resource("sign-1", at=now)
    publish("purpose", {"code": "renewal", "title": "電子証明書の更新"}, by=SYSTEM, at=now)
    area = {"ja": "新浦安駅の近く"}
    a_bookable(now, **LATER, purpose="renewal", place={"name": "市役所"}, languages=["en"])
    a_bookable(now, code="station", openings=[DAILY], purpose="renewal", place={"name": "駅前センター", "area": area})
    a_bookable(now, code="plaza", **LATER, purpose="renewal", place={"name": "プラザ", "lift": True}, needs=[SIGN])


def shown(client, query: str = "") -> list[str]:
    """The places on the page, in its order."""
    page = client.get(f"/booking/for/renewal/{query}").content.decode().split("<main", 1)[1]
    found = {name: page.rfind(f"/booking/{code}/") for name, code in CODES.items() if f"/booking/{code}/" in page}
    return sorted(found, key=lambda name: found[name])


CODES = {"市役所": "sample-counter", "駅前センター": "station", "プラザ": "plaza"}


def test_purpose__all_that_would_do__the_earliest_first(client, places):
    assert shown(client)[0] == "駅前センター"
    assert set(shown(client)) == set(CODES)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?lift=1", {"プラザ"}),
        ("?extra=interpreter", {"プラザ"}),
        ("?language=en", {"市役所"}),
        ("?area=新浦安駅の近く", {"駅前センター"}),
        ("?area=火星&lift=1", set()),
    ],
)
def test_purpose__narrowed__shows_only_what_has_it(client, places, query, wanted):
    assert set(shown(client, query)) == wanted


def test_purpose__unknown__is_not_found(client, places):
    assert client.get("/booking/for/nothing/").status_code == 404


def test_free_times__as_a_calendar__are_those_that_can_be_booked(client, places):
    text = client.get("/api/v1/bookables/station/slots.ics").content.decode()
    assert text.startswith("BEGIN:VCALENDAR")
    free = [slot for slot in slots("station") if slot.closes_at > timezone.now()]
    first = free[0].starts_at.astimezone(timezone.get_current_timezone())
    assert f"{first:%Y%m%dT%H%M%S}" in text or f"{free[0].starts_at:%Y%m%dT%H%M%SZ}" in text
    assert 0 < text.count("BEGIN:VEVENT") <= len(free)


def test_purpose__days_side_by_side__lead_to_the_list_of_that_day(client, places):
    page = client.get("/booking/for/renewal/").content.decode()
    table = page[page.index('class="slots places"') : page.index("</table>")]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.S)
    assert re.findall(r'<th scope="col">([^<]+)<', rows[0]) == ["駅前センター", "プラザ", "市役所"]
    first = [bool(found) for found in re.findall(r"<td>(<a )?", rows[1])]
    assert first == [True, False, False], "the others are free from the third day on"
    assert all(re.findall(r"<td>(<a )?", rows[-1]))
    address = re.search(r'href="(/booking/plaza/[^"]+)"', rows[-1])[1].replace("&amp;", "&")
    assert re.search(r'<button name="slot"', client.get(address).content.decode())


@pytest.mark.parametrize("query", ["?extra=interpreter", "?lift=1"])
def test_purpose__of_one_place_or_with_something_besides__no_days(client, places, query):
    assert "slots places" not in client.get(f"/booking/for/renewal/{query}").content.decode()
