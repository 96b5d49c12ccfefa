"""Two accounts of one person: prove the other one by its mailbox, see what moves, make them one."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.signin.forms import CodeForm, MailForm

ASKED, PROVED, LASTS = "mado_merge", "mado_merge_proved", 15 * 60


@never_cache
def begin(request: Any) -> HttpResponse:
    """The other account's address; then its code."""
    asked = request.session.get(ASKED)
    if asked and asked["of"] != str(request.user.pk):
        asked = None
    if request.GET.get("again"):
        request.session.pop(ASKED, None)
        return redirect("account_merge")
    form = (CodeForm if asked else MailForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _take_code(request, form, asked) if asked else _send(request, form)
        if done:
            return done
    context = {"title": gettext("アカウントをまとめる"), "form": form, "asked": bool(asked)}
    return render(request, "signin/merge.html", context)


def _send(request: Any, form: Any) -> HttpResponse | None:
    mail = form.cleaned_data["email"]
    if limited := ratelimit.consume_or_429(request, action="request_login_code", key=mail):
        return limited  # type: ignore[no-any-return]
    try:
        row = people.send_merge_code(request.user, mail, by=request.actor, at=request.received_at)
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return None
    request.session[ASKED] = {"link": str(row), "of": str(request.user.pk)}
    return redirect("account_merge")


def _take_code(request: Any, form: Any, asked: dict[str, str]) -> HttpResponse | None:
    if limited := ratelimit.consume_or_429(request, action="try_code"):
        return limited  # type: ignore[no-any-return]
    try:
        row = people.use_code(
            UUID(asked["link"]), form.cleaned_data["code"], people.LinkPurpose.MERGE, by=request.actor, at=request.received_at
        )
    except Refused as refusal:
        form.add_error("code", str(refusal))
        return None
    request.session.pop(ASKED, None)
    request.session[PROVED] = {
        "of": str(request.user.pk),
        "account": str(row.account_id),
        "at": int(request.received_at.timestamp()),
    }
    return redirect("account_merge_confirm")


@never_cache
def confirm(request: Any) -> HttpResponse:
    """The dry run, and the one button."""
    other = _proved(request)
    if other is None:
        return redirect("account_merge")
    common: dict[str, Any] = {"by": request.actor, "at": request.received_at}
    try:
        if request.method == "POST":
            people.merge(request.user, other, **common)
            request.session.pop(PROVED, None)
            messages.success(request, gettext("アカウントをまとめました。"))
            return redirect("account_security")
        moved = people.dry_run(request.user, other, **common)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("account_security")
    context = {"title": gettext("まとめる内容の確認"), "other": other, "moved": moved}
    return render(request, "signin/merge_confirm.html", context)


def _proved(request: Any) -> people.Account | None:
    """The other account, proved in this session by this account within the last quarter of an hour."""
    held = request.session.get(PROVED)
    if not held or held["of"] != str(request.user.pk) or request.received_at.timestamp() - held["at"] > LASTS:
        return None
    return people.Account.objects.filter(pk=held["account"], is_active=True).first()
