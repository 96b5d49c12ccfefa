"""連絡先: what is asked to reach a person, made canonical; and the marks by which a person is found again."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.refused import Refused
from madoguchi.core.text import public as text
from madoguchi.engines.booking.definitions import Asking, Bookable
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.public import Actor

LONGEST = 100
GROUP, PROXY, RESIDENT = "group", "proxy_for", "resident"


class NotAcceptable(Refused):
    """`problems` says what is wrong with contact and answers, each at its place."""

    code, message = "answers-not-acceptable", gettext_lazy("入力に誤りがあるか、足りないところがあります。")

    def __init__(self, problems: list[forms.Problem]) -> None:
        super().__init__()
        self.problems = problems


def clean_contact(asking: Asking, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[forms.Problem]]:
    """Name, kana, mail, phone as they are kept; what is not asked is not kept."""
    kept: dict[str, Any] = {}
    problems: list[forms.Problem] = []
    for field, how in asking:
        if how == "none":
            continue
        value = given.get(field)
        if value is not None and not isinstance(value, str):
            problems.append(forms.Problem(f"contact.{field}", "wrong-shape", _("文字で入力してください。")))
            continue
        typed = (value or "").strip()
        if not typed:
            if how == "needed":
                problems.append(forms.Problem(f"contact.{field}", "required", MISSING[field]()))
            continue
        try:
            kept[field] = PARSERS[field](typed)
            if len(kept[field]) > 254 or (field in {"name", "kana"} and len(kept[field]) > LONGEST):
                problems.append(forms.Problem(f"contact.{field}", "too-long", _("長すぎます。短くしてください。")))
        except Refused as refused:
            problems.append(forms.Problem(f"contact.{field}", refused.code, str(refused)))
    return kept, problems


MISSING: dict[str, Callable[[], str]] = {
    "name": lambda: _("お名前を入力してください。"),
    "kana": lambda: _("お名前のフリガナを入力してください。"),
    "mail": lambda: _("メールアドレスを入力してください。"),
    "phone": lambda: _("電話番号を入力してください。"),
}
PARSERS: dict[str, Callable[[str], str]] = {
    "name": text.clean,
    "kana": text.kana,
    "mail": text.parse_mail,
    "phone": text.parse_phone,
}


def further(bookable: Bookable, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[forms.Problem]]:
    """For whom it is: a group's name, the one somebody books for, whether one lives in the city."""
    kept: dict[str, Any] = {}
    problems: list[forms.Problem] = []
    for field, allowed in ((GROUP, bookable.who.groups), (PROXY, bookable.who.proxy)):
        value = given.get(field)
        if not allowed or not isinstance(value, str) or not value.strip():
            continue
        try:
            kept[field] = text.clean(value)[:LONGEST]
        except Refused as refused:
            problems.append(forms.Problem(f"contact.{field}", refused.code, str(refused)))
    if given.get(RESIDENT) is True:
        kept[RESIDENT] = True
    return kept, problems


def mark(kind: str, value: str) -> str:
    """A keyed mark: the same address gives the same mark, and nobody reads the address from it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"booking:{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def who_of(contact: Mapping[str, Any], by: Actor) -> str:
    """Who a reservation counts for: the account, else a mark of mail or telephone; "" for nobody in particular."""
    if by.kind == "resident" and by.account_id:
        return f"account:{by.account_id}"
    for kind in ("mail", "phone"):
        if contact.get(kind):
            return f"{kind}:{mark(kind, contact[kind].lower())}"
    return ""


def phone_mark(contact: Mapping[str, Any]) -> str:
    return mark("phone", contact["phone"]) if contact.get("phone") else ""


def link_token(number: str) -> str:
    """What a link in a mail carries so that whoever reads the mailbox may see, change and cancel the reservation."""
    return mark("link", number)[:32]


def is_link_token(number: str, token: str) -> bool:
    return hmac.compare_digest(link_token(number).encode(), token.encode("utf-8", "replace"))


def feed_token(by: Actor) -> str:
    """What the address of an account's calendar feed carries: the account and a mark that nobody else can make."""
    return f"{by.account_id.hex}{mark('feed', str(by.account_id))[:24]}" if by.account_id else ""


def account_of_feed(token: str) -> UUID | None:
    """The account of a feed's address, or None where it was made up."""
    try:
        account = UUID(token[:32])
    except ValueError:
        return None
    right = mark("feed", str(account))[:24]
    return account if hmac.compare_digest(right.encode(), token[32:].encode("utf-8", "replace")) else None
