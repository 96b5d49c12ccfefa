"""Groups: making one, its page with its members, inviting, answering an invitation, closing."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.portal.acting.forms import GroupForm, InviteForm
from madoguchi.faces.portal.acting.page import page_address


@never_cache
def new(request: Any) -> HttpResponse:
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = people.make_group(request.user, **form.cleaned_data, by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("団体を登録しました。"))
            return redirect("portal_group", made.pk)
    context = {"title": gettext("団体を登録する"), "form": form, "button": gettext("登録する")}
    return render(request, "portal/acting/group_new.html", context, status=422 if form.is_bound and form.errors else 200)


@never_cache
def one(request: Any, pk: UUID) -> HttpResponse:
    return _show(request, _group(request, pk))


def _show(request: Any, group: people.Group, form: InviteForm | None = None) -> HttpResponse:
    rows = people.GroupMember.objects.visible_to(request.actor).filter(group=group, left_at=None)
    members = list(rows.select_related("member").order_by("joined_at", "invited_at"))
    mine = next((row for row in members if row.member_id == request.user.pk), None)
    context = {
        "title": group.account.name,
        "group": group,
        "members": members,
        "mine": mine,
        "officer": mine is not None and mine.role == people.GroupRole.OFFICER,
        "choice": f"group:{group.pk}",
        "form": form or InviteForm(),
    }
    return render(request, "portal/acting/group.html", context, status=422 if form and form.errors else 200)


@require_POST
def invite(request: Any, pk: UUID) -> HttpResponse:
    group = _group(request, pk)
    form = InviteForm(request.POST)
    if form.is_valid():
        if limited := ratelimit.consume_or_429(request, action="ask_delegation", user=request.user):
            return limited  # type: ignore[no-any-return]
        role = people.GroupRole(form.cleaned_data["role"])
        try:
            people.invite(group, form.cleaned_data["mail"], role, page=page_address(), by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("招待のメールを送りました。"))
            return redirect("portal_group", pk)
    return _show(request, group, form)


@require_POST
def member(request: Any, pk: UUID, member: UUID) -> HttpResponse:
    """Remove, leave, make an officer or a member."""
    group = _group(request, pk)
    row = people.GroupMember.objects.visible_to(request.actor).filter(group=group, pk=member).first()
    if row is None:
        raise NotFound
    common: dict[str, Any] = {"by": request.actor, "at": request.received_at}
    try:
        match request.POST.get("do"):
            case "remove":
                people.remove(row, **common)
            case "officer" | "member" as role:
                people.give_role(row, people.GroupRole(role), **common)
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("団体の構成員を変えました。"))
    still = people.Group.objects.visible_to(request.actor).filter(pk=pk).exists()
    return redirect("portal_group", pk) if still else redirect("portal_acting")


@require_POST
def answer(request: Any, pk: UUID) -> HttpResponse:
    """Join, or not."""
    row = people.invitations_of(request.user).filter(pk=pk).first()
    if row is None:
        raise NotFound
    joins = request.POST.get("answer") == "yes"
    try:
        act = people.join if joins else people.decline_invitation
        act(row, by=request.actor, at=request.received_at)
    except NotFound:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("団体に加わりました。") if joins else gettext("招待を断りました。"))
    return redirect("portal_acting")


@never_cache
def close(request: Any, pk: UUID) -> HttpResponse:
    group = _group(request, pk)
    if request.method == "POST":
        try:
            people.close_group(group, by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, gettext("団体を廃止しました。"))
        return redirect("portal_acting")
    return render(request, "portal/acting/group_close.html", {"title": gettext("団体を廃止する"), "group": group})


def _group(request: Any, pk: UUID) -> people.Group:
    rows = people.Group.objects.visible_to(request.actor).filter(pk=pk, closed_at=None)
    found = rows.select_related("account").first()
    if found is None:
        raise NotFound
    return found
