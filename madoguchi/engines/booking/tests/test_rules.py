"""決まり: who may, how many, when first for whom, what it costs, when one is reminded. All by data."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from madoguchi.city.public import publish
from madoguchi.engines.booking import losing
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.actions import remind
from madoguchi.engines.booking.models import Reminded
from madoguchi.engines.booking.testing import NOON, a_bookable, a_resource, slots, somebody, untrue_counters
from madoguchi.engines.messages.public import Message
from madoguchi.engines.people.public import Actor
from madoguchi.engines.people.testing import SYSTEM, a_group, a_resident, a_resident_account, actor_of, an_officer

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 5, "closed_days": "ignore"}
TOMORROW = date(2026, 7, 2)
LIVES_HERE = {"resident": True}


def book(slot, by, at=NOON, **wish):
    return booking.book([slot.pk], booking.Request(**wish), by=by, at=at)


@pytest.mark.parametrize(
    ("limits", "further", "allowed"),
    [
        ({"a_day": 1}, [(0, 1)], False),
        ({"a_day": 1}, [(1, 0)], True),
        ({"a_week": 2}, [(1, 0), (2, 0)], False),
        ({"a_week": 2}, [(1, 0), (4, 0)], True),
        ({"a_month": 2}, [(5, 0), (9, 0)], False),
        ({"a_month": 2}, [(5, 0), (30, 0)], True),
        ({"at_a_time": 1}, [(9, 0)], False),
    ],
    ids=lambda value: str(value),
)  # fmt: skip
def test_limits__a_person__by_day_week_month_and_at_a_time(limits, further, allowed):
    """Tomorrow is a Thursday; four days later begins another week, thirty days later another month."""
    a_bookable(openings=[DAILY], limits=limits)
    me = a_resident(a_resident_account())
    book(slots(on=TOMORROW)[0], me)
    *before, (days, index) = further
    for day, at in before:
        book(slots(on=TOMORROW + timedelta(days=day))[at], me)
    last = slots(on=TOMORROW + timedelta(days=days))[index]
    if allowed:
        assert book(last, me).is_firm
        return
    with pytest.raises(booking.LimitReached):
        book(last, me)
    assert booking.book([last.pk], booking.Request(way=booking.Way.PHONE), by=an_officer(), at=NOON), "the desk speaks with people"
    assert book(last, a_resident(a_resident_account())), "another person has limits of their own"
    assert untrue_counters() == []


def test_limits__of_one_scope__count_over_all_its_things():
    for code in ("sample-counter", "other"):
        a_bookable(code=code, openings=[DAILY], limits={"scope": "rooms", "at_a_time": 1})
    me = a_resident(a_resident_account())
    book(slots(on=TOMORROW)[0], me)
    with pytest.raises(booking.LimitReached):
        book(slots("other", on=TOMORROW)[1], me)


def test_limits__by_mail_or_telephone__where_nobody_signed_in():
    a_bookable(openings=[DAILY], limits={"at_a_time": 1})
    book(slots(on=TOMORROW)[0], somebody(1), contact={"mail": "Hanako@example.jp"})
    with pytest.raises(booking.LimitReached):
        book(slots(on=TOMORROW)[1], somebody(2), contact={"mail": "hanako@example.jp"})
    assert book(slots(on=TOMORROW)[1], somebody(3), contact={"mail": "taro@example.jp"})


def test_who__residents_only__by_what_one_says():
    a_bookable(openings=[DAILY], who={"residents_only": True})
    with pytest.raises(booking.OnlyResidents):
        book(slots(on=TOMORROW)[0], somebody())
    assert book(slots(on=TOMORROW)[0], somebody(), contact=LIVES_HERE)


def test_lead__groups_first_then_residents__then_everybody():
    a_bookable(openings=[DAILY], lead={"days": 30, "groups_first": 3, "residents_first": 10}, who={"groups": True})
    slot = next(one for one in slots() if one.opens_at > NOON)
    officer = a_resident_account()
    group = actor_of(officer, NOON, acting=f"group:{a_group(officer).pk}")
    first, fourth, eleventh = (slot.opens_at + timedelta(days=days, minutes=1) for days in (0, 3, 10))
    with pytest.raises(booking.OthersFirst):
        book(slot, somebody(), first, contact=LIVES_HERE)
    with pytest.raises(booking.OthersFirst):
        book(slot, somebody(), first, contact={**LIVES_HERE, "group": "自称の会"})
    assert book(slot, group, first, contact=LIVES_HERE)
    with pytest.raises(booking.OthersFirst):
        book(slot, somebody(), fourth)
    assert book(slot, somebody(), fourth, contact=LIVES_HERE)
    assert book(slot, somebody(2), eleventh)


@pytest.mark.parametrize(
    ("each", "party", "count", "here", "elsewhere"),
    [("reservation", 3, 2, 500, 750), ("slot", 3, 2, 1000, 1500), ("person", 3, 1, 1500, 2250), ("hour", 1, 2, 1000, 1500)],
)
def test_fee__by_what_is_counted__and_more_for_others(each, party, count, here, elsewhere):
    fee = {"yen": 500, "each": each, "non_residents_percent": 150}
    a_bookable(openings=[DAILY], fee=fee, limits={"party": 3, "in_a_row": 2})
    wanted = [slot.pk for slot in slots(on=TOMORROW)[:count]]
    asked = [(LIVES_HERE, here), ({}, elsewhere)]
    for number, (contact, yen) in enumerate(asked):
        made = booking.book(wanted, booking.Request(contact=contact), party=party if number == 0 else 1, by=somebody(), at=NOON)
        assert made.fee_yen == (yen if number == 0 or each != "person" else elsewhere // party)


def test_needs__room_and_interpreter__with_time_to_prepare_and_clean():
    for code in ("room-1", "sign-1"):
        a_resource(code)
    needs = [
        {"code": "room", "any_of": ["room-1"], "before": 10, "after": 20},
        {"code": "interpreter", "title": "手話通訳", "any_of": ["sign-1"], "optional": True},
    ]
    a_bookable(openings=[{**DAILY, "every": 60}], needs=needs)
    a_bookable(code="other", openings=[{**DAILY, "hours": "9:30-12:30"}], needs=[needs[1]])
    nine, ten, *_more = slots(on=TOMORROW)
    made = booking.book([nine.pk], booking.Request(), extras=["interpreter"], by=somebody(), at=NOON)
    spans = {(row.unit_id, nine.starts_at - row.starts_at, row.ends_at - nine.ends_at) for row in made.hold.occupations.all()}
    minute = timedelta(minutes=1)
    assert spans == {("room-1", 10 * minute, 20 * minute), ("sign-1", 0 * minute, 0 * minute)}
    with pytest.raises(booking.ResourceTaken):
        book(ten, somebody(2))
    with pytest.raises(booking.ResourceTaken):
        booking.book([slots("other", on=TOMORROW)[0].pk], booking.Request(), extras=["interpreter"], by=somebody(2), at=NOON)
    assert booking.book([slots("other", on=TOMORROW)[0].pk], booking.Request(), by=somebody(2), at=NOON)
    assert untrue_counters() == []


def test_remind__at_each_lead__once_and_not_what_is_cancelled_moved_or_made_just_now():
    a_bookable(openings=[DAILY], remind=["1d", "2h"])
    slot = next(one for one in slots() if one.starts_at > NOON + timedelta(days=3))
    told = book(slot, somebody(1), contact={"mail": "a@example.jp"})
    gone = book(slot, somebody(2), contact={"mail": "b@example.jp"})
    booking.cancel(gone, token=booking.link_token(gone.number), by=somebody(2), at=NOON)
    day_before = slot.starts_at - timedelta(days=1)
    late = book(slot, somebody(3), day_before + timedelta(hours=1), contact={"mail": "c@example.jp"})
    for _twice in range(2):
        remind.remind_due(day_before)
        remind.remind_due(day_before + timedelta(hours=1, minutes=1))
    assert list(Reminded.objects.values_list("reservation", "minutes")) == [(told.pk, 24 * 60)]
    remind.remind_due(slot.starts_at - timedelta(hours=2))
    assert set(Reminded.objects.filter(minutes=120).values_list("reservation", flat=True)) == {told.pk, late.pk}
    assert Message.objects.filter(template="booking-reminder").count() == 3


def test_remind__many__the_ones_told_never_stand_before_the_others(monkeypatch):
    monkeypatch.setattr(remind, "AT_ONCE", 2)
    a_bookable(openings=[DAILY], remind=["1d"])
    slot = next(one for one in slots() if one.starts_at > NOON + timedelta(days=3))
    for number in range(5):
        book(slot, somebody(number), contact={"mail": f"p{number}@example.jp"})
    counts = [remind.remind_due(slot.starts_at - timedelta(days=1)) for _n in range(4)]
    assert counts == [2, 2, 1, 0]


def test_alternatives__many_lose_at_once__each_is_offered_others(monkeypatch):
    a_bookable(openings=[{**DAILY, "hours": "9:00-17:00", "length": 20, "capacity": 1}])
    wanted = slots(on=TOMORROW)[4]
    alone = [one.pk for one in booking.alternatives(wanted, at=NOON)]
    assert alone == [one.pk for one in booking.alternatives(wanted, at=NOON)], "the nearest, for whoever loses alone"
    monkeypatch.setattr(losing.LOSERS, "size", lambda: losing.MANY)
    offered = [{one.pk for one in booking.alternatives(wanted, at=NOON)} for _n in range(4)]
    assert [len(one) for one in offered] == [6] * 4
    assert len(set.union(*offered)) == 24


def test_gone__while_many_lose__is_answered_without_a_question__but_the_desk_and_the_holder_may_ask(
    monkeypatch, django_assert_num_queries
):
    a_bookable(openings=[{**DAILY, "capacity": 1, "quota": 0}])
    wanted = slots(on=TOMORROW)[1]
    mine = booking.hold([wanted.pk], of="sample-counter", by=somebody(), at=NOON)
    for number in range(2, 9):
        with pytest.raises(booking.SlotFull):
            booking.hold([wanted.pk], of="sample-counter", by=somebody(number), at=NOON)
    monkeypatch.setattr(losing.LOSERS, "size", lambda: losing.MANY)
    monkeypatch.setattr(losing.GONE, "lasts", 60)
    monkeypatch.setattr(losing.FREE, "lasts", 60)
    booking.alternatives(wanted, at=NOON)
    nobody = Actor(kind="anonymous")
    with django_assert_num_queries(0), pytest.raises(booking.SlotFull) as refusal:
        booking.book([wanted.pk], booking.Request(), of="sample-counter", by=nobody, at=NOON)
    assert len(refusal.value.alternatives) == 6
    again = booking.hold([wanted.pk], of="sample-counter", by=somebody(), at=NOON)
    assert again.pk != mine.pk
    booking.leave(again, by=somebody(), at=NOON)
    assert booking.book([wanted.pk], booking.Request(way=booking.Way.PHONE), by=an_officer(), at=NOON)


def test_alternatives__near_in_time_then_what_would_do_as_well():
    one = {**DAILY, "capacity": 1}
    a_bookable(openings=[one])
    publish("purpose", {"code": "renewal", "title": "更新"}, by=SYSTEM, at=NOON)
    a_bookable(openings=[one], purpose="renewal")
    a_bookable(code="station", openings=[one], purpose="renewal")
    wanted = slots(on=TOMORROW)[1]
    book(wanted, somebody())
    booking.Slot.objects.filter(bookable="sample-counter").exclude(day=TOMORROW).update(free=F("free") - 1)
    with pytest.raises(booking.SlotFull) as refusal:
        book(wanted, somebody(2))
    found = refusal.value.alternatives
    assert [slot.bookable for slot in found[:2]] == ["sample-counter"] * 2
    assert {slot.bookable for slot in found[2:]} == {"station"}
