"""委任: asking for it, answering, ending it. One side asks, the other answers; the city itself confirms legal proxies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, Refused
from madoguchi.core.text.public import clean, parse_mail
from madoguchi.engines.people import mailing
from madoguchi.engines.people.actor import Actor
from madoguchi.engines.people.events import DelegationAsked, DelegationConfirmed, DelegationEnded
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.delegation import EVERYTHING, Basis, Delegation, Ending, Relation
from madoguchi.engines.people.models.group import GroupMember, GroupRole
from madoguchi.engines.people.permissions import authorize

MOST_WAITING = 10
CONFIRMING = ("principal", "proxy", "confirmed_at", "confirmed_by", "evidence", "until_on", "despite_protection")


class NameMissing(Refused):
    code, message = "own-name-missing", _("あなたの氏名を入力してください。相手に示します。")


class NothingInScope(Refused):
    code, message = "nothing-in-scope", _("代理人ができることを、一つ以上選んでください。")


class DaysWrong(Refused):
    code, message = "delegation-days", _("終わる日は、始まる日より後で、今日より後の日にしてください。")


class NeedsEnd(Refused):
    code, message = "delegation-needs-end", _("提出代行には、終わる日を決めてください。")


class TooManyAsked(Refused):
    code, message = "too-many-delegations-asked", _("返事を待っているものが多すぎます。返事があってから、もう一度してください。")


class NotToOneself(Refused):
    code, message = "not-to-oneself", _("自分を自分の代理人にはできません。相手のメールアドレスを確かめてください。")


class AlreadyDelegated(Refused):
    code, message = "already-delegated", _("同じ種類の代理を、すでに認めています。")


class AlreadyEnded(Refused):
    code, message = "delegation-ended", _("この代理は、すでに終わっています。")


class EndedByCityOnly(Refused):
    code, message = "ended-by-city", _("法定代理は、市の窓口で終わらせます。")


@dataclass(frozen=True)
class Terms:
    """What is asked for: on what basis, as what, in what, from when until when (the first day without it). `name`: how
    the one who asks is called, where the account has no name yet: the other side must know who asks."""

    basis: Basis
    relation: Relation
    scope: Iterable[str]
    from_on: date
    until_on: date | None = None
    name: str = ""


@transaction.atomic
def offer(account: Account, mail: str, terms: Terms, *, page: str, by: Actor, at: datetime) -> Delegation:
    """本人から: let whoever has this mail address act for me. Nothing holds before that person agrees."""
    return _ask(account, mail, terms, {"principal": account}, page, by=by, at=at)


@transaction.atomic
def ask(
    account: Account, mail: str, terms: Terms, *, office: Account | None = None, page: str, by: Actor, at: datetime
) -> Delegation:
    """代理人から: ask whoever has this mail address to let me, or the office whose officer I am, act for them."""
    proxy = account if office is None else _own_office(account, office)
    return _ask(account, mail, terms, {"proxy": proxy}, page, by=by, at=at)


def _ask(account: Account, mail: str, terms: Terms, side: dict[str, Account], page: str, *, by: Actor, at: datetime) -> Delegation:
    authorize(by, "people.delegate")
    in_own_name(account, by)
    mail = parse_mail(mail).lower()
    if terms.basis not in {Basis.VOLUNTARY, Basis.FILING}:
        raise EndedByCityOnly
    scope = sound_scope(terms)
    _sound_days(terms, at)
    if mail == account.email:
        raise NotToOneself
    name_oneself(account, terms.name)
    if Delegation.objects.waiting().filter(asked_by=account).count() >= MOST_WAITING:
        raise TooManyAsked
    made = Delegation.objects.create(
        basis=terms.basis,
        relation=terms.relation,
        asked_by=account,
        asked_at=at,
        answer_mail=mail,
        scope=scope,
        from_on=terms.from_on,
        until_on=terms.until_on,
        **side,
    )
    record(DelegationAsked(made.pk, basis=terms.basis), by=by, at=at)
    mailing.send("people/mail/delegation_asked", mail, {"url": page})
    return made


@transaction.atomic
def agree(delegation: Delegation, *, office: Account | None = None, page: str, by: Actor, at: datetime) -> Delegation:
    """The other side says yes; it holds from now on, or from its first day. Raises NotFound, AlreadyDelegated."""
    authorize(by, "people.delegate")
    held, account = _to_answer(delegation, by)
    if held.principal is None:
        held.principal = account
    else:
        held.proxy = account if office is None else _own_office(account, office)
    if held.principal_id == held.proxy_id:
        raise NotToOneself
    held.confirmed_at, held.confirmed_by = at, by.code
    _keep_confirmed(held)
    record(_confirmed(held), by=by, at=at)
    _tell_both(held, "people/mail/delegation_began", page)
    return held


@transaction.atomic
def decline(delegation: Delegation, *, by: Actor, at: datetime) -> None:
    """The other side says no."""
    authorize(by, "people.delegate")
    held, _account = _to_answer(delegation, by)
    _close(held, Ending.REFUSED, by=by, at=at)


@transaction.atomic
def end(delegation: Delegation, *, page: str = "", by: Actor, at: datetime) -> None:
    """Over from this moment: revoked by the represented, given up by the proxy, withdrawn while it waits, or ended by
    the city. Whoever acts by it is back in their own name at the next click. Raises NotFound, AlreadyEnded."""
    held = _lock(delegation)
    authorize(by, "people.confirm-delegation" if by.kind == "staff" else "people.delegate", None)
    ending = _ending(held, by)
    _close(held, ending, by=by, at=at)
    if held.confirmed_at is not None:
        _tell_both(held, "people/mail/delegation_over", page)


def _ending(held: Delegation, by: Actor) -> Ending:
    if by.kind in {"staff", "system"}:
        return Ending.BY_CITY
    if held.confirmed_at is None:
        if held.asked_by_id != by.account_id:
            raise NotFound
        return Ending.WITHDRAWN
    if held.proxy_id == by.account_id or _is_officer(by.account_id, held.proxy_id):
        return Ending.GIVEN_UP
    if held.principal_id != by.account_id:
        raise NotFound
    if held.basis == Basis.LEGAL:
        raise EndedByCityOnly
    return Ending.REVOKED


def _close(held: Delegation, ending: Ending, *, by: Actor, at: datetime) -> None:
    changed = Delegation.objects.filter(pk=held.pk, ended_at=None).update(ended_at=at, ended_by=by.code, ending=ending)
    if not changed:
        raise AlreadyEnded
    record(DelegationEnded(held.pk, ending=ending), by=by, at=at)


def expire(on: date, *, by: Any, at: datetime) -> int:
    """Close those whose last day is over, so that lists and mails do not name them any more. How many."""
    over = list(Delegation.objects.filter(ended_at=None, until_on__lte=on).order_by("pk")[:500])
    for one in over:
        with transaction.atomic():
            if Delegation.objects.filter(pk=one.pk, ended_at=None).update(ended_at=at, ended_by=by.code, ending=Ending.EXPIRED):
                record(DelegationEnded(one.pk, ending=Ending.EXPIRED), by=by, at=at)
    return len(over)


def name_oneself(account: Account, name: str) -> None:
    """Give the account its name where it has none. Raises NameMissing."""
    held = Account.objects.select_for_update().get(pk=account.pk)
    if held.name:
        return
    if not (name := clean(name)):
        raise NameMissing
    held.name = account.name = name
    held.save(update_fields=["name"])


def in_own_name(account: Account, by: Actor) -> None:
    if by.kind == "resident" and by.account_id != account.pk:
        raise NotFound


def sound_scope(terms: Terms) -> str:
    scope = sorted({code.strip() for code in terms.scope if code.strip()})
    if not scope:
        raise NothingInScope
    return EVERYTHING if EVERYTHING in scope else " ".join(scope)


def _sound_days(terms: Terms, at: datetime) -> None:
    if terms.until_on is not None and (terms.until_on <= terms.from_on or terms.until_on <= today(at)):
        raise DaysWrong
    if terms.basis == Basis.FILING and terms.until_on is None:
        raise NeedsEnd


def account_of(by: Actor) -> Account | None:
    """The open account of whoever acts in their own name."""
    if by.account_id is None or by.acting_for is not None:
        return None
    return Account.objects.filter(pk=by.account_id, is_active=True).first()


def _lock(delegation: Delegation) -> Delegation:
    held = Delegation.objects.select_for_update(of=("self",)).select_related("principal", "proxy", "asked_by").get(pk=delegation.pk)
    if held.ended_at is not None:
        raise AlreadyEnded
    return held


def _to_answer(delegation: Delegation, by: Actor) -> tuple[Delegation, Account]:
    """Whoever answers has the mailbox that was asked, and does so in their own name."""
    held = _lock(delegation)
    account = account_of(by)
    if account is None or not held.answer_mail or account.email != held.answer_mail or held.asked_by_id == account.pk:
        raise NotFound
    if held.confirmed_at is not None:
        raise AlreadyDelegated
    return held, account


def _keep_confirmed(held: Delegation) -> None:
    try:
        with transaction.atomic():
            held.save(update_fields=CONFIRMING)
    except IntegrityError:
        raise AlreadyDelegated from None


def _confirmed(held: Delegation) -> DelegationConfirmed:
    return DelegationConfirmed(held.pk, basis=held.basis, principal=str(held.principal_id), proxy=str(held.proxy_id))


def _own_office(account: Account, office: Account) -> Account:
    if not _is_officer(account.pk, office.pk):
        raise NotFound
    return office


def _is_officer(account_id: Any, group_id: Any) -> bool:
    rows = GroupMember.objects.current().filter(member=account_id, group=group_id, role=GroupRole.OFFICER)
    return rows.filter(group__closed_at=None).exists()


def _tell_both(held: Delegation, template: str, page: str) -> None:
    """Both are told, so that nobody learns late that somebody acts in their name."""
    for one in (held.principal, held.proxy):
        if one is not None and one.has_mailbox:
            mailing.send(template, one.email, {"url": page}, one.language)
