"""Refused: what an action says when it will not do a thing. The message is a sentence for the person who asked."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Base of every refusal of the domain: `code` for machines, `message` for people; `{names}` in it are filled in."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str | Promise] = _("この操作はできません。")

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values

    def __str__(self) -> str:
        return str(self.message).format(**self.values)


class NotPermitted(Refused):
    code, message = "not-permitted", _("この操作をする権限がありません。")


class NotFound(Refused):
    code, message = "not-found", _("見つかりません。番号や宛先を確かめてください。")


class SignInFirst(NotFound):
    """For whoever may know that it is there: nobody is signed in, or another. Faces lead to the sign-in."""

    code, message = "sign-in-first", _("別のアカウントのものです。サインアウトして、そのアカウントでサインインしてください。")
