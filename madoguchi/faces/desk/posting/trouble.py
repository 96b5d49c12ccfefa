"""Deliveries in trouble: failed, uncertain, given up, with the reason, and what a person may do about it."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from madoguchi.engines.messages import public as mail
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.outcomes import attempt, back
from madoguchi.faces.desk.sections import choices_of, name_sections
from madoguchi.faces.shell.guard import open_to

TROUBLED = [mail.State.FAILED, mail.State.UNKNOWN, mail.State.GIVEN_UP]
REASONS = {
    "no-account": gettext_lazy("ポータルのアカウントがありません"),
    "no-address": gettext_lazy("住所がありません"),
    "no-mail-address": gettext_lazy("メールアドレスがありません"),
    "bad-mail-address": gettext_lazy("メールアドレスの形が正しくありません"),
    "nothing-to-say": gettext_lazy("送る内容がありません"),
    "recipient-refused": gettext_lazy("相手のメールサーバーが宛先を受け付けません"),
    "server-said": gettext_lazy("メールサーバーが断りました"),
    "server-away": gettext_lazy("メールサーバーにつながりません"),
    "worker-lost": gettext_lazy("送信中に処理が止まり、送れたかどうか分かりません"),
    "not-connected": gettext_lazy("この手段は、まだつながっていません"),
    "by-hand": gettext_lazy("職員が取りやめました"),
    "": gettext_lazy("理由の記録がありません"),
}


@open_to("messages.see")
@require_safe
def listing(request: Any) -> HttpResponse:
    """What changed last comes first."""
    rows = mail.Delivery.objects.visible_to(request.actor).troubled().select_related("notice", "message")
    wanted = {name: request.GET.get(name, "") for name in ("section", "state", "channel")}
    if wanted["state"] not in TROUBLED:
        wanted["state"] = ""
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    page = page_of(rows, request, by=("-changed_at", "-id"))
    name_sections(page.rows)
    context = {
        "page": page,
        "deliveries": [(one, sentence_of(one.reason), channel_of(one.channel)) for one in page.rows],
        "wanted": wanted,
        "sections": choices_of(request.actor.sections_with("messages.see")),
        "states": [(state.value, state.label) for state in TROUBLED],
        "channels": [(code, channel.label) for code, channel in mail.CHANNELS.items()],
        "may_resend": request.actor.may("messages.resend"),
        "here": request.get_full_path(),
        "unfiltered": query(request, section="", state="", channel="", after=""),
    }
    return render(request, "desk/posting/trouble.html", context)


@open_to("messages.resend")
@require_POST
def resend(request: Any, pk: UUID) -> HttpResponse:
    delivery = _delivery(request, pk)
    attempt(
        request,
        lambda: mail.resend(delivery, by=request.actor, at=request.received_at),
        _("もう一度送ります。"),
    )
    return back(request, reverse("desk:trouble"))


@open_to("messages.resend")
@require_POST
def give_up(request: Any, pk: UUID) -> HttpResponse:
    delivery = _delivery(request, pk)
    attempt(
        request,
        lambda: mail.give_up(delivery, by=request.actor, at=request.received_at),
        _("この送信を取りやめました。"),
    )
    return back(request, reverse("desk:trouble"))


def _delivery(request: Any, pk: UUID) -> mail.Delivery:
    return get_object_or_404(mail.Delivery.objects.visible_to(request.actor), pk=pk)


def sentence_of(reason: str) -> str:
    """The code of a channel in words; a number that a mail server gave stays beside them."""
    found = re.fullmatch(r"(recipient-refused|server-said|server-away)-(.+)", reason)
    code, rest = (found[1], found[2]) if found else (reason, "")
    words = REASONS.get(code)
    if words is None:
        return reason
    return _("%(words)s（%(code)s）") % {"words": words, "code": rest} if rest else str(words)


def channel_of(code: str) -> str:
    return str(mail.CHANNELS.get(code).label) if code in mail.CHANNELS else code
