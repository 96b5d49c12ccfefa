"""Making one-time links and sending them. What the person sees is the same whether or not the address is known."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.identifiers.public import uuid7
from madoguchi.engines.people import mailing
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.one_time_link import OneTimeLink, Purpose

MAIL_LASTS = timedelta(minutes=15)
ENROLMENT_LASTS = timedelta(hours=72)

Address = Callable[[str], str]
"""Makes an address of a token: the faces know their own."""


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def code_hash(link_id: UUID, code: str) -> str:
    """A short code would be guessed from a plain hash; this one needs the house's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{link_id}:{code}".encode(), hashlib.sha256).hexdigest()


def make_link(
    purpose: Purpose,
    *,
    account: Account | None = None,
    email: str = "",
    after: str = "",
    at: datetime,
    lasts: timedelta = MAIL_LASTS,
) -> tuple[OneTimeLink, str, str]:
    """The row, and the two secrets that are told once and never kept: the token of the link and the six-digit code."""
    token, code, link_id = secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06d}", uuid7()
    row = OneTimeLink.objects.create(
        id=link_id,
        purpose=purpose,
        account=account,
        email=email,
        token_hash=token_hash(token),
        code_hash=code_hash(link_id, code),
        after=after[:500],
        created_at=at,
        expires_at=at + lasts,
    )
    return row, token, code


def spend_links(account: Account, *, at: datetime) -> None:
    """Links on their way are of no more use: what was asked for before a way in changed may have been asked for by another."""
    OneTimeLink.objects.filter(account=account, used_at=None).update(used_at=at)


@transaction.atomic
def send_sign_in(email: str, *, address: Address, sign_up: str, after: str = "", by: By, at: datetime) -> UUID:
    """Mail a sign-in link and code to a resident; to an unknown address, a mail that says so. Gives the row's id."""
    account = Account.objects.active(email, Kind.RESIDENT)
    row, token, code = make_link(Purpose.SIGN_IN, account=account, after=after, at=at)
    if account:
        context = {"url": address(token), "code": code, "minutes": MAIL_LASTS.seconds // 60}
        mailing.send("people/mail/sign_in", account.email, context, account.language)
    else:
        mailing.send("people/mail/unknown", email.strip().lower(), {"sign_up": sign_up})
    note("people.link-sent", by=by, at=at, subject_kind="one-time-link", subject_id=row.pk, data={"purpose": row.purpose})
    return row.pk


@transaction.atomic
def send_sign_up(email: str, *, address: Address, after: str = "", by: By, at: datetime) -> UUID:
    """Mail a link that opens an account; to an address that has one, one that signs in; to a staff address, neither."""
    email = email.strip().lower()
    holder = Account.objects.filter(email=email).first()
    if holder and (holder.kind != Kind.RESIDENT or not holder.is_active):
        row, _token, _code = make_link(Purpose.SIGN_UP, at=at)
        mailing.send("people/mail/not_here", email, {})
    else:
        row, token, code = make_link(Purpose.SIGN_UP, account=holder, email=email, after=after, at=at)
        context = {"url": address(token), "code": code, "minutes": MAIL_LASTS.seconds // 60, "known": bool(holder)}
        mailing.send("people/mail/sign_up", email, context, holder.language if holder else "")
    note("people.link-sent", by=by, at=at, subject_kind="one-time-link", subject_id=row.pk, data={"purpose": row.purpose})
    return row.pk


@transaction.atomic
def send_confirmation(account: Account, *, by: By, at: datetime) -> UUID:
    """Mail a code to somebody signed in, before a change that matters."""
    row, _token, code = make_link(Purpose.CONFIRM, account=account, at=at)
    context = {"code": code, "minutes": MAIL_LASTS.seconds // 60}
    mailing.send("people/mail/confirm", account.email, context, account.language)
    note("people.link-sent", by=by, at=at, subject_kind="one-time-link", subject_id=row.pk, data={"purpose": row.purpose})
    return row.pk


@transaction.atomic
def send_new_address(account: Account, email: str, *, address: Address, by: By, at: datetime) -> UUID:
    """Mail a link to a new address; the change happens when it is opened. An address that is taken gets no link."""
    email = email.strip().lower()
    if Account.objects.filter(email=email).exists():
        row, _token, _code = make_link(Purpose.ADDRESS, at=at)
        mailing.send("people/mail/not_here", email, {}, account.language)
    else:
        row, token, code = make_link(Purpose.ADDRESS, account=account, email=email, at=at)
        context = {"url": address(token), "code": code, "minutes": MAIL_LASTS.seconds // 60}
        mailing.send("people/mail/new_address", email, context, account.language)
    note("people.link-sent", by=by, at=at, subject_kind="one-time-link", subject_id=row.pk, data={"purpose": row.purpose})
    return row.pk
