"""Sign-in by mail: one field, one mail, one link or six digits. Known and unknown addresses look the same."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.signin.adapter import factor_alone
from madoguchi.faces.shell.signin.forms import CodeForm, MailForm
from madoguchi.faces.shell.signin.views import by_factor

ASKED, ASKED_FOR = "mado_link", "mado_link_purpose"
SIGNS_IN = (people.LinkPurpose.SIGN_IN, people.LinkPurpose.SIGN_UP)


def _absolute(name: str, *args: str) -> str:
    """At the city's own address, whatever host the request came by: what a mail says must not depend on its asker."""
    return settings.MADO_ADDRESS.rstrip("/") + reverse(name, args=args)


def _link(token: str) -> str:
    return _absolute("account_link", token)


def _next(request: Any) -> str:
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    return asked if asked and get_adapter(request).is_safe_url(asked) else ""


def _limited(request: Any, action: str, key: str | None = None) -> HttpResponse | None:
    found: HttpResponse | None = ratelimit.consume_or_429(request, action=action, **({"key": key} if key else {}))
    return found


@never_cache
def sign_in(request: Any) -> HttpResponse:
    """By mail first; the page leads to password, passkey and signing up."""
    return _ask_for_mail(request, people.LinkPurpose.SIGN_IN, gettext("サインイン"), "signin/sign_in.html")


@never_cache
def sign_up(request: Any) -> HttpResponse:
    return _ask_for_mail(request, people.LinkPurpose.SIGN_UP, gettext("利用登録"), "signin/sign_up.html")


def _ask_for_mail(request: Any, purpose: people.LinkPurpose, title: str, template: str) -> HttpResponse:
    if request.actor.kind == "resident":
        return HttpResponseRedirect(_next(request) or request.face.home)
    form = MailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if response := _limited(request, "request_login_code", email):
            return response
        common = {"address": _link, "after": _next(request), "by": request.actor, "at": request.received_at}
        if purpose == people.LinkPurpose.SIGN_IN:
            asked = people.send_sign_in(email, sign_up=_absolute("account_signup"), **common)
        else:
            asked = people.send_sign_up(email, **common)
        request.session[ASKED], request.session[ASKED_FOR] = str(asked), email
        return HttpResponseRedirect(reverse("account_link_sent"))
    context = {"title": title, "form": form, "next": _next(request), "ended": request.GET.get("ended")}
    return render(request, template, {**context, "providers": people.providers_of("portal")})


@never_cache
def link_sent(request: Any) -> HttpResponse:
    """The mail is on its way; its code may be typed here."""
    asked = request.session.get(ASKED)
    if not asked:
        return HttpResponseRedirect(reverse("account_login"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if response := _limited(request, "try_code"):
            return response
        try:
            row = people.use_code(UUID(asked), form.cleaned_data["code"], *SIGNS_IN, by=request.actor, at=request.received_at)
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            return _let_in(request, row)
    context = {"title": gettext("メールを送りました"), "form": form, "email": request.session.get(ASKED_FOR, "")}
    return render(request, "signin/link_sent.html", context)


@never_cache
def link(request: Any, token: str) -> HttpResponse:
    """Opening shows a button, so that a mail program that looks ahead uses nothing up; pressing it signs in, once."""
    purposes = (*SIGNS_IN, people.LinkPurpose.ADDRESS)
    if request.method == "POST":
        if response := _limited(request, "try_code"):
            return response
        try:
            row = people.use_token(token, *purposes, by=request.actor, at=request.received_at)
        except Refused:
            return _spent(request)
        if row.purpose == people.LinkPurpose.ADDRESS:
            if row.account_id == request.user.pk:
                update_session_auth_hash(request, row.account)
            messages.success(request, gettext("メールアドレスを変えました。"))
            return HttpResponseRedirect(reverse("account_security" if request.actor.kind == "resident" else "account_login"))
        return _let_in(request, row)
    found = people.open_link(token, *purposes, at=request.received_at)
    if found is None:
        return _spent(request)
    titles = {
        people.LinkPurpose.SIGN_IN: gettext("サインイン"),
        people.LinkPurpose.SIGN_UP: gettext("利用登録"),
        people.LinkPurpose.ADDRESS: gettext("メールアドレスの変更"),
    }
    context = {"title": titles[people.LinkPurpose(found.purpose)], "purpose": found.purpose}
    return render(request, "signin/link.html", context)


def _spent(request: Any) -> HttpResponse:
    return render(request, "signin/link_spent.html", {"title": gettext("リンクが使えません")}, status=410)


def _let_in(request: Any, row: people.OneTimeLink) -> HttpResponse:
    """On with the sign-in; whoever made the passkey obligatory is asked for it now."""
    account = row.account
    if account is None:
        return _spent(request)
    if request.user.is_authenticated and request.user.pk != account.pk:
        get_adapter(request).logout(request)
    request.session.pop(ASKED, None)
    request.session.pop(ASKED_FOR, None)
    record_authentication(request, account, method="code", email=account.email)
    after = row.after if get_adapter(request).is_safe_url(row.after) else ""
    login = Login(user=account, email=account.email, redirect_url=after or None)
    response: HttpResponse = perform_login(request, login)
    return response


@never_cache
def confirm_by_mail(request: Any) -> HttpResponse:
    """Before a change that matters: a code to the own mailbox."""
    if factor_alone(request.user):
        return by_factor(request)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "send" in request.POST:
        if response := _limited(request, "request_login_code", request.user.email):
            return response
        asked = people.send_confirmation(request.user, by=request.actor, at=request.received_at)
        request.session["mado_confirm"] = str(asked)
    elif request.method == "POST" and form.is_valid() and request.session.get("mado_confirm"):
        if response := _limited(request, "try_code"):
            return response
        try:
            people.use_code(
                UUID(request.session["mado_confirm"]),
                form.cleaned_data["code"],
                people.LinkPurpose.CONFIRM,
                by=request.actor,
                at=request.received_at,
            )
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            request.session.pop("mado_confirm")
            record_authentication(request, request.user, method="code", reauthenticated=True)
            return reauthentication.resume_request(request) or HttpResponseRedirect(reverse("account_security"))
    context = {
        "title": gettext("本人の確認"),
        "form": form,
        "sent": "mado_confirm" in request.session,
        "next": _next(request),
        "methods": get_adapter(request).get_reauthentication_methods(request.user),
    }
    return render(request, "signin/confirm_mail.html", context)


@never_cache
def change_address(request: Any) -> HttpResponse:
    """A new mail address: it changes when the link sent there is opened."""
    form = MailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if response := _limited(request, "request_login_code", email):
            return response
        people.send_new_address(request.user, email, address=_link, by=request.actor, at=request.received_at)
        messages.success(request, gettext("新しいメールアドレスにメールを送りました。リンクを開くと変わります。"))
        return HttpResponseRedirect(reverse("account_security"))
    context = {"title": gettext("メールアドレスを変える"), "form": form, "button": gettext("メールを送る")}
    return render(request, "signin/form_page.html", context)


@never_cache
def require_passkey(request: Any) -> HttpResponse:
    """Passkey obligatory, or one way of several again."""
    if request.method == "POST":
        try:
            people.require_passkey(request.user, request.POST.get("required") == "yes", by=request.actor, at=request.received_at)
            update_session_auth_hash(request, request.user)
            messages.success(request, gettext("設定を変えました。"))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("account_security"))
