"""Carrying: one worker at a time sends what is due of one hook, in order, and writes down each try.

A receiver that is not reached, or says that it is too much, is left alone for growing times; a message that it alone refuses
waits by itself, and the others go on. A worker that is killed loses its lease; the next one begins with the same message, under the
same identifier.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from madoguchi.core.events.public import record
from madoguchi.core.sealing.public import unseal
from madoguchi.engines.people.public import SYSTEM, Actor, machine_actor
from madoguchi.engines.webhooks import outward, signing
from madoguchi.engines.webhooks.content import body_of
from madoguchi.engines.webhooks.events import HookPaused
from madoguchi.engines.webhooks.models import Attempt, Hook, Sending, Why
from madoguchi.engines.webhooks.planning import READ
from madoguchi.engines.webhooks.subjects import protected_among, told_of

WAITS = [
    timedelta(seconds=5),
    timedelta(seconds=30),
    *(timedelta(minutes=n) for n in (2, 10, 30, 60)),
    *(timedelta(hours=n) for n in (2, 4, 6, 6, 6)),
]
"""Between the tries of one message: a little more than a day in all."""
PATIENCE = timedelta(days=1)
LEASE = timedelta(seconds=90)
AT_ONCE = 20.0
"""Seconds that one worker gives one hook before others have their turn."""
GONE = 410
LATER = frozenset({408, 425, 429})


def context(hook: Hook) -> str:
    """What a secret is bound to."""
    return f"webhooks.secret:{hook.pk}"


def carry(pk: UUID, *, clock: Callable[[], datetime] = timezone.now) -> int:
    """Send what is due of this hook; how many messages were tried. Nobody else does so meanwhile."""
    if not Hook.objects.filter(pk=pk).at_work().free(at := clock()).update(busy_until=at + LEASE):
        return 0
    begun, tried = time.monotonic(), 0
    try:
        while time.monotonic() - begun < AT_ONCE and _next(pk, clock()):
            tried += 1
    finally:
        Hook.objects.filter(pk=pk).update(busy_until=None)
    return tried


def _next(pk: UUID, at: datetime) -> bool:
    """The next message, if there is one and the hook need not be left alone."""
    hook = Hook.objects.select_related("machine", "key").filter(pk=pk, ended_at=None, paused_at=None).first()
    if hook is None or (hook.not_before and hook.not_before > at):
        return False
    by = machine_actor(hook.machine, at)
    sending = Sending.objects.filter(hook=hook, due_at__lte=at).select_related("event").order_by("due_at", "id").first()
    if sending is None or by is None or not by.may(READ):
        return False
    Hook.objects.filter(pk=pk).update(busy_until=at + LEASE)
    if sending.event is not None and protected_among([sending.event]):
        Sending.objects.filter(pk=sending.pk).update(due_at=None, withheld_at=at)
        return True
    _settle(sending, hook, _attempt(sending, hook, by, at), at)
    return True


def _attempt(sending: Sending, hook: Hook, by: Actor, at: datetime) -> tuple[Attempt, int]:
    """One try over the network, outside of any transaction; and for how many seconds the receiver asks to be left alone."""
    told = told_of([sending.event], by).get(sending.event.pk) if sending.event else None
    body = body_of(sending.event, told, sending.planned_at)
    headers = signing.headers(secrets_of(hook, at), sending.message, int(at.timestamp()), body)
    row, begun, patience = Attempt(sending=sending, at=at), time.monotonic(), 0
    try:
        answer = outward.post(hook.address, body, headers)
        row.status, patience = answer.status, answer.retry_after
    except outward.NotSent as trouble:
        row.trouble = trouble.code
    row.milliseconds = int((time.monotonic() - begun) * 1000)
    return row, patience


def secrets_of(hook: Hook, at: datetime) -> list[str]:
    """Today's, and for a day after a change the one of before."""
    sealed = [
        hook.secret,
        *([hook.earlier_secret] if hook.earlier_secret and hook.earlier_until and hook.earlier_until > at else []),
    ]
    return [unseal(hook.key, bytes(one), context(hook)).decode() for one in sealed]


@transaction.atomic
def _settle(sending: Sending, hook: Hook, tried: tuple[Attempt, int], at: datetime) -> None:
    row, patience = tried
    row.save()
    sending.tries += 1
    if 200 <= row.status < 300:
        sending.due_at, sending.delivered_at = None, at
        hook.failing_since, hook.failures, hook.not_before = None, 0, None
    else:
        hook.failing_since, hook.failures = hook.failing_since or at, hook.failures + 1
        wait = max(WAITS[min(sending.tries, len(WAITS)) - 1], timedelta(seconds=patience))
        sending.due_at = at + wait
        if not 400 <= row.status < 500 or row.status in LATER:
            hook.not_before = at + wait
        if row.status == GONE:
            _pause(hook, Why.GONE, at)
        elif at - hook.failing_since >= PATIENCE:
            _pause(hook, Why.FAILING, at)
        if sending.tries > len(WAITS) and hook.paused_at is None:
            sending.due_at, sending.given_up_at = None, at
    sending.save(update_fields=["tries", "due_at", "delivered_at", "given_up_at"])
    hook.save(update_fields=["failing_since", "failures", "not_before", "paused_at", "paused_why"])


def _pause(hook: Hook, why: Why, at: datetime) -> None:
    hook.paused_at, hook.paused_why = at, why
    record(HookPaused(hook.pk, why=why.value), by=SYSTEM, at=at, section=hook.machine.section)
