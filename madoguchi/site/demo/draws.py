"""The demo's lotteries: one that has been drawn and published, one that is open. By the real actions, with past moments."""

from datetime import datetime, timedelta

from madoguchi.city.public import current
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import Refused
from madoguchi.engines.booking.public import lottery
from madoguchi.engines.people import public as people

RULES = "gym-weekend"
ENTRANTS = ["sakura@example.jp", "ken@example.jp", "misaki@example.jp", "takahashi@example.jp"]


def make_lotteries(at: datetime) -> int:
    """None where there are some, where the city has no such rules, or where no slots have been laid yet."""
    staff = [people.Account.objects.filter(email=f"{name}@desk.example.jp").first() for name in ("sports", "sports2")]
    if lottery.Lottery.objects.exists() or current("lottery", RULES) is None or None in staff:
        return 0
    first, second = (people.actor_for(one, at, session="demo", second_factor=True) for one in staff if one)
    day = today(at)
    try:
        past = lottery.announce(
            RULES, first_on=day + timedelta(days=6), last_on=day + timedelta(days=8), opens_at=at - timedelta(days=12),
            closes_at=at - timedelta(days=5), by=first, at=at - timedelta(days=12),
        )  # fmt: skip
        enter_all(past, at - timedelta(days=10))
        lottery.close(past, by=first, at=at - timedelta(days=5))
        lottery.propose(past, entropy="1013.2 hPa（架空）", by=first, at=at - timedelta(days=3))
        lottery.draw(past, by=second, at=at - timedelta(days=3))
        lottery.publish(past, by=first, at=at - timedelta(days=2))
        coming = lottery.announce(
            RULES, first_on=day + timedelta(days=20), last_on=day + timedelta(days=22), opens_at=at - timedelta(days=1),
            closes_at=at + timedelta(days=9), by=first, at=at - timedelta(days=1),
        )  # fmt: skip
        enter_all(coming, at)
    except Refused:  # the halls are closed on just these days
        return lottery.Lottery.objects.count()
    return 2


def enter_all(found: lottery.Lottery, at: datetime) -> None:
    """Everybody wants the first slot first."""
    places = [str(pk) for pk in found.slots.order_by("slot__starts_at").values_list("slot_id", flat=True)]
    for mail in ENTRANTS:
        account = people.Account.objects.filter(email=mail).first()
        if account is None:
            continue
        wish = lottery.Wish(slots=places[:3], contact={"name": account.name or "見本", "phone": "047-000-0003"})
        lottery.enter(found, wish, by=people.actor_for(account, at, session="demo"), at=at)
