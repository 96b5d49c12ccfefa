"""Using a one-time link, once: by its token (any device) or by its code (the browser that asked for it)."""

import secrets
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people import mailing
from madoguchi.engines.people.actions.one_time_links import code_hash, spend_links, token_hash
from madoguchi.engines.people.events import AccountOpened, AddressChanged
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.one_time_link import TRIES, OneTimeLink, Purpose


class LinkSpent(Refused):
    code, message = (
        "link-spent",
        _("このリンクは使えません。期限が過ぎたか、すでに使われています。もう一度メールを送ってください。"),
    )


class WrongCode(Refused):
    code, message = "wrong-code", _("番号が違うか、期限が過ぎています。メールの6桁の番号を確かめてください。")


class AddressTaken(Refused):
    code, message = "address-taken", _("このメールアドレスは使えません。")


def open_link(token: str, *purposes: Purpose, at: datetime) -> OneTimeLink | None:
    """The unused link of a token, without using it: what a page that shows a button asks."""
    rows = OneTimeLink.objects.filter(token_hash=token_hash(token), purpose__in=purposes, used_at=None, expires_at__gt=at)
    return rows.select_related("account").first()


@transaction.atomic
def use_token(token: str, *purposes: Purpose, by: By, at: datetime) -> OneTimeLink:
    """Use the link up and do what it is for. Raises LinkSpent."""
    row = open_link(token, *purposes, at=at)
    if row is None:
        raise LinkSpent
    return _use(row, by=by, at=at)


def use_code(link_id: UUID | str, code: str, *purposes: Purpose, by: By, at: datetime) -> OneTimeLink:
    """By the six digits. Each try counts before it is compared; after five the link is dead. Raises WrongCode."""
    rows = OneTimeLink.objects.filter(pk=link_id, purpose__in=purposes, used_at=None, expires_at__gt=at, code_tries__lt=TRIES)
    if not rows.update(code_tries=F("code_tries") + 1):
        raise WrongCode
    row = OneTimeLink.objects.select_related("account").get(pk=link_id)
    if not row.code_hash or not secrets.compare_digest(row.code_hash, code_hash(row.pk, code)):
        raise WrongCode
    if row.account is None and not row.email:
        raise WrongCode
    with transaction.atomic():
        return _use(row, by=by, at=at)


def _use(row: OneTimeLink, *, by: By, at: datetime) -> OneTimeLink:
    if not OneTimeLink.objects.filter(pk=row.pk, used_at=None).update(used_at=at):
        raise LinkSpent
    if row.purpose == Purpose.SIGN_UP and row.account is None:
        row.account = _open_account(row.email, by=by, at=at)
        OneTimeLink.objects.filter(pk=row.pk).update(account=row.account)
    if row.account is None or not row.account.is_active:
        raise LinkSpent
    if row.purpose == Purpose.ADDRESS:
        _change_address(row.account, row.email, by=by, at=at)
    return row


def _open_account(email: str, *, by: By, at: datetime) -> Account:
    """Two links of one address opened at once make one account."""
    found = Account.objects.active(email, Kind.RESIDENT)
    if found:
        return found
    try:
        with transaction.atomic():
            account = Account.objects.create_user(email, Kind.RESIDENT)
    except IntegrityError:
        raise LinkSpent from None
    record(AccountOpened(account.pk), by=by, at=at)
    return account


def _change_address(account: Account, email: str, *, by: By, at: datetime) -> None:
    before = account.email
    account.email = email
    try:
        with transaction.atomic():
            account.save(update_fields=["email"])
            EmailAddress.objects.filter(user=account).delete()
            EmailAddress.objects.create(user=account, email=email, primary=True, verified=True)
    except IntegrityError:
        raise AddressTaken from None
    spend_links(account, at=at)
    record(AddressChanged(account.pk), by=by, at=at)
    mailing.send("people/mail/address_changed", before, {}, account.language)
