"""職員: inviting, giving and ending posts, starting over when a second factor is lost."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.actions.one_time_links import ENROLMENT_LASTS, make_link, spend_links
from madoguchi.engines.people.actions.use_link import LinkSpent, open_link
from madoguchi.engines.people.events import AccountOpened, PostEnded, PostGiven, StaffEnrolled
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.one_time_link import OneTimeLink, Purpose
from madoguchi.engines.people.models.post import Post, Role
from madoguchi.engines.people.permissions import authorize

MANAGE = "people.manage-staff"


class AlreadyRegistered(Refused):
    code, message = "already-registered", _("このメールアドレスは、すでに登録されています。")


class NotStaff(Refused):
    code, message = "not-staff", _("職員のアカウントではありません。")


class PostAlreadyHeld(Refused):
    code, message = "post-already-held", _("同じ所属と役割を、すでに持っています。")


class PostEndsBeforeItBegins(Refused):
    code, message = "post-ends-before-it-begins", _("離任日は、着任日より後の日にしてください。")


@transaction.atomic
def invite_staff(email: str, *, name: str, by: By, at: datetime) -> tuple[Account, str]:
    """A staff account without password, and the token of its enrolment link, told once."""
    authorize(by, MANAGE)
    if Account.objects.filter(email=email.strip().lower()).exists():
        raise AlreadyRegistered
    account = Account.objects.create_user(email, Kind.STAFF, name=name)
    _row, token, _code = make_link(Purpose.ENROL, account=account, at=at, lasts=ENROLMENT_LASTS)
    record(AccountOpened(account.pk, of="staff"), by=by, at=at)
    return account, token


@transaction.atomic
def enrol(token: str, password: str, *, by: By, at: datetime) -> Account:
    """Use the enrolment link up and set the first password. The second factor follows at once, before anything else."""
    row = open_link(token, Purpose.ENROL, at=at)
    if row is None or row.account is None:
        raise LinkSpent
    validate_password(password, row.account)
    if not OneTimeLink.objects.filter(pk=row.pk, used_at=None).update(used_at=at):
        raise LinkSpent
    row.account.set_password(password)
    row.account.save(update_fields=["password"])
    record(StaffEnrolled(row.account.pk), by=by, at=at)
    return row.account


@transaction.atomic
def start_over(account: Account, *, by: By, at: datetime) -> str:
    """Password and second factor are gone, every session ends; the token of a new enrolment link, told once."""
    authorize(by, MANAGE)
    if not account.is_staff_member:
        raise NotStaff
    Authenticator.objects.filter(user=account).delete()
    spend_links(account, at=at)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    _row, token, _code = make_link(Purpose.ENROL, account=account, at=at, lasts=ENROLMENT_LASTS)
    note("people.staff-starts-over", by=by, at=at, subject_kind="account", subject_id=account.pk)
    return token


@transaction.atomic
def close_staff(account: Account, *, by: By, at: datetime) -> None:
    """The account can no longer sign in, and whoever is signed in with it is out at the next request."""
    authorize(by, MANAGE)
    if not account.is_staff_member:
        raise NotStaff
    account.is_active = False
    account.save(update_fields=["is_active"])
    note("people.staff-closed", by=by, at=at, subject_kind="account", subject_id=account.pk)


@transaction.atomic
def give_post(
    account: Account,
    *,
    department: str,
    role: str,
    from_on: date,
    until_on: date | None = None,
    deputy_of: Account | None = None,
    by: By,
    at: datetime,
) -> Post:
    """発令: a role in a department, from a day on; `until_on` is the first day without it. Nobody holds the same twice at once."""
    authorize(by, MANAGE)
    if not account.is_staff_member:
        raise NotStaff
    if until_on is not None and until_on <= from_on:
        raise PostEndsBeforeItBegins
    Account.objects.select_for_update().get(pk=account.pk)
    same = Post.objects.filter(account=account, department=department, role=Role(role))
    held = same.filter(Q(until_on=None) | Q(until_on__gt=from_on))
    if (held if until_on is None else held.filter(from_on__lt=until_on)).exists():
        raise PostAlreadyHeld
    post = Post.objects.create(
        account=account,
        department=department,
        role=Role(role),
        from_on=from_on,
        until_on=until_on,
        deputy_of=deputy_of,
        given_by=by.code,
        given_at=at,
    )
    record(PostGiven(account.pk, department=department, role=role), by=by, at=at)
    return post


@transaction.atomic
def end_post(post: Post, *, until_on: date, by: By, at: datetime) -> None:
    authorize(by, MANAGE)
    if until_on <= post.from_on:
        raise PostEndsBeforeItBegins
    Post.objects.filter(pk=post.pk).update(until_on=until_on)
    record(PostEnded(post.account_id, department=post.department, role=post.role), by=by, at=at)
