"""Saying where a system is told, pausing that, beginning again, ending it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from madoguchi.core.events.public import last_position, record
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import destroy, new_key, seal
from madoguchi.engines.people.public import Actor, Machine, authorize, machine_actor
from madoguchi.engines.webhooks import outward
from madoguchi.engines.webhooks.carrying import context
from madoguchi.engines.webhooks.events import HookEnded, HookMade, HookPaused, HookResumed, SecretRenewed, SentAgain
from madoguchi.engines.webhooks.kinds import KINDS
from madoguchi.engines.webhooks.models import Hook, Sending, Why
from madoguchi.engines.webhooks.permissions import MANAGE
from madoguchi.engines.webhooks.planning import READ
from madoguchi.engines.webhooks.refusals import TROUBLES, AddressRefused, MayNotRead, NoKinds, NotSettled, TooManyHooks
from madoguchi.engines.webhooks.signing import new_secret

MOST = 10
OVERLAP = timedelta(days=1)
"""For so long the secret of before signs beside the new one."""


def make_hook(machine: Machine, *, address: str, kinds: Iterable[str], by: Actor, at: datetime) -> tuple[Hook, str]:
    """The hook, told of what happens from now on; and the secret of its signatures, which nobody can read again.

    The address is looked up before the transaction. Raises NotPermitted, AddressRefused, NoKinds, MayNotRead, TooManyHooks.
    """
    authorize(by, MANAGE)
    address, wanted = address.strip(), sorted(set(kinds))
    if not wanted or any(kind not in KINDS for kind in wanted):
        raise NoKinds
    actor = machine_actor(machine, at)
    if actor is None or not actor.may(READ):
        raise MayNotRead
    _judge(address)
    with transaction.atomic():
        list(Machine.objects.select_for_update().filter(pk=machine.pk))
        if Hook.objects.filter(machine=machine, ended_at=None).count() >= MOST:
            raise TooManyHooks(most=MOST)
        hook, secret = Hook(id=uuid7(), machine=machine, address=address, kinds=wanted), new_secret()
        hook.key = new_key("hook", hook.pk)
        hook.secret = seal(hook.key, secret.encode(), context(hook))
        hook.after, hook.made_by, hook.made_at = last_position(), by.code, at
        hook.save(force_insert=True)
        record(HookMade(hook.pk, machine=str(machine.pk), kinds=wanted), by=by, at=at)
    return hook, secret


def _judge(address: str) -> None:
    if len(address) > 500:
        raise AddressRefused(reason=TROUBLES["bad-address"])
    try:
        outward.judge(address)
    except outward.NotSent as trouble:
        raise AddressRefused(reason=TROUBLES[trouble.code]) from None


@transaction.atomic
def pause_hook(hook: Hook, *, by: Actor, at: datetime) -> None:
    """Nothing is sent; what happens meanwhile is told afterwards. Doing it twice is no fault."""
    authorize(by, MANAGE)
    if Hook.objects.filter(pk=hook.pk).at_work().update(paused_at=at, paused_why=Why.BY_HAND):
        record(HookPaused(hook.pk, why=Why.BY_HAND.value), by=by, at=at)


@transaction.atomic
def resume_hook(hook: Hook, *, by: Actor, at: datetime) -> None:
    """From where it stood; what waits is tried at once, with all its tries before it."""
    authorize(by, MANAGE)
    stopped = Hook.objects.filter(pk=hook.pk, ended_at=None, paused_at__isnull=False)
    if stopped.update(paused_at=None, paused_why="", failing_since=None, failures=0, not_before=None):
        Sending.objects.filter(hook=hook, due_at__isnull=False).update(due_at=at, tries=0)
        record(HookResumed(hook.pk), by=by, at=at)


@transaction.atomic
def end_hook(hook: Hook, *, by: Actor, at: datetime) -> None:
    """For good: its secret is destroyed, what waits is given up. Doing it twice is no fault."""
    authorize(by, MANAGE)
    if Hook.objects.filter(pk=hook.pk, ended_at=None).update(ended_at=at, ended_by=by.code):
        Sending.objects.filter(hook=hook, due_at__isnull=False).update(due_at=None, given_up_at=at)
        destroy(hook.key, by, at)
        record(HookEnded(hook.pk), by=by, at=at)


@transaction.atomic
def renew_secret(hook: Hook, *, by: Actor, at: datetime) -> str:
    """A new secret, shown once. For a day both sign, so that the receiver can change over without losing a message."""
    authorize(by, MANAGE)
    held, secret = Hook.objects.select_for_update().select_related("key").get(pk=hook.pk, ended_at=None), new_secret()
    held.earlier_secret, held.earlier_until = held.secret, at + OVERLAP
    held.secret = seal(held.key, secret.encode(), context(held))
    held.save(update_fields=["secret", "earlier_secret", "earlier_until"])
    record(SecretRenewed(held.pk), by=by, at=at)
    return secret


@transaction.atomic
def try_hook(hook: Hook, *, by: Actor, at: datetime) -> Sending:
    """A message that says nothing, to see whether it arrives."""
    authorize(by, MANAGE)
    return Sending.objects.create(hook=hook, planned_at=at, due_at=at)


@transaction.atomic
def send_again(sending: Sending, *, by: Actor, at: datetime) -> None:
    """Once more, under the same identifier, with all its tries before it. Raises NotPermitted, NotSettled."""
    authorize(by, MANAGE)
    settled = Sending.objects.filter(pk=sending.pk, due_at=None, hook__ended_at=None)
    if not settled.update(due_at=at, tries=0, delivered_at=None, given_up_at=None, withheld_at=None):
        raise NotSettled
    record(SentAgain(sending.hook_id, sending=str(sending.pk)), by=by, at=at)
