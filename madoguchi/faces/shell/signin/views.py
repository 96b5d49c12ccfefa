"""The sign-in library's views in our pages. They are thin on purpose: what is safe about them is the library's."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from madoguchi.engines.people.public import extend_session, is_fresh, providers_of
from madoguchi.faces.shell.signin import forms
from madoguchi.faces.shell.signin.adapter import factor_alone


class Titled:
    """A page needs a title; the forms need to know where to return."""

    title: Any = ""
    button: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {"title": self.title, "button": self.button, **found}


class FirstFactorAlone:
    """Who came by password alone may set up the first second factor, never one beside it: a session that was
    opened before the enrolment must not be able to join it."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        actor = request.actor
        if actor.kind == "staff" and not actor.second_factor and has_strong_factor(request.user):
            return HttpResponseRedirect(str(reverse_lazy("account_second_factor")))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def has_strong_factor(account_: Any) -> bool:
    return bool(Authenticator.objects.filter(user=account_, type__in=("totp", "webauthn")).exists())


class PasswordLogin(Titled, account.LoginView):
    form_class = forms.LoginForm
    template_name = "signin/password.html"
    title = _("パスワードでサインイン")


class SignOut(Titled, account.LogoutView):
    template_name = "signin/sign_out.html"
    title = _("サインアウト")


class ResetPassword(Titled, account.PasswordResetView):
    form_class = forms.ResetPasswordForm
    template_name = "signin/reset.html"
    title = _("パスワードの再設定")


class ResetPasswordDone(Titled, account.PasswordResetDoneView):
    template_name = "signin/reset_done.html"
    title = _("メールを送りました")


class ResetPasswordFromKey(Titled, account.PasswordResetFromKeyView):
    form_class = forms.ResetPasswordKeyForm
    template_name = "signin/reset_from_key.html"
    title = _("新しいパスワード")


class ResetPasswordFromKeyDone(Titled, account.PasswordResetFromKeyDoneView):
    template_name = "signin/reset_from_key_done.html"
    title = _("パスワードを変えました")


class ChangePassword(Titled, account.PasswordChangeView):
    form_class = forms.ChangePasswordForm
    template_name = "signin/form_page.html"
    title = _("パスワードを変える")
    button = _("変える")


class SetPassword(Titled, account.PasswordSetView):
    form_class = forms.SetPasswordForm
    template_name = "signin/form_page.html"
    title = _("パスワードを設定する")
    button = _("設定する")


class PasswordAgain(Titled, account.ReauthenticateView):
    form_class = forms.PasswordAgainForm
    template_name = "signin/confirm_password.html"
    title = _("本人の確認")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return by_factor(request) if factor_alone(request.user) else super().dispatch(request, *args, **kwargs)


def by_factor(request: Any) -> HttpResponse:
    """On to the app's code or the passkey, and from there to the page that was asked for."""
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    way = get_adapter(request).get_reauthentication_methods(request.user)[0]
    return HttpResponseRedirect(f"{way['url']}?{urlencode({'next': asked} if asked else {})}")


class SecondFactor(Titled, mfa.AuthenticateView):
    form_class = forms.AuthenticateForm
    template_name = "signin/second_factor.html"
    title = _("二段階認証")


class CodeAgain(Titled, mfa.ReauthenticateView):
    form_class = forms.ReauthenticateForm
    template_name = "signin/confirm_code.html"
    title = _("本人の確認")


class PasskeyAgain(Titled, webauthn.ReauthenticateWebAuthnView):
    template_name = "signin/confirm_passkey.html"
    title = _("本人の確認")


class ActivateTOTP(FirstFactorAlone, Titled, totp.ActivateTOTPView):
    form_class = forms.ActivateTOTPForm
    template_name = "signin/totp.html"
    title = _("認証アプリを加える")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        secret = found["form"].secret
        return {**found, "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}


class DeactivateTOTP(Titled, totp.DeactivateTOTPView):
    template_name = "signin/totp_remove.html"
    title = _("認証アプリを外す")


class SpareCodes(Titled, codes.ViewRecoveryCodesView):
    template_name = "signin/spare_codes.html"
    title = _("予備の番号")


class NewSpareCodes(Titled, codes.GenerateRecoveryCodesView):
    template_name = "signin/spare_codes_new.html"
    title = _("予備の番号を作り直す")


class AddPasskey(FirstFactorAlone, Titled, webauthn.AddWebAuthnView):
    form_class = forms.AddPasskeyForm
    template_name = "signin/passkey_add.html"
    title = _("パスキーを加える")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        found["js_data"] = {"creation_options": webauthn_auth.begin_registration(self.request.user, True)}
        return found


class RemovePasskey(Titled, webauthn.RemoveWebAuthnView):
    template_name = "signin/passkey_remove.html"
    success_url = reverse_lazy("account_security")
    title = _("パスキーを外す")

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_mfa_adapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, get_mfa_adapter().error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(self.success_url)
        response: HttpResponse = super().form_valid(form)
        return response


class PasskeyLogin(webauthn.LoginWebAuthnView):
    """GET gives the challenge to the script, POST takes its answer."""


@never_cache
def security(request: Any) -> HttpResponse:
    """What this account signs in with, and what can be changed about it."""
    account_ = request.user
    own = list(Authenticator.objects.filter(user=account_).order_by("created_at"))
    context = {
        "title": gettext("サインインと安全"),
        "account": account_,
        "has_password": account_.has_usable_password(),
        "passkeys": [(one.pk, one.wrap().name, one.created_at, one.last_used_at) for one in own if one.type == "webauthn"],
        "has_totp": any(one.type == "totp" for one in own),
        "has_spare_codes": any(one.type == "recovery_codes" for one in own),
        "fresh": is_fresh(request),
        **(_services(account_) if account_.kind == "resident" else {}),
    }
    return render(request, "signin/security.html", context)


def _services(account_: Any) -> dict[str, Any]:
    """Providers that sign in to this account, and those that could."""
    known = {one.code: one for one in providers_of("portal")}
    rows = list(account_.identities.order_by("added_at"))
    connected = {row.issuer for row in rows}
    return {
        "identities": [(row, known[row.provider].name if row.provider in known else row.provider) for row in rows],
        "providers": [one for one in known.values() if one.issuer not in connected],
    }


@never_cache
def second_factor_needed(request: Any) -> HttpResponse:
    """Staff without a second factor in this session: to set one up, or, if there is one, to sign in with it."""
    if request.actor.second_factor:
        return HttpResponseRedirect(get_adapter(request).get_login_redirect_url(request))
    if has_strong_factor(request.user):
        get_adapter(request).logout(request)
        return HttpResponseRedirect(str(reverse_lazy("account_login")))
    return render(request, "signin/second_factor_needed.html", {"title": gettext("二段階認証の設定")})


@never_cache
def still_here(request: Any) -> HttpResponse:
    """The answer to the announced time-out: the script's by GET, the button's by POST. 409: it cannot be put off."""
    ends = extend_session(request.session, request.face, request.received_at)
    if request.method != "POST":
        put_off = ends is not None and ends - request.received_at > timedelta(minutes=2)
        return HttpResponse(status=204 if put_off else 409)
    following = get_adapter(request).get_login_redirect_url(request)
    asked = request.POST.get("next", "")
    return HttpResponseRedirect(asked if asked and get_adapter(request).is_safe_url(asked) else following)
