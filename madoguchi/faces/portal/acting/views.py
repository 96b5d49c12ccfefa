"""For whom one acts and who acts for one: the overview, switching, one delegation, its answer and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from madoguchi.core.audit.public import done_on_behalf_of
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.portal.acting.page import page_address
from madoguchi.faces.portal.acting.scopes import words_of

DEEDS = 50


@never_cache
def overview(request: Any) -> HttpResponse:
    """Everything of one's own; while acting for another, only for whom, and the way back."""
    account, on = request.user, today(request.received_at)
    acting = request.actor.acting_for is not None
    mine = [] if acting else list(_mine(request))
    context = {
        "title": gettext("代理と団体"),
        "acting": acting,
        "may_act_for": [] if acting else people.may_act_for(account, on),
        "silent": not people.is_known_who_may_act(),
        "waiting": [] if acting else [(one, words_of(one)) for one in people.to_answer(account)],
        "invitations": [] if acting else people.invitations_of(account),
        "for_me": [one for one in mine if one.principal_id == account.pk and one.ended_at is None],
        "by_me": [one for one in mine if one.principal_id != account.pk and one.ended_at is None],
        "over": [one for one in mine if one.ended_at is not None][:20],
        "groups": [] if acting else people.Group.objects.visible_to(request.actor).filter(closed_at=None).select_related("account"),
        "on": on,
    }
    return render(request, "portal/acting/overview.html", context)


def _mine(request: Any) -> Any:
    rows = people.Delegation.objects.visible_to(request.actor)
    return rows.select_related("principal", "proxy", "asked_by", "key").order_by("-asked_at")


@require_POST
def switch(request: Any) -> HttpResponse:
    """Act for somebody from now on. Forms opened before stop counting: they were meant for whoever it was then."""
    choice = request.POST.get("choice", "")
    behalf = people.behalf_of(request.user, choice, today(request.received_at))
    if behalf is None:
        raise NotFound
    people.sessions.begin_acting(request.session, request.user.pk, choice)
    rotate_token(request)
    people.note_switch(behalf, by=request.actor, at=request.received_at)
    return redirect("portal:home")


@require_POST
def back(request: Any) -> HttpResponse:
    """In one's own name again."""
    people.sessions.end_acting(request.session)
    rotate_token(request)
    messages.success(request, gettext("自分の操作に戻りました。"))
    return redirect("portal:home")


@never_cache
def one(request: Any, pk: UUID) -> HttpResponse:
    """Who, what, until when; and what was done by it, for both to read."""
    found = _seen(request, pk)
    deeds = []
    if found.principal and request.user.pk == found.principal_id and found.proxy_id:
        deeds = list(done_on_behalf_of(f"resident:{found.principal_id}")[:DEEDS])
    answers = found.confirmed_at is None and found.ended_at is None and found.asked_by_id != request.user.pk
    context = {
        "title": gettext("代理の内容"),
        "one": found,
        "words": words_of(found),
        "answers": answers,
        "offices": _offices(request) if answers and found.proxy_id is None else [],
        "deeds": [(entry.at, _deed(entry.action)) for entry in deeds],
        "ends": _may_end(found, request),
        "on": today(request.received_at),
    }
    return render(request, "portal/acting/one.html", context)


def _deed(action: str) -> Any:
    """What was done, in the words of the permission or event; its code where it has none."""
    from madoguchi.core.events.public import event_classes

    said = {event.kind: getattr(event, "to_person", None) or getattr(event, "sentence", None) for event in event_classes()}
    return said.get(action) or action


@require_POST
def answer(request: Any, pk: UUID) -> HttpResponse:
    found = _seen(request, pk)
    agrees = request.POST.get("answer") == "yes"
    try:
        if agrees:
            office = next((group.account for group in _offices(request) if str(group.pk) == request.POST.get("office")), None)
            people.agree(found, office=office, page=page_address(), by=request.actor, at=request.received_at)
        else:
            people.decline(found, by=request.actor, at=request.received_at)
    except NotFound:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("portal_delegation", pk)
    messages.success(request, gettext("代理を認めました。") if agrees else gettext("代理を断りました。"))
    return redirect("portal_acting")


@never_cache
def end(request: Any, pk: UUID) -> HttpResponse:
    """Revoke, give up or take back; a page that asks once, since it cannot be undone."""
    found = _seen(request, pk)
    if request.method == "POST":
        try:
            people.end_delegation(found, page=page_address(), by=request.actor, at=request.received_at)
        except NotFound:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, gettext("代理を終わりにしました。"))
        return HttpResponseRedirect(reverse("portal_acting"))
    context = {"title": gettext("代理を終わりにする"), "one": found, "words": words_of(found)}
    return render(request, "portal/acting/end.html", context)


def _may_end(found: people.Delegation, request: Any) -> bool:
    if found.ended_at is not None:
        return False
    if found.confirmed_at is None:
        return bool(found.asked_by_id == request.user.pk)
    return bool(found.principal_id != request.user.pk or found.basis != people.Basis.LEGAL)


def _seen(request: Any, pk: UUID) -> people.Delegation:
    """One's own, or one that waits for one's answer."""
    found = _mine(request).filter(pk=pk).first() or people.to_answer(request.user).filter(pk=pk).first()
    if found is None or request.actor.acting_for is not None:
        raise NotFound
    return found


def _offices(request: Any) -> list[people.Group]:
    """Groups for which this person can accept, as their officer."""
    rows = people.Group.objects.visible_to(request.actor).filter(closed_at=None).select_related("account")
    officer = people.GroupMember.objects.current().filter(member=request.user, role=people.GroupRole.OFFICER)
    return list(rows.filter(pk__in=officer.values("group")))
