"""What follows a sign-in: its clocks, its second factor, its audit entry. Hangs on the sign-in library's signals."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils import timezone

from madoguchi.core.audit.public import note
from madoguchi.engines.people import sessions
from madoguchi.engines.people.actions.one_time_links import spend_links
from madoguchi.engines.people.actor import Actor

FACTORS = frozenset({"totp", "webauthn", "recovery_codes"})


def _moment(request: Any) -> Any:
    return getattr(request, "received_at", None) or timezone.now()


def _by(request: Any, account: Any) -> Actor:
    kind = "staff" if account.is_staff_member else "resident"
    return Actor(kind=kind, account_id=account.pk, session=sessions.session_hash(request.session))  # type: ignore[arg-type]


def _write(action: str, request: Any, account: Any, **data: Any) -> None:
    note(action, by=_by(request, account), at=_moment(request), subject_kind="account", subject_id=account.pk, data=data)


@receiver(user_logged_in, dispatch_uid="mado-people-signed-in")
def signed_in(request: Any, user: Any, **_: Any) -> None:
    if request is None or getattr(request, "session", None) is None:
        return
    sessions.begin(request.session, _moment(request))
    _write("people.signed-in", request, user)


@receiver(user_logged_out, dispatch_uid="mado-people-signed-out")
def signed_out(request: Any, user: Any, **_: Any) -> None:
    if user is not None and request is not None:
        _write("people.signed-out", request, user)


@receiver(user_login_failed, dispatch_uid="mado-people-sign-in-failed")
def failed(request: Any = None, **_: Any) -> None:
    if request is None or getattr(request, "session", None) is None:
        return
    by = Actor(kind="anonymous", session=sessions.session_hash(request.session))
    note("people.sign-in-failed", by=by, at=_moment(request))


@receiver(mfa_signals.authenticator_used, dispatch_uid="mado-people-factor-used")
def factor_used(request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    if authenticator.type in FACTORS:
        sessions.note_second_factor(request.session, user.pk)


@receiver(mfa_signals.authenticator_added, dispatch_uid="mado-people-factor-added")
def factor_added(request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    """Enrolling proves the factor at once: its first code was checked, or its key has signed."""
    if authenticator.type != "recovery_codes":
        sessions.note_second_factor(request.session, user.pk)
        _write("people.factor-added", request, user, factor=authenticator.type)


@receiver(mfa_signals.authenticator_removed, dispatch_uid="mado-people-factor-removed")
def factor_removed(request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    _write("people.factor-removed", request, user, factor=authenticator.type)


@receiver(mfa_signals.authentication_failed, dispatch_uid="mado-people-factor-failed")
def factor_failed(request: Any, user: Any, **_: Any) -> None:
    _write("people.factor-failed", request, user)


@receiver(account_signals.password_changed, dispatch_uid="mado-people-password-changed")
@receiver(account_signals.password_set, dispatch_uid="mado-people-password-set")
@receiver(account_signals.password_reset, dispatch_uid="mado-people-password-reset")
def password_changed(request: Any, user: Any, **_: Any) -> None:
    spend_links(user, at=_moment(request))
    _write("people.password-changed", request, user)
