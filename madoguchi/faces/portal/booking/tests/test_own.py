"""わたしのもの: one page with what a person has booked, waits for, has entered, and their number at the counter."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import waiting
from madoguchi.engines.booking.testing import a_bookable, lottery, slots, somebody
from madoguchi.engines.people.testing import a_resident_account, actor_of, signed_in

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "0:00-23:00", "length": 60, "capacity": 1, "closed_days": "ignore"}


@pytest.fixture
def me():
    return a_resident_account()


def page_of(client, account) -> str:
    return signed_in(client, account).get("/mine/").content.decode()


def test_nothing__says_nothing(client, me):
    a_bookable(timezone.now(), openings=[DAILY])
    page = page_of(client, me)
    assert not any(f"<h2>{title}</h2>" in page for title in ("予約", "キャンセル待ち", "抽選", "窓口の順番"))


def test_everything__is_there__and_nothing_of_anybody_else(client, me):
    now = timezone.now()
    mine, other = actor_of(me), a_resident_account()
    found = lottery.a_lottery(now, bookable={"openings": [DAILY], "fee": {"yen": 1200}})
    soon = [slot for slot in slots() if slot.starts_at > now + timedelta(hours=2)]
    made = booking.book([soon[0].pk], booking.Request(contact={"name": "見本"}), by=mine, at=now)
    booking.book([soon[1].pk], booking.Request(), by=somebody(), at=now)
    line = waiting.join(soon[1].pk, contact={"mail": "hanako@example.jp"}, by=mine, at=now)
    entry = lottery.an_entry(found, found.slots.first().slot, who=mine, at=now)
    page = page_of(client, me)
    for part in (f"/booking/r/{made.number}/", "予約済み", "1,200円", line.token, entry.number, "待っています"):
        assert part in page
    nobodys = page_of(client.__class__(), other)
    assert not any(part in nobodys for part in (made.number, line.token, entry.number))


def test_link_of_the_mail__signed_out__leads_by_the_sign_in__and_tells_another_whose_it_is(client, me):
    now = timezone.now()
    a_bookable(now, openings=[DAILY])
    soon = next(slot for slot in slots() if slot.starts_at > now + timedelta(hours=2))
    made = booking.book([soon.pk], booking.Request(contact={"name": "見本"}), by=actor_of(me), at=now)
    address = f"/booking/r/{made.number}/"
    link = f"{address}?key={booking.link_token(made.number)}"
    turned = client.get(link)
    assert (turned.status_code, turned["Location"].split("?")[0]) == (302, "/account/login/")
    assert turned["Location"].endswith(f"?next=%2Fbooking%2Fr%2F{made.number}%2F"), "without the key of the mail"
    sent = client.post(link.replace("?", "cancel/?"), headers={"referer": f"http://testserver{link}"})
    assert (sent.status_code, sent["Location"]) == (302, turned["Location"]), "back to the page that the button was on"
    assert client.get(address).status_code == client.get(f"{address}?key=guessed").status_code == 404
    other = signed_in(client.__class__(), a_resident_account())
    refused = other.get(link)
    assert refused.status_code == 403
    page = refused.content.decode()
    assert "サインアウトして、そのアカウントで" in page
    assert other.get(address).status_code == 404
    following = re.search(r'action="/account/logout/">.*?name="next" value="([^"]+)"', page, re.DOTALL)
    signed_out = other.post("/account/logout/", {"next": unescape(following[1])})
    assert (signed_out.status_code, signed_out["Location"]) == (302, turned["Location"]), "to the sign-in, and from there back"
    assert other.get(address).status_code == 404
    assert signed_in(client, me).get(link).status_code == 200


def test_offer__comes_first_and_says_until_when(client, me):
    now = timezone.now()
    a_bookable(now, openings=[DAILY])
    near, far = [slot for slot in slots() if slot.starts_at > now + timedelta(days=2)][:2]
    held = [booking.book([slot.pk], booking.Request(), by=somebody(), at=now) for slot in (near, far)]
    for slot in (near, far):
        waiting.join(slot.pk, contact={"mail": "hanako@example.jp"}, by=actor_of(me), at=now)
    booking.cancel(held[1], token=booking.link_token(held[1].number), by=somebody(), at=now)
    page = page_of(client, me)
    assert page.index("空きました") < page.index("待っています")
    assert "までに返事" in page
