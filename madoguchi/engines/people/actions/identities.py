"""Signing in by a provider: finding the account, connecting one, taking staff in by their groups."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people import mailing
from madoguchi.engines.people.actor import SYSTEM, Actor
from madoguchi.engines.people.events import AccountOpened, PostEnded, PostGiven
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.identity import Identity
from madoguchi.engines.people.models.post import Post, Role
from madoguchi.engines.people.oidc.answering import Vouched
from madoguchi.engines.people.oidc.providers import Provider
from madoguchi.engines.people.permissions import authorize

OWN = "people.manage-own-account"


class AlreadyConnected(Refused):
    code, message = "already-connected", _("このサービスの利用者は、すでに別のアカウントにつながっています。")


class UnknownToUs(Refused):
    code, message = "unknown-to-us", _("このサービスの利用者は、登録されていません。管理者に連絡してください。")


def note_not_believed(provider: Provider, *, by: By, at: datetime) -> None:
    """An answer that was not believed is written down: a series of them is an attack, or a setting that is wrong."""
    note("people.oidc-not-believed", by=by, at=at, data={"provider": provider.code})


def account_behind(provider: Provider, vouched: Vouched, *, at: datetime) -> Account | None:
    """The open account of the face whom the provider vouches for, if there is one."""
    rows = Identity.objects.filter(issuer=vouched.issuer, subject=vouched.subject).select_related("account")
    found = rows.first()
    kind = Kind.STAFF if provider.face == "desk" else Kind.RESIDENT
    if found is None or not found.account.is_active or found.account.kind != kind:
        return None
    Identity.objects.filter(pk=found.pk).update(used_at=at)
    return found.account


@transaction.atomic
def connect(account: Account, provider: Provider, vouched: Vouched, *, by: Actor, at: datetime) -> Identity:
    """From now on the provider's person signs in to this account. The person is told by mail."""
    authorize(by, OWN)
    identity = _connect(account, provider, vouched, by=by, at=at)
    mailing.send("people/mail/identity_added", account.email, {"provider": provider.name}, account.language)
    return identity


def _connect(account: Account, provider: Provider, vouched: Vouched, *, by: By, at: datetime) -> Identity:
    known = Identity.objects.filter(issuer=vouched.issuer, subject=vouched.subject, account=account).first()
    if known:
        return known
    try:
        with transaction.atomic():
            made = Identity.objects.create(
                account=account,
                provider=provider.code,
                issuer=vouched.issuer,
                subject=vouched.subject,
                added_at=at,
            )
    except IntegrityError:
        raise AlreadyConnected from None
    note("people.identity-added", by=by, at=at, subject_kind="account", subject_id=account.pk, data={"provider": provider.code})
    return made


@transaction.atomic
def disconnect(identity: Identity, *, by: Actor, at: datetime) -> None:
    """The provider's person signs in no more; the mailed link, password and passkeys stay."""
    authorize(by, OWN)
    Identity.objects.filter(pk=identity.pk).delete()
    data = {"provider": identity.provider}
    note("people.identity-removed", by=by, at=at, subject_kind="account", subject_id=identity.account_id, data=data)


@transaction.atomic
def take_in_staff(provider: Provider, vouched: Vouched, *, at: datetime) -> Account:
    """The staff account whom the city's own provider vouches for: known, or found by its mail address, or made anew
    where the provider's settings say so and a group gives a post. The posts by groups are set to those of today.

    Raises UnknownToUs.
    """
    account = account_behind(provider, vouched, at=at)
    if account is None:
        account = _found_by_mail(provider, vouched, at=at)
    _keep_posts(account, provider, vouched, at=at)
    return account


def _found_by_mail(provider: Provider, vouched: Vouched, *, at: datetime) -> Account:
    if not vouched.mail:
        raise UnknownToUs
    account = Account.objects.filter(email=vouched.mail).first()
    if account is None:
        if not provider.provision or not _wanted(provider, vouched):
            raise UnknownToUs
        account = Account.objects.create_user(vouched.mail, Kind.STAFF, name=vouched.name)
        record(AccountOpened(account.pk, of="staff"), by=SYSTEM, at=at)
    if account.kind != Kind.STAFF or not account.is_active:
        raise UnknownToUs
    try:
        _connect(account, provider, vouched, by=SYSTEM, at=at)
    except AlreadyConnected:
        raise UnknownToUs from None
    return account


def _wanted(provider: Provider, vouched: Vouched) -> set[tuple[str, str]]:
    return {provider.groups[group] for group in vouched.groups & set(provider.groups)}


def _keep_posts(account: Account, provider: Provider, vouched: Vouched, *, at: datetime) -> None:
    """Posts that this provider gave follow its groups; those given by hand stay as they are."""
    if not provider.groups:
        return
    on, giver = today(at), f"oidc:{provider.code}"
    Account.objects.select_for_update().get(pk=account.pk)
    wanted = _wanted(provider, vouched)
    for post in Post.objects.in_force(on).filter(account=account, given_by=giver):
        if (post.department, post.role) in wanted:
            wanted.discard((post.department, post.role))
        else:
            _end(post, on, at)
    held = set(Post.objects.filter(account=account, until_on=None).values_list("department", "role"))
    for department, role in sorted(wanted - held):
        Post.objects.create(account=account, department=department, role=Role(role), from_on=on, given_by=giver, given_at=at)
        record(PostGiven(account.pk, department=department, role=role), by=SYSTEM, at=at)


def _end(post: Post, on: date, at: datetime) -> None:
    """At once: a post of today goes, an older one ends with yesterday."""
    if post.from_on >= on:
        Post.objects.filter(pk=post.pk).delete()
    else:
        Post.objects.filter(pk=post.pk).update(until_on=on)
    record(PostEnded(post.account_id, department=post.department, role=post.role), by=SYSTEM, at=at)
