"""Some weeks of bookings, made by the real actions: invented people, and a few of the cast's own."""

import random
from datetime import datetime, timedelta
from typing import Any

from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.forms.public import FIELD_TYPES
from madoguchi.engines.people import public as people

FAMILIES = (("見本", "ミホン"), ("例示", "レイジ"), ("架空", "カクウ"), ("仮名", "カリナ"), ("試作", "シサク"))
GIVEN = (("さくら", "サクラ"), ("健", "ケン"), ("葵", "アオイ"), ("湊", "ミナト"), ("例子", "レイコ"))
OWN = (("sakura@example.jp", "certificate-renewal-shin-urayasu", 3), ("ken@example.jp", "gym-west", 6))


def make_slots(at: datetime) -> int:
    """Slots of what the city lets people book; nothing where they are there."""
    return booking.materialise_all(at)


def make_bookings(size: float, at: datetime) -> int:
    """About a hundred for size 1, once; how many were made."""
    if booking.Reservation.objects.exists() or size <= 0:
        return 0
    chance = random.Random(6)  # noqa: S311  nothing secret
    made = sum(_of_the_cast(mail, code, days, at) for mail, code, days in OWN)
    open_now = booking.Slot.objects.free().filter(opens_at__lte=at, closes_at__gt=at, starts_at__lt=at + timedelta(days=21))
    found = list(open_now.order_by("starts_at", "pk").values_list("pk", "bookable"))
    known = {one.code: one for one in booking.bookables()}
    usual = [pair for pair in found if known[pair[1]].nursery is None]
    for pk, code in chance.sample(usual, min(round(100 * size), len(usual))):
        made += _somebody(pk, known[code], chance, at)
    return made


def _somebody(slot: Any, one: booking.Bookable, chance: random.Random, at: datetime) -> int:
    """By telephone, so that no account is needed."""
    (family, family_kana), (given, given_kana) = chance.choice(FAMILIES), chance.choice(GIVEN)
    contact = {
        "name": f"{family}　{given}",
        "kana": f"{family_kana}　{given_kana}",
        "phone": f"090-0000-{chance.randrange(10_000):04d}",
        "resident": True,
    }
    by = people.Actor(kind="staff", section=one.department, posts=frozenset({(one.department, "clerk")}), second_factor=True)
    wish = booking.Request(contact=contact, answers=plausible(one), way=booking.Way.PHONE)
    try:
        booking.book([slot], wish, by=by, at=at)
    except Refused:
        return 0  # the hall may have been taken by the whole gym meanwhile
    return 1


def plausible(one: booking.Bookable) -> dict[str, Any]:
    """The first option of what must be chosen; nothing typed."""
    answers: dict[str, Any] = {}
    for question in (question for page in one.pages for question in page.ask if question.required):
        typed = {"": ["yes" if question.type == "yes-no" else next(iter(question.options), "例示")]}
        inside = answers
        *groups, last = question.id.split(".")
        for group in groups:
            inside = inside.setdefault(group, {})
        inside[last] = FIELD_TYPES.get(question.type).parse(typed, question)
    return answers


def _of_the_cast(mail: str, code: str, days: int, at: datetime) -> int:
    account = people.Account.objects.filter(email=mail).first()
    slots = booking.Slot.objects.free().filter(bookable=code, opens_at__lte=at, closes_at__gt=at)
    slot = slots.filter(starts_at__gt=at + timedelta(days=days)).order_by("starts_at").first()
    if account is None or slot is None:
        return 0
    contact = {"name": account.name, "mail": mail, "phone": "090-0000-0000", "resident": True}
    one = booking.bookable(code)
    try:
        booking.book([slot.pk], booking.Request(contact=contact, answers=plausible(one)), by=people.actor_for(account, at), at=at)
    except Refused:
        return 0
    return 1
