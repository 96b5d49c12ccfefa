"""Asking for a delegation: as the one who is to be represented, as the proxy, or as representative by law."""

from datetime import timedelta
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.portal.acting.forms import BASES, DelegationForm, LegalForm
from madoguchi.faces.portal.acting.page import page_address
from madoguchi.faces.portal.acting.views import _offices


@never_cache
def offer(request: Any) -> HttpResponse:
    """代理人を決める: somebody may act for me."""
    return _ask(request, gettext("代理人を決める"), from_principal=True)


@never_cache
def ask(request: Any) -> HttpResponse:
    """代理人になる: I may act for somebody, once that person agrees."""
    return _ask(request, gettext("代理人になることをお願いする"), from_principal=False)


def _ask(request: Any, title: str, *, from_principal: bool) -> HttpResponse:
    account, on = request.user, today(request.received_at)
    basis = BASES.get(request.POST.get("basis") or request.GET.get("basis", ""), people.Basis.VOLUNTARY)
    filing = basis == people.Basis.FILING
    options: dict[str, Any] = {"named": bool(account.name), "filing": filing}
    first = {"from_on": on.isoformat(), "relation": people.Relation.OFFICE if filing else people.Relation.FAMILY}
    form = DelegationForm(request.POST or None, initial=first, **options)
    offices = [] if from_principal or not filing else _offices(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if limited := ratelimit.consume_or_429(request, action="ask_delegation", user=account):
            return limited  # type: ignore[no-any-return]
        terms = people.Terms(
            basis=basis,
            relation=people.Relation(said["relation"]),
            scope=said["scope"],
            from_on=said["from_on"],
            until_on=said["last_on"] + timedelta(days=1) if said["last_on"] else None,
            name=said.get("name", ""),
        )
        common: dict[str, Any] = {"page": page_address(), "by": request.actor, "at": request.received_at}
        try:
            if from_principal:
                people.offer(account, said["mail"], terms, **common)
            else:
                office = next((group.account for group in offices if str(group.pk) == request.POST.get("office")), None)
                people.ask(account, said["mail"], terms, office=office, **common)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("相手にメールを送りました。相手が認めると、代理が始まります。"))
            return redirect("portal_acting")
    context = {"title": title, "form": form, "basis": basis, "filing": filing, "offices": offices, "offers": from_principal}
    return render(request, "portal/acting/ask.html", context, status=422 if form.is_bound and form.errors else 200)


@never_cache
def legal(request: Any) -> HttpResponse:
    """法定代理: with papers, which a clerk compares with the registers."""
    form = LegalForm(request.POST or None, named=bool(request.user.name), initial={"relation": people.Relation.PARENT})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        about = {
            "name": said["whose"],
            "kana": said["kana"],
            "birth": said["birth"].isoformat(),
            "address": said["address"],
        }
        try:
            people.ask_as_legal(
                request.user,
                people.Relation(said["relation"]),
                about,
                name=said.get("name", ""),
                uploads=request.FILES.getlist("papers"),
                by=request.actor,
                at=request.received_at,
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("受け付けました。市の担当が資料を確かめ、結果をメールでお知らせします。"))
            return redirect("portal_acting")
    context = {"title": gettext("親権者・後見人として届け出る"), "form": form}
    return render(request, "portal/acting/legal.html", context, status=422 if form.is_bound and form.errors else 200)
