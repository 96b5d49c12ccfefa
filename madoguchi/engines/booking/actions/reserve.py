"""予約する: make a hold firm, or take and make firm at once."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import format_instant, today
from madoguchi.core.events.public import record
from madoguchi.core.identifiers.public import new_receipt_number
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.booking import limits, line
from madoguchi.engines.booking.across import asking
from madoguchi.engines.booking.actions.hold import check_wish, chosen, within_scope
from madoguchi.engines.booking.actions.leave import expire_on
from madoguchi.engines.booking.contact import RESIDENT, NotAcceptable, clean_contact, further, phone_mark, who_of
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.events import Reserved
from madoguchi.engines.booking.fees import fee_of
from madoguchi.engines.booking.locking import lock_holder, short_locks
from madoguchi.engines.booking.losing import lost, refuse_gone
from madoguchi.engines.booking.models import TO_CONFIRM, Hold, Reservation, Seat, Slot, Way
from madoguchi.engines.booking.nursery.models import Child, Stay
from madoguchi.engines.booking.nursery.rules import enforce_days, may_stay
from madoguchi.engines.booking.queries import alternatives, definition_of, reservation_on
from madoguchi.engines.booking.refusals import HoldGone, NotFree
from madoguchi.engines.booking.taking import refuse_early, take
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.public import Actor, authorize

CONFIRM_LASTS = timedelta(minutes=60)
DESK = {Way.PHONE, Way.COUNTER}
PROVED = {*DESK, Way.OFFER}
"""Ways of those who mean it: they speak with the desk, or have opened the link of a mail already."""


class SignInNeeded(Refused):
    code, message = "sign-in-needed", _("この予約には、サインインが必要です。電話や窓口でも予約できます。")


class OnlyResidents(Refused):
    code, message = "only-residents", _("市内にお住まいの方だけが予約できます。")


class OthersFirst(Refused):
    code, message = "others-first", _("{until}までは、優先期間です（{whom}）。それ以後に予約できます。")


class KeyUsedOtherwise(Refused):
    code, message = "idempotency-key-reused", _("同じ Idempotency-Key が、内容の違う依頼に使われています。")


@dataclass(frozen=True)
class Request:
    """What somebody wants. `asked`: the key of a request that may come twice; `contact`: name, kana, mail, phone, and
    group, proxy_for, resident where the definition lets one say so. `child`, `confirmed`: of temporary care, the registered
    child and the revision of its registration that was read and confirmed.
    """

    contact: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    way: Way = Way.PORTAL
    language: str = "ja"
    asked: str = ""
    child: str = ""
    confirmed: int = 0


def reserve(held: Hold, wish: Request, *, slots: Sequence[Slot] = (), by: Actor, at: datetime) -> Reservation:
    """Make one's own hold firm. A second press gives the reservation of the first. `slots`: its own, with their version, where they
    have just been read.

    Raises NotPermitted, HoldGone, SignInNeeded, NotAcceptable, LimitReached, OnlyResidents, OthersFirst.
    """
    authorize(by, "booking.reserve")
    if held.holder != by.code:
        raise HoldGone
    if known := reservation_on(held):
        return known
    found, bookable = (list(slots), definition_of(slots)) if slots else chosen(held_by(held))
    ready = prepare(bookable, found, wish, by=by, at=at)
    with short_locks():
        _enforce(bookable, ready, found, by=by, at=at, way=wish.way)
        rows = Hold.objects.in_force().filter(pk=held.pk, expires_at__gt=at).exclude(why=TO_CONFIRM)
        if not rows.update(expires_at=ready.until(at), **({} if ready.firm else {"why": TO_CONFIRM})):
            known = Reservation.objects.filter(hold=held).first()
            if known is None:
                raise HoldGone
            return known
        return write(held, bookable, found, ready, wish, by=by, at=at)


def held_by(held: Hold) -> list[UUID]:
    """Ids of the slots that a hold keeps. Raises HoldGone where it keeps none any more."""
    found = list(Seat.objects.filter(hold=held, released_at=None).values_list("slot_id", flat=True))
    if not found:
        raise HoldGone
    return found


def book(
    slots: Sequence[UUID | str],
    wish: Request,
    *,
    party: int = 1,
    extras: Sequence[str] = (),
    quota: bool = False,
    of: str = "",
    by: Actor,
    at: datetime,
) -> Reservation:
    """Take places and make them firm in one step: for machines, the telephone, the counter. A request that comes twice
    with the same `asked` gets the first one's reservation. `of`: the thing that the slots must be of.

    Raises what `hold` and `reserve` raise, and KeyUsedOtherwise.
    """
    authorize(by, "booking.take-call" if wish.way in DESK else "booking.reserve")
    said = digest(slots, wish, party, extras) if wish.asked else ""
    if known := _known(wish, said):
        return known
    refuse_gone(slots, of=of, party=party, by=by, at=at)
    found, bookable = chosen(slots, of=of)
    check_wish(bookable, found, party, extras)
    ready = prepare(bookable, found, wish, party=party, by=by, at=at)

    desk = by.kind in {"staff", "system"}
    quota = line.from_quota(bookable, tuple(extras), asked=quota, desk=desk)
    if asking.is_elsewhere(quota=quota):
        return asking.book_there(found, wish, party=party, extras=extras, by=by, at=at)

    def once() -> Reservation:
        refuse_early(found, party, at=at, desk=desk, quota=quota)
        with short_locks():
            _enforce(bookable, ready, found, by=by, at=at, way=wish.way)
            held = Hold.objects.create(
                bookable=bookable.code, holder=by.code, party=party, extras=list(extras), made_at=at, expires_at=ready.until(at),
                why="booking" if ready.firm else TO_CONFIRM,
            )  # fmt: skip
            take(held, found, bookable, at=at, desk=desk, quota=quota)
            return write(held, bookable, found, ready, wish, said=said, by=by, at=at)

    try:
        return _twice(once, found, at=at)
    except NotFree as refusal:
        if known := _known(wish, said):
            return known
        lost(found, refusal)
        refusal.alternatives = alternatives(found[0], party=party, at=at)
        raise
    except IntegrityError:
        if known := _known(wish, said):
            return known
        raise


def _twice(once: Callable[[], Reservation], slots: Sequence[Slot], *, at: datetime) -> Reservation:
    """A hold that has run out and was not swept yet must not stand in the way."""
    try:
        return once()
    except NotFree:
        if not expire_on([slot.pk for slot in slots], at=at):
            raise
    for slot in slots:
        slot.refresh_from_db()
    return once()


@dataclass(frozen=True)
class Ready:
    """A request found in order: contact, answers, whom it counts for, whether it is firm at once, what it costs."""

    contact: dict[str, Any]
    answers: dict[str, Any]
    who: str
    firm: bool
    party: int
    child: Child | None = None

    @property
    def meal(self) -> bool:
        return self.child is not None and bool(self.answers.get("meal"))

    def until(self, at: datetime) -> datetime | None:
        """How long the places are kept: for good, or until the link in the mail must have been opened."""
        return None if self.firm or self.child else at + CONFIRM_LASTS


def prepare(bookable: Bookable, slots: Sequence[Slot], wish: Request, *, party: int = 1, by: Actor, at: datetime) -> Ready:
    """Everything that needs no lock."""
    within_scope(bookable, by)
    signed_in = by.kind == "resident"
    if bookable.who.proof == "account" and not signed_in and wish.way not in DESK and by.kind != "system":
        raise SignInNeeded
    contact, problems = clean_contact(bookable.ask, wish.contact)
    more, wrong = further(bookable, wish.contact)
    problems += wrong
    by_mail = bookable.who.proof == "mail" and by.kind == "anonymous" and wish.way not in PROVED
    if by_mail and not contact.get("mail") and not any(p.path == "contact.mail" for p in problems):
        problems.append(
            forms.Problem("contact.mail", "required", str(_("予約を確かめるメールを送るため、メールアドレスが必要です。")))
        )
    if not isinstance(wish.answers, Mapping):
        problems.append(forms.Problem("answers", "wrong-shape", str(_("回答の形が違います。"))))
    else:
        problems += [p for p in forms.check(bookable, wish.answers, today(at)) if not p.confirm]
    if problems:
        raise NotAcceptable(problems)
    _who_may(bookable, slots, {**contact, **more}, by=by, way=wish.way, at=at)
    answers = forms.effective(bookable, wish.answers, today(at))
    if bookable.nursery is not None:
        child = may_stay(bookable, slots, wish.child, confirmed=wish.confirmed, by=by, at=at)
        return Ready({**contact, **more}, answers, f"child:{child.pk}", False, party, child)
    return Ready({**contact, **more}, answers, who_of(contact, by), not by_mail, party)


def _who_may(bookable: Bookable, slots: Sequence[Slot], contact: Mapping[str, Any], *, by: Actor, way: Way, at: datetime) -> None:
    """A group is who acts for one that the city has confirmed, or whom the desk knows. That one lives in the city is
    what the person declares; the desk sees it as a declaration.
    """
    if bookable.who.residents_only and not contact.get(RESIDENT):
        raise OnlyResidents
    opened = slots[0].opens_at
    for days, is_one, whom in (
        (bookable.lead.groups_first, is_group(contact, by, way), _("登録団体")),
        (bookable.lead.residents_first, bool(contact.get(RESIDENT)), _("市内にお住まいの方")),
    ):
        until = opened + timedelta(days=days)
        if days and at < until and not is_one:
            raise OthersFirst(until=format_instant(until), whom=whom)


def is_group(contact: Mapping[str, Any], by: Actor, way: Way) -> bool:
    return bool(by.acting_for and by.acting_for.is_group) or (way in DESK and bool(contact.get("group")))


def _enforce(bookable: Bookable, ready: Ready, slots: Sequence[Slot], *, by: Actor, at: datetime, way: Way) -> None:
    """Limits, under the person's lock. The desk may go beyond them, but for a child's days: it speaks with the person."""
    if ready.child:
        lock_holder(limits.scope_of(bookable), ready.who)
        enforce_days(bookable, ready.child, slots[0].day, at=at)
    if ready.who and limits.has_limits(bookable.limits) and way not in DESK:
        lock_holder(limits.scope_of(bookable), ready.who)
        limits.enforce(bookable, ready.who, slots[0].starts_at, at=at)


def write(
    held: Hold, bookable: Bookable, slots: Sequence[Slot], ready: Ready, wish: Request, *, said: str = "", by: Actor, at: datetime
) -> Reservation:
    """The reservation and its event. The hold has been taken in this transaction, or made firm."""
    first, last = slots[0], slots[-1]
    made = Reservation(
        number=new_receipt_number(),
        hold=held,
        bookable=bookable.code,
        track=first.track,
        version=first.version,
        section=first.section,
        starts_at=first.starts_at,
        ends_at=last.ends_at,
        party=held.party,
        account_id=by.account_id if by.kind == "resident" else ready.child.account_id if ready.child else None,
        scope=limits.scope_of(bookable),
        who=ready.who,
        phone_mark=phone_mark(ready.contact),
        fee_yen=fee_of(bookable, slots, held.party, resident=bool(ready.contact.get(RESIDENT)), meal=ready.meal),
        way=wish.way,
        language=wish.language,
        asked=wish.asked or None,
        asked_digest=said,
        made_by=by.code,
        made_at=at,
        confirmed_at=at if ready.firm else None,
    )
    if ready.contact or ready.answers:
        made.key = new_key("reservation", made.id)
        made.keep(ready.contact, ready.answers)
    made.save(force_insert=True)
    if ready.child:
        Stay.objects.create(
            reservation=made,
            child=ready.child,
            revision=ready.child.revision,
            meal=ready.meal,
            confirmed_at=at,
        )
    record(
        Reserved(
            made.id, number=made.number, bookable=made.bookable, starts_at=made.starts_at, party=made.party, way=made.way,
            fee_yen=made.fee_yen, confirmed=ready.firm,
        ),
        by=by,
        at=at,
        section=made.section,
    )  # fmt: skip
    return made


def digest(slots: Sequence[UUID | str], wish: Request, party: int, extras: Sequence[str]) -> str:
    said = [[str(one) for one in slots], party, list(extras), dict(wish.contact), dict(wish.answers)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _known(wish: Request, said: str) -> Reservation | None:
    if not wish.asked:
        return None
    known = Reservation.objects.filter(asked=wish.asked).first()
    if known and known.asked_digest != said:
        raise KeyUsedOtherwise
    return known
