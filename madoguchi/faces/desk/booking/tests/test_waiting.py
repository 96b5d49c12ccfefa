"""キャンセル待ちの窓口: who waits, a caller put in line, an offer answered for whoever telephones; of the own section alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.audit.public import Entry
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import waiting as line
from madoguchi.engines.booking.testing import a_bookable, a_reservation, slots, somebody, untrue_counters
from madoguchi.engines.people.public import SYSTEM, bind
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of, an_addressee, an_officer, signed_in
from tests.test_query_counts import asked

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}
TOPIC = {"id": "topic", "type": "choice", "label": "分野", "options": {"land": "土地", "debt": "借金"}}
ALL = "/desk/booking/waiting/"


@pytest.fixture
def clerk(client):
    a_bookable(
        timezone.now(), openings=[DAILY], ask={"name": "needed", "phone": "optional", "mail": "optional"}, limits={"party": 2},
        pages=[{"title": "内容", "ask": [TOPIC]}], who={"proof": "mail"},
    )  # fmt: skip
    return signed_in(client, a_staff_account("kodomo"))


@pytest.fixture
def other(clerk):
    return signed_in(Client(), a_staff_account("kaigo"))


@pytest.fixture
def slot(clerk):
    """Full."""
    found = next(slot for slot in slots() if slot.starts_at > timezone.now() + timedelta(days=2))
    first = {"contact": {"name": "先客"}, "answers": {"topic": "land"}, "way": booking.Way.PHONE}
    a_reservation(found, by=an_officer(), at=timezone.now(), **first)
    return found


def waits(slot, number=1, by=None, **contact):
    given = {"name": f"見本 {number}郎", "mail": f"hito{number}@example.jp", **contact}
    return line.join(slot.pk, contact=given, by=by or somebody(number), at=timezone.now())


def call(clerk, slot, **more):
    given = {
        "code": "sample-counter", "do": "wait", "slot": slot.pk if slot else "", "topic": "debt",
        "contact.name": "見本 花子", "contact.phone": "047-000-0000", **more,
    }  # fmt: skip
    return clerk.post("/desk/booking/", given)


def freed(slot):
    """Somebody cancels: the place is offered to the first in line."""
    booking.cancel(booking.Reservation.objects.get(way="phone", cancelled_at=None), by=an_officer(), at=timezone.now())


def page_of(client, address):
    return client.get(address).content.decode()


def test_phone__full_slot__leads_to_the_line_and_says_the_place(clerk, slot):
    waits(slot)
    page = page_of(clerk, f"/desk/booking/?code=sample-counter&slot={slot.pk}")
    assert "満員の時間" in page
    assert re.search(rf'value="{slot.pk}" checked', page)
    answer = call(clerk, slot)
    made = line.Waiting.objects.latest("joined_at")
    assert answer["Location"] == f"{ALL}{made.pk}/"
    assert made.contact == {"name": "見本 花子", "phone": "0470000000"}
    assert made.answers == {"topic": "debt"}
    assert "順番は2番目です" in page_of(clerk, answer["Location"])


def test_phone__pressed_twice__waits_once(clerk, slot):
    call(clerk, slot)
    assert call(clerk, slot)["Location"] == f"{ALL}slot/{slot.pk}/"
    assert line.Waiting.objects.count() == 1


def test_phone__cannot_be_reached_or_nothing_chosen__says_so_and_keeps_what_was_typed(clerk, slot):
    unreachable = call(clerk, slot, **{"contact.phone": ""})
    assert unreachable.status_code == 422
    assert "電話番号かメールアドレスを入力してください" in unreachable.content.decode()
    assert "見本 花子" in unreachable.content.decode()
    assert "どの時間を待つか" in call(clerk, None).content.decode()
    assert "まだ空いています" in call(clerk, slots()[-1]).content.decode()
    assert not line.Waiting.objects.exists()


def test_phone__taken_while_typing__is_still_chosen_to_wait_for(clerk, slot):
    page = call(clerk, slot, do="").content.decode()
    assert "埋まりました" in page
    assert re.search(rf'value="{slot.pk}" checked', page)
    assert "キャンセル待ちに入れる" in page


def test_offer__caller_without_mail__is_on_the_list_of_whom_to_telephone(clerk, slot):
    call(clerk, slot)
    assert "返事を待っている案内はありません" in page_of(clerk, f"{ALL}?state=offered")
    freed(slot)
    page = page_of(clerk, f"{ALL}?state=offered")
    assert "電話で知らせる" in page
    assert "見本 花子" in page
    assert "047-000-0000" not in page, "a list names nobody's number"


def test_accept__by_telephone__asks_what_the_reservation_asks_and_is_firm(clerk, slot):
    made = waits(slot)
    freed(slot)
    assert 'name="topic"' in page_of(clerk, f"{ALL}{made.pk}/")
    unanswered = clerk.post(f"{ALL}{made.pk}/do/", {"do": "accept"})
    assert unanswered.status_code == 422
    assert line.open_offer(made)
    done = clerk.post(f"{ALL}{made.pk}/do/", {"do": "accept", "topic": "land"})
    again = clerk.post(f"{ALL}{made.pk}/do/", {"do": "accept", "topic": "land"})
    row = booking.Reservation.objects.get(cancelled_at=None)
    assert done["Location"] == again["Location"] == f"/desk/booking/r/{row.number}/"
    assert (row.is_firm, row.way, row.answers) == (True, "phone", {"topic": "land"})
    assert row.number in page_of(clerk, f"{ALL}{made.pk}/")
    assert untrue_counters() == []


def test_accept__of_an_account__is_the_accounts_own_reservation(clerk, slot):
    account = a_resident_account()
    made = waits(slot, by=actor_of(account))
    freed(slot)
    clerk.post(f"{ALL}{made.pk}/do/", {"do": "accept", "topic": "land"})
    assert booking.Reservation.objects.get(cancelled_at=None).account_id == account.pk


def test_two_clerks__one_declines_the_other_accepts__the_second_is_told(clerk, slot):
    first, second = waits(slot), waits(slot, 2)
    freed(slot)
    colleague = signed_in(Client(), a_staff_account("kodomo"))
    clerk.post(f"{ALL}{first.pk}/do/", {"do": "decline"})
    told = colleague.post(f"{ALL}{first.pk}/do/", {"do": "accept", "topic": "land"}, follow=True).content.decode()
    assert "すでに見送られています" in told
    assert line.open_offer(second)
    clerk.post(f"{ALL}{second.pk}/do/", {"do": "accept", "topic": "land"})
    told = colleague.post(f"{ALL}{second.pk}/do/", {"do": "leave"}, follow=True).content.decode()
    assert "もう終わっています" in told
    assert untrue_counters() == []


def test_leave__taken_off__the_next_moves_up(clerk, slot):
    first, second = waits(slot), waits(slot, 2)
    clerk.post(f"{ALL}{first.pk}/do/", {"do": "leave"})
    assert line.place_in_line(second) == 1
    page = page_of(clerk, f"{ALL}slot/{slot.pk}/")
    assert "見本 2郎" in page
    assert "見本 1郎" not in page


def test_lists__order_and_place__of_a_slot_and_of_all(clerk, slot):
    for n in (1, 2, 3):
        waits(slot, n)
    for address in (ALL, f"{ALL}slot/{slot.pk}/"):
        page = page_of(clerk, address)
        assert [page.index(f"見本 {n}郎") for n in (1, 2, 3)] == sorted(page.index(f"見本 {n}郎") for n in (1, 2, 3))
    assert "見本 1郎" not in page_of(clerk, f"{ALL}?day=2020-01-01")
    assert f'href="{ALL}slot/{slot.pk}/"' in page_of(clerk, f"/desk/booking/slots/?code=sample-counter&day={slot.day}")
    assert Entry.objects.filter(action="listed", subject_kind="waiting").count() == 2, "that the names were shown is written down"


def test_lists__nobody_waits__say_so(clerk, slot):
    assert "待っている方はいません" in page_of(clerk, ALL)
    page = page_of(clerk, f"{ALL}slot/{slot.pk}/")
    assert "この枠を待っている方はいません" in page
    assert f"slot={slot.pk}" in page, "and lead to where a caller is put in line"


def test_lists__many_wait__ask_no_more_and_go_on_by_the_last_ones_key(clerk, slot):
    waits(slot, 1)
    pages = (ALL, f"{ALL}slot/{slot.pk}/", f"{ALL}?state=offered")
    few = {address: asked(clerk, address) for address in pages}
    for n in range(2, 62):
        waits(slot, n)
    assert {address: asked(clerk, address) for address in pages} == few
    for address in pages[:2]:
        page = page_of(clerk, address)
        following = re.search(r'href="(\?[^"]*after=[^"]+)"', page)[1].replace("&amp;", "&")
        rest = page_of(clerk, address + following)
        assert "見本 61郎" in rest
        assert "見本 50郎" not in rest
        assert re.search(r'class="number">51</td>', rest), "the place in the line goes on"


def test_other_section__sees_and_does_nothing(other, slot):
    made = waits(slot)
    freed(slot)
    for address in (ALL, f"{ALL}?state=offered"):
        assert "1郎" not in page_of(other, address)
    assert other.get(f"{ALL}slot/{slot.pk}/").status_code == 404
    assert other.get(f"{ALL}{made.pk}/").status_code == 404
    for what in ("accept", "decline", "leave"):
        assert other.post(f"{ALL}{made.pk}/do/", {"do": what, "topic": "land"}).status_code == 404
    assert line.open_offer(made)
    with pytest.raises(NotPermitted):
        line.decline(made, by=an_officer("kaigo"), at=timezone.now())
    call(other, slot)
    assert line.Waiting.objects.count() == 1


def test_protected__is_not_named_in_lists_and_opens_after_the_warning(clerk, slot):
    account = a_resident_account()
    bind(account, an_addressee(suppressed=True), by=SYSTEM, at=timezone.now())
    made = waits(slot, by=actor_of(account))
    page = page_of(clerk, ALL)
    assert "見本 1郎" not in page
    assert "支援措置の対象者" in page
    before = page_of(clerk, f"{ALL}{made.pk}/")
    assert "支援措置の対象者です" in before
    assert "hito1" not in before
    assert "支援措置の対象者です" in clerk.post(f"{ALL}{made.pk}/do/", {"do": "leave"}).content.decode()
    assert line.place_in_line(made) == 1
    asks = {"kind": "waiting", "number": str(made.pk), "back": f"{ALL}{made.pk}/"}
    assert clerk.post("/desk/protection/", asks)["Location"] == f"{ALL}{made.pk}/"
    assert "hito1@example.jp" in page_of(clerk, f"{ALL}{made.pk}/")
    assert Entry.objects.filter(action="looked", subject_kind="waiting", purpose="protected").exists()
    assert clerk.post("/desk/protection/", {**asks, "number": "nothing"}).status_code == 404


def test_office_side__says_that_the_list_is_elsewhere_and_puts_nobody_in_line(clerk, slot, settings):
    settings.MADO_ZONE = "office"
    assert "公開側にだけあります" in page_of(clerk, ALL)
    assert "満員の時間" not in page_of(clerk, "/desk/booking/?code=sample-counter")
    call(clerk, slot)
    assert not line.Waiting.objects.exists()
