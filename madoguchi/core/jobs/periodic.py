"""Chores: what runs every so often. A room registers them when it starts; of many workers one runs each."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F, Q
from django.utils import timezone

from madoguchi.core.jobs.models import Periodic
from madoguchi.core.jobs.running import reason_of
from madoguchi.core.registry import Registry
from madoguchi.core.zones import Zone, is_here

log = logging.getLogger("madoguchi.jobs")
Run = Callable[[datetime], object]


@dataclass(frozen=True)
class Chore:
    """`run` gets the moment, and may return how much it did. Keep it short: a chore that has much to do queues jobs.
    `compares`: it returns how many differences it found between rows that must agree; any is a fault.
    """

    name: str
    run: Run
    seconds: float
    daily: time | None = None
    compares: bool = False
    zone: Zone = Zone.ALL

    def next_after(self, at: datetime) -> datetime:
        if self.daily is None:
            return at + timedelta(seconds=self.seconds)
        here = timezone.localtime(at)
        today = here.replace(hour=self.daily.hour, minute=self.daily.minute, second=0, microsecond=0)
        return today if today > here else today + timedelta(days=1)


CHORES: Registry[Chore] = Registry("chores")


def every(name: str, *, seconds: float = 0, daily: str = "", compares: bool = False, zone: Zone = Zone.ALL) -> Callable[[Run], Run]:
    """Register a chore: every so many seconds, or daily at "HH:MM" in Tokyo; on one side of the network split, or on each."""
    if bool(seconds) == bool(daily):
        raise ValueError(f"{name}: either seconds or daily")

    def register(run: Run) -> Run:
        at = time.fromisoformat(daily) if daily else None
        CHORES.register(name, Chore(name, run, seconds or 86_400, at, compares, zone))
        return run

    return register


def set_up(at: datetime) -> None:
    """A row for each chore. One by the second is due now, a daily one at its next hour."""
    rows = [
        Periodic(name=name, next_at=chore.next_after(at) if chore.daily else at)
        for name, chore in CHORES.items()
        if is_here(chore.zone)
    ]
    Periodic.objects.bulk_create(rows, ignore_conflicts=True)


def due(at: datetime) -> list[str]:
    free = Q(lease=None) | Q(lease_until__lt=at)
    names = Periodic.objects.filter(free, next_at__lte=at).values_list("name", flat=True)
    return [name for name in names if name in CHORES and is_here(CHORES.get(name).zone)]


def claim(name: str, *, at: datetime, until: datetime) -> str | None:
    """The token of the lease, or None where another worker was quicker."""
    token = secrets.token_hex(16)
    free = Periodic.objects.filter(Q(lease=None) | Q(lease_until__lt=at), name=name, next_at__lte=at)
    return token if free.update(lease=token, lease_until=until, started_at=at) else None


def extend(tokens: list[str], until: datetime) -> None:
    Periodic.objects.filter(lease__in=tokens).update(lease_until=until)


def run_claimed(name: str, token: str, at: datetime) -> bool:
    """Run a chore under its lease. One that fails is due again at its usual time, and counted."""
    chore, mine = CHORES.get(name), Periodic.objects.filter(name=name, lease=token)
    failed: BaseException | None = None
    told: object = None
    try:
        told = chore.run(at)
    except Exception as error:
        log.exception("chore %s failed", name)
        failed = error
    now = timezone.now()
    mine.update(
        lease=None,
        lease_until=None,
        finished_at=now,
        next_at=chore.next_after(now if failed or chore.daily else at),
        failures=F("failures") + 1 if failed else 0,
        reason=reason_of(failed)[:400] if failed else "",
        **outcome_of(chore, told, now),
    )
    return failed is None


def outcome_of(chore: Chore, told: object, now: datetime) -> dict[str, object]:
    """What the run said of itself, for the table of chores: a number, or a list of what it found."""
    number = len(told) if isinstance(told, list) else told
    counted = number if isinstance(number, int) and not isinstance(number, bool) else None
    differed: dict[str, object] = {"differed_at": now} if chore.compares and counted else {}
    return {"counted": counted, "compares": chore.compares, **differed}


def run_due(at: datetime, lease: timedelta = timedelta(minutes=1)) -> int:
    """Run what is due, one after another; how many."""
    ran = 0
    for name in due(at):
        if token := claim(name, at=at, until=at + lease):
            run_claimed(name, token, at)
            ran += 1
    return ran
