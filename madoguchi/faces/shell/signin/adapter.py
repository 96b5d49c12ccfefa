"""The sign-in library's adapters: which accounts sign in at which face, what is asked again, how its mails are sent."""

import base64
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import Account, Kind, face_of_request, is_fresh, mailing

STRONG = ("totp", "webauthn")
ERRORS = {
    "account_inactive": _("このアカウントは使えません。"),
    "email_password_mismatch": _("メールアドレスかパスワードが違います。"),
    "enter_current_password": _("今のパスワードを入力してください。"),
    "incorrect_code": _("番号が違います。もう一度確かめてください。"),
    "incorrect_password": _("パスワードが違います。"),
    "invalid_password_reset": _("このリンクは使えません。もう一度、再設定のメールを送ってください。"),
    "too_many_login_attempts": _("失敗が続いたため、しばらく受け付けません。5分ほど待ってから、もう一度お試しください。"),
    "rate_limited": _("回数が多すぎます。少し待ってから、もう一度お試しください。"),
}


def factor_alone(user: Any) -> bool:
    """Of staff, and of a resident who made the passkey obligatory, nothing less proves anything: no password, no mailed code.
    Who has no factor yet is on the way to the first.
    """
    if not user.is_authenticated:
        return False
    if user.kind == Kind.RESIDENT:
        return bool(user.passkey_required)
    return bool(Authenticator.objects.filter(user=user, type__in=STRONG).exists())


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def get_login_stages(self) -> list[str]:
        """Addresses are proved before an account exists, so only the second factor stands between."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_open_for_signup(self, request: Any) -> bool:
        """Accounts are opened by a mailed link alone (`actions.use_link`), never by the library's own form."""
        return False

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """A right password at the wrong face is a wrong password."""
        user = super().authenticate(request, **credentials)
        if user is not None and (user.kind != face_of_request(request).kind or not user.is_active):
            self.authentication_failed(request, **credentials)
            return None
        return user

    def pre_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Whatever proved the person: the account belongs to this face, and is open, or nobody came."""
        if user.kind != face_of_request(request).kind or not user.is_active:
            clear_login(request)
            messages.error(request, gettext("サインインできませんでした。"))
            return HttpResponseRedirect(reverse("account_login"))
        found: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return found

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_fresh(self.request or context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """What the account has, and for residents a code by mail; none weaker than what signing in asks of them."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if factor_alone(user):
            wanted = "mfa_reauthenticate:webauthn" if user.kind == Kind.RESIDENT else "mfa_reauthenticate"
            methods = [one for one in methods if one["id"].startswith(wanted)]
        elif user.is_authenticated and user.kind == Kind.RESIDENT:
            url = reverse("account_confirm_by_mail")
            methods.append({"id": "mail", "description": gettext("メールの番号で確かめる"), "url": url})
        names = {
            "reauthenticate": gettext("パスワードで確かめる"),
            "mfa_reauthenticate": gettext("認証アプリの番号で確かめる"),
            "mfa_reauthenticate:webauthn": gettext("パスキーで確かめる"),
        }
        return [{**method, "description": names.get(method["id"], method["description"])} for method in methods]

    def get_login_redirect_url(self, request: Any) -> str:
        return face_of_request(request).home

    def get_logout_redirect_url(self, request: Any) -> str:
        return face_of_request(request).home

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("account_security")

    def send_password_reset_mail(self, user: Account, email: str, context: dict[str, Any]) -> None:
        """Only for accounts of this face; staff only once enrolled, so that a mailbox alone never enrols anybody."""
        face = face_of_request(self.request)
        enrolled = user.kind == Kind.RESIDENT or Authenticator.objects.filter(user=user, type__in=STRONG).exists()
        if user.kind != face.kind or not enrolled:
            self.send_mail("account/email/unknown_account", email, context)
            return
        self.send_mail("account/email/password_reset_key", email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        holder = context.get("user")
        mailing.send(template_prefix, email, context, getattr(holder, "language", ""))

    def add_message(
        self,
        request: Any,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """The greeting after a sign-in is left out: the page says who is signed in."""
        if message_template in {"account/messages/logged_in.txt"}:
            return
        super().add_message(request, level, message_template, message_context, extra_tags, message)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("番号が違います。もう一度確かめてください。"),
        "cannot_delete_authenticator": _("二段階認証を外すことはできません。"),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Staff always; residents only where they asked for it. For all others a passkey is one way of several."""
        if user.is_anonymous or (user.kind == Kind.RESIDENT and not user.passkey_required):
            return False
        if user.kind == Kind.STAFF and getattr(context.request, "mado_strong", False):
            return False  # the city's own provider has asked for it (`faces.desk.signin.oidc`)
        return bool(super().is_mfa_enabled(user, types))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of a staff member stays, and that of a resident who made it obligatory."""
        user: Any = authenticator.user
        if user.kind == Kind.RESIDENT and not user.passkey_required:
            return True
        others = Authenticator.objects.filter(user=user, type__in=STRONG).exclude(pk=authenticator.pk)
        return bool(others.exists())

    def get_totp_issuer(self) -> str:
        return mailing.city_name("ja") or "Madoguchi"

    def build_totp_svg(self, url: str) -> str:

        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=4, xmldecl=False)
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("パスキー {number}").format(number=count + 1)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.name or user.email}

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()


def _vault() -> MultiFernet:
    """Secrets of authenticator apps lie encrypted; keys that were rotated out still open what they closed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"mado-people-second-factor").derive(secret.encode())
    return base64.urlsafe_b64encode(key)
