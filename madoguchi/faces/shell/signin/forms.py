"""The sign-in library's forms in our words: labels above, hints before the field, no placeholders, paste allowed."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.core.text.public import parse_mail, to_halfwidth

PASSWORD_HINT = _("10文字以上。長い文や、いくつかの言葉をつなげたものが安全です。")
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "24"}


class Plain(forms.Form):
    """Takes the placeholders out and puts our labels, hints and attributes in."""

    words: dict[str, tuple[Any, Any]] = {}
    attributes: dict[str, dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.update(self.attributes.get(name, {}))
            if name in self.words:
                field.label, field.help_text = self.words[name]


class MailField(forms.CharField):
    """Full width, spaces around and the old addresses of mobile carriers are all right."""

    widget = forms.TextInput(attrs={"type": "email", "inputmode": "email", "autocomplete": "email", "spellcheck": "false"})
    default_error_messages = {"required": _("メールアドレスを入力してください。")}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return parse_mail(text).lower() if text else ""
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class MailForm(Plain):
    email = MailField(label=_("メールアドレス"), help_text=_("例：name@example.jp"))


class CodeForm(Plain):
    code = forms.CharField(
        label=_("メールの6桁の番号"),
        max_length=24,
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": _("番号を入力してください。")},
    )

    def clean_code(self) -> str:
        return "".join(ch for ch in to_halfwidth(self.cleaned_data["code"]) if ch.isdecimal())


class LoginForm(Plain, account.LoginForm):  # type: ignore[misc]
    words = {"login": (_("メールアドレス"), ""), "password": (_("パスワード"), "")}
    attributes = {"login": {"autocomplete": "username", "inputmode": "email", "spellcheck": "false"}}


class ResetPasswordForm(Plain, account.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": (_("メールアドレス"), _("登録したメールアドレス"))}


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": (_("新しいパスワード"), PASSWORD_HINT), "password2": (_("新しいパスワード（もう一度）"), "")}


class ChangePasswordForm(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": (_("今のパスワード"), ""),
        "password1": (_("新しいパスワード"), PASSWORD_HINT),
        "password2": (_("新しいパスワード（もう一度）"), ""),
    }


class SetPasswordForm(Plain, account.SetPasswordForm):  # type: ignore[misc]
    words = {"password1": (_("パスワード"), PASSWORD_HINT), "password2": (_("パスワード（もう一度）"), "")}


class PasswordAgainForm(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": (_("パスワード"), "")}


class EnrolForm(Plain):
    password = forms.CharField(
        label=_("パスワード"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class _HalfWidthCode:
    """An authenticator's code typed in full width is still the code."""

    def __init__(self, *args: Any, data: Any = None, **kwargs: Any) -> None:
        if data is not None and "code" in data:
            data = data.copy()
            data["code"] = to_halfwidth(data["code"]).replace(" ", "")
        super().__init__(*args, data=data, **kwargs)


class AuthenticateForm(_HalfWidthCode, Plain, mfa.AuthenticateForm):  # type: ignore[misc]
    words = {"code": (_("認証アプリの番号"), _("使えないときは、控えておいた予備の番号を入力してください。"))}
    attributes = {"code": CODE}


class ReauthenticateForm(_HalfWidthCode, Plain, mfa.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": (_("認証アプリの番号"), "")}
    attributes = {"code": CODE}


class ActivateTOTPForm(_HalfWidthCode, Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": (_("アプリに表示された6桁の番号"), "")}
    attributes = {"code": CODE}


class AddPasskeyForm(Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey can sign in by itself: the device checks the person (a face, a finger, a number)."""

    words = {"name": (_("このパスキーの名前"), _("どの端末か、あとで分かる名前にしてください。例：自分のスマートフォン"))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned
