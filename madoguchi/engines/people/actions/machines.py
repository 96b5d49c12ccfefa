"""Letting another system in, and shutting it out again."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import NotDefined, department
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.actor import Actor
from madoguchi.engines.people.events import MachineAdmitted, MachineRevoked
from madoguchi.engines.people.models.machine import Machine
from madoguchi.engines.people.permissions import PERMISSIONS, authorize

PREFIX = "mado_"
LONGEST = timedelta(days=400)


class MachineNeedsName(Refused):
    code, message = "machine-needs-name", _("どのシステムか分かる名前を入力してください。")


class NothingAllowed(Refused):
    code, message = "nothing-allowed", _("できることを、一覧から一つ以上選んでください。")


class BadExpiry(Refused):
    code, message = "bad-expiry", _("期限は、あすから{days}日後までの日にしてください。")


class NoSuchSection(Refused):
    code, message = "no-such-section", _("この所属はありません。")


def scopes() -> dict[str, str]:
    """What a machine may be allowed to do, with words."""
    return {code: str(one.label) for code, one in PERMISSIONS.items() if "machine" in one.roles}


@transaction.atomic
def admit_machine(
    name: str, *, section: str, scopes: Iterable[str], expires_on: date, by: Actor, at: datetime
) -> tuple[Machine, str]:
    """The machine, and its secret, which nobody can read again.

    Raises NotPermitted, MachineNeedsName, NothingAllowed, BadExpiry, NoSuchSection.
    """
    authorize(by, "people.manage-machines")
    name, wanted, day = name.strip(), sorted(set(scopes)), today(at)
    if not name or len(name) > 80:
        raise MachineNeedsName
    if not wanted or any("machine" not in PERMISSIONS.get(code).roles for code in wanted if code in PERMISSIONS):
        raise NothingAllowed
    if any(code not in PERMISSIONS for code in wanted):
        raise NothingAllowed
    if not day < expires_on <= day + LONGEST:
        raise BadExpiry(days=LONGEST.days)
    try:
        department(section)
    except NotDefined:
        raise NoSuchSection from None
    secret = PREFIX + secrets.token_urlsafe(32)
    made = Machine.objects.create(
        name=name, section=section, scopes=wanted, digest=digest(secret), made_by=by.code, made_at=at, expires_on=expires_on
    )
    record(MachineAdmitted(made.id, section=section, scopes=wanted), by=by, at=at)
    return made, secret


@transaction.atomic
def revoke_machine(machine: Machine, *, by: Actor, at: datetime) -> None:
    """From now on it is a stranger. Doing it twice is no fault."""
    authorize(by, "people.manage-machines")
    if Machine.objects.filter(pk=machine.pk, revoked_at=None).update(revoked_at=at, revoked_by=by.code):
        record(MachineRevoked(machine.id), by=by, at=at)


def machine_of(secret: str, at: datetime) -> Actor | None:
    """Who holds this secret, if it still works. That it was used is noted once a day."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    day = today(at)
    found = Machine.objects.in_force(day).filter(digest=digest(secret)).first()
    if found is None:
        return None
    if found.used_on != day:
        Machine.objects.filter(pk=found.pk).update(used_on=day)
    return _actor(found)


def machine_actor(machine: Machine, at: datetime) -> Actor | None:
    """The machine as an actor, where the house acts for it; None once it is a stranger."""
    return _actor(machine) if machine.revoked_at is None and machine.expires_on > today(at) else None


def _actor(machine: Machine) -> Actor:
    scopes = frozenset(machine.scopes)
    return Actor(kind="machine", name=machine.name, section=machine.section, machine_id=machine.pk, scopes=scopes)


def digest(secret: str) -> str:
    """A plain digest is enough: the secret is 256 random bits, nobody can try them."""
    return hashlib.sha256(secret.encode()).hexdigest()
