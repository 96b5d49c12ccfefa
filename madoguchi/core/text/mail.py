"""メールアドレス: RFC 5321, and what Japanese carriers gave out in spite of it (a dot before @, two in a row)."""

import re

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.core.text.width import to_halfwidth

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:xn--[a-z0-9-]{1,59}|[a-z]{2,63})")
_DOTS = str.maketrans("。．｡", "...")


class BadMail(Refused):
    code = "bad-mail"
    message = _("メールアドレスの形になっていません。name@example.jp のように、@ を1つ入れて入力してください。")


def parse_mail(text: str) -> str:
    """The address: half width, trimmed, its domain in small letters and ASCII (IDNA). Raises BadMail."""
    address = to_halfwidth(text).strip().removeprefix("mailto:")
    local, at, domain = address.rpartition("@")
    domain = _ascii(domain.translate(_DOTS).lower())
    if not (at and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        raise BadMail
    return f"{local}@{domain}"


def _ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
