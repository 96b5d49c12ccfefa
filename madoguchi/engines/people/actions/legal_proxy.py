"""法定代理: a parent or guardian asks with evidence; a clerk compares it with the registers and confirms, or does not."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.files.public import keep
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import new_key
from madoguchi.core.text.public import clean
from madoguchi.engines.people.actions.delegate import (
    MOST_WAITING,
    DaysWrong,
    NotToOneself,
    TooManyAsked,
    _close,
    _confirmed,
    _keep_confirmed,
    _lock,
    _tell_both,
    in_own_name,
    name_oneself,
)
from madoguchi.engines.people.actions.register import bind
from madoguchi.engines.people.actor import Actor
from madoguchi.engines.people.events import DelegationAsked
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.addressee import Addressee
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.delegation import (
    EVERYTHING,
    LEGAL_RELATIONS,
    Basis,
    Delegation,
    DelegationFile,
    Ending,
    Relation,
)
from madoguchi.engines.people.permissions import authorize
from madoguchi.engines.people.rights import CONFIRM

ABOUT = ("name", "kana", "birth", "address")


class WhomMissing(Refused):
    code, message = "represented-missing", _("代理する人の氏名と生年月日を入力してください。")


class NotALegalRelation(Refused):
    code, message = "not-a-legal-relation", _("親権者か後見人など、法律で決まった代理の種類を選んでください。")


class EvidenceMissing(Refused):
    code, message = "evidence-missing", _("確認した資料を入力してください。例：戸籍全部事項証明書")


@transaction.atomic
def ask_as_legal(
    account: Account,
    relation: Relation,
    about: dict[str, str],
    *,
    name: str = "",
    uploads: Iterable[Any] = (),
    by: Actor,
    at: datetime,
) -> Delegation:
    """I represent this person by law. Papers have a key of their own: the public side destroys it once the office has them."""
    authorize(by, "people.delegate")
    in_own_name(account, by)
    if relation not in LEGAL_RELATIONS:
        raise NotALegalRelation
    about = {name: clean(about.get(name, "")) for name in ABOUT}
    if not about["name"] or not about["birth"]:
        raise WhomMissing
    name_oneself(account, name)
    if Delegation.objects.waiting().filter(asked_by=account).count() >= MOST_WAITING:
        raise TooManyAsked
    id = uuid7()
    made = Delegation(
        id=id,
        basis=Basis.LEGAL,
        relation=relation,
        proxy=account,
        asked_by=account,
        asked_at=at,
        scope=EVERYTHING,
        from_on=today(at),
        key=new_key("delegation", str(id)),
    )
    made.keep_about(about)
    made.save(force_insert=True)
    if uploads := list(uploads):
        papers = new_key("delegation-papers", str(id))
        for upload in uploads:
            file = keep(upload, name=upload.name, key=papers, by=by, at=at, purpose="delegation")
            DelegationFile.objects.create(delegation=made, file=file)
    record(DelegationAsked(made.pk, basis=Basis.LEGAL), by=by, at=at)
    return made


@transaction.atomic
def confirm_legal(
    delegation: Delegation,
    *,
    evidence: str,
    until_on: date | None = None,
    addressee: Addressee | None = None,
    despite_protection: bool = False,
    page: str = "",
    by: Actor,
    at: datetime,
) -> Delegation:
    """The evidence proves it. With the person of the registers, the account bound to that person is represented: a
    second parent gets the same one; else an account is opened into which nobody signs in.

    Raises EvidenceMissing, DaysWrong, AlreadyDelegated.
    """
    authorize(by, CONFIRM)
    held = _lock(delegation)
    if not (evidence := clean(evidence)):
        raise EvidenceMissing
    if until_on is not None and until_on <= max(held.from_on, today(at)):
        raise DaysWrong
    held.principal = _represented(held, addressee, by=by, at=at)
    if held.principal.pk == held.proxy_id:
        raise NotToOneself
    held.evidence, held.until_on, held.despite_protection = evidence, until_on, despite_protection
    held.confirmed_at, held.confirmed_by = at, by.code
    _keep_confirmed(held)
    record(_confirmed(held), by=by, at=at)
    _tell_both(held, "people/mail/delegation_began", page)
    return held


@transaction.atomic
def refuse_legal(delegation: Delegation, *, page: str = "", by: Actor, at: datetime) -> None:
    """The evidence does not prove it; the person is told to come to the counter."""
    authorize(by, CONFIRM)
    held = _lock(delegation)
    _close(held, Ending.REFUSED, by=by, at=at)
    _tell_both(held, "people/mail/delegation_refused", page)


def _represented(held: Delegation, addressee: Addressee | None, *, by: Actor, at: datetime) -> Account:
    if addressee is None:
        return Account.objects.create_represented(name=held.about.get("name", ""))
    Addressee.objects.select_for_update().get(pk=addressee.pk)
    bound = Binding.objects.filter(addressee=addressee, ended_at=None, account__is_active=True).select_related("account").first()
    if bound is not None:
        return bound.account
    account = Account.objects.create_represented(name=addressee.name)
    bind(account, addressee, by=by, at=at)
    return account
