"""Pages about staff. An enrolment link is shown in the answer to the form itself and kept nowhere: it is seen once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.desk.sections import name_sections
from madoguchi.faces.desk.staff.forms import EndForm, HandOverForm, InviteForm, LeaveForm, PostForm, TransferForm
from madoguchi.faces.shell.guard import open_to

MANAGE = "people.manage-staff"
NEAR, DAY = timedelta(days=60), timedelta(days=1)
"""`NEAR`: how long before the end of the fiscal year the list says what ends with it."""


@open_to(MANAGE)
@require_safe
def listing(request: Any) -> HttpResponse:
    """By name; those of a department, those whose name or address begins so; the closed ones apart."""
    on = today(request.received_at)
    q, department = request.GET.get("q", "").strip(), request.GET.get("department", "")
    closed = request.GET.get("closed") == "1"
    posts = people.Post.objects.in_force(on).order_by("from_on", "pk")
    rows = people.staff(on).prefetch_related(None).filter(is_active=not closed)
    if q:
        rows = rows.filter(Q(name__startswith=q) | Q(email__startswith=q.lower()))
    if department:
        rows = rows.filter(pk__in=posts.filter(department=department).values("account"))
    rows = rows.prefetch_related(Prefetch("posts", posts, to_attr="held"))
    page = page_of(rows, request, by=("name", "id"))
    name_sections((post for account in page.rows for post in account.held), "department")  # type: ignore[attr-defined]
    context = {
        "page": page,
        "q": q,
        "department": department,
        "departments": PostForm(on=on).fields["department"].choices[1:],  # type: ignore[attr-defined]
        "closed": closed,
        "unfiltered": query(request, q="", department="", closed="", after=""),
        "ends": people.year_end(on) - DAY,
        "ending": people.ending_posts(on).count() if people.year_end(on) - on <= NEAR else 0,
    }
    return render(request, "desk/staff/list.html", context)


@open_to(MANAGE)
@require_safe
def person(request: Any, pk: UUID) -> HttpResponse:
    account, on = _account(pk), today(request.received_at)
    posts = list(account.posts.select_related("deputy_of").order_by("-from_on", "-pk"))
    name_sections(posts, "department")
    context = {
        "account": account,
        "posts": [(post, _when(post, on)) for post in posts],
        "work": people.in_the_name_of(account),
    }
    return render(request, "desk/staff/person.html", context)


@never_cache
@open_to(MANAGE, fresh=True)
def invite(request: Any) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account, token = people.invite_staff(
                form.cleaned_data["email"], name=form.cleaned_data["name"], by=request.actor, at=request.received_at
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _link(request, account, token)
    return render(request, "desk/staff/invite.html", {"form": form}, status=_status(form))


@open_to(MANAGE, fresh=True)
def give_post(request: Any, pk: UUID) -> HttpResponse:
    account = _account(pk)
    form = PostForm(request.POST or None, on=today(request.received_at))
    if request.method == "POST" and form.is_valid():
        try:
            people.give_post(account, **form.cleaned_data, by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:staff-person", pk)
    return render(request, "desk/staff/post.html", {"form": form, "account": account}, status=_status(form))


@open_to(MANAGE, fresh=True)
def transfer(request: Any, pk: UUID) -> HttpResponse:
    """異動: out of all posts of today into another, on a day."""
    account = _account(pk)
    form = TransferForm(request.POST or None, on=today(request.received_at))

    def act() -> None:
        said = form.cleaned_data
        people.transfer(
            account,
            department=said["department"],
            role=said["role"],
            on=said["from_on"],
            until_on=said["until_on"],
            by=request.actor,
            at=request.received_at,
        )

    title, does = _("異動"), _("異動を登録する")
    lead = _("着任日の前日に、いまの所属と役割がすべて終わり、着任日から新しい所属で働きます。")
    return _change(request, account, form, act, title=title, does=does, lead=lead)


@open_to(MANAGE, fresh=True)
def leave(request: Any, pk: UUID) -> HttpResponse:
    """退職: the last day; posts end with it, the account closes after it."""
    account = _account(pk)
    form = LeaveForm(request.POST or None, initial={"last_on": account.leaves_on.isoformat() if account.leaves_on else ""})

    def act() -> None:
        people.leave_on(account, form.cleaned_data["last_on"], by=request.actor, at=request.received_at)

    title, does = _("退職"), _("最後の日を登録する")
    return _change(request, account, form, act, title=title, does=does, lead=_("引き継ぎがすんでいるかを、先に確かめてください。"))


@open_to(MANAGE, fresh=True)
def hand_over(request: Any, pk: UUID) -> HttpResponse:
    """Everything that lies in the person's name goes to another."""
    account = _account(pk)
    form = HandOverForm(request.POST or None, but=account, on=today(request.received_at))

    def act() -> None:
        people.hand_over(account, form.cleaned_data["to"], by=request.actor, at=request.received_at)

    title, does = _("引き継ぎ"), _("引き継ぐ")
    lead = _("担当しているものを、同じ所属の別の人に移します。引き継ぐ人の所属ではない案件は、残ります。")
    return _change(request, account, form, act, title=title, does=does, lead=lead)


def _change(request: Any, account: people.Account, form: Any, act: Callable[[], None], **words: str) -> HttpResponse:
    """A form about one person, and the one action behind it."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:staff-person", account.pk)
    return render(request, "desk/staff/change.html", {"form": form, "account": account, **words}, status=_status(form))


@open_to(MANAGE, fresh=True)
def end_post(request: Any, pk: UUID, post: int) -> HttpResponse:
    account = _account(pk)
    held = get_object_or_404(account.posts, pk=post)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people.end_post(held, until_on=form.cleaned_data["until_on"], by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error("until_on", str(refusal))
        else:
            return redirect("desk:staff-person", pk)
    context = {"form": form, "account": account, "post": held}
    return render(request, "desk/staff/end.html", context, status=_status(form))


@never_cache
@open_to(MANAGE, fresh=True)
def start_over(request: Any, pk: UUID) -> HttpResponse:
    account = _account(pk)
    if request.method == "POST":
        return _link(request, account, people.start_over(account, by=request.actor, at=request.received_at))
    return render(request, "desk/staff/start_over.html", {"account": account})


@open_to(MANAGE, fresh=True)
def close(request: Any, pk: UUID) -> HttpResponse:
    account = _account(pk)
    own = account.pk == request.actor.account_id
    if request.method == "POST" and not own:
        attempt(
            request,
            lambda: people.close_staff(account, by=request.actor, at=request.received_at),
            _("アカウントを閉じました。"),
        )
        return redirect("desk:staff-person", pk)
    return render(request, "desk/staff/close.html", {"account": account, "own": own})


def _account(pk: UUID) -> people.Account:
    return get_object_or_404(people.Account, pk=pk, kind=people.Kind.STAFF)


def _when(post: people.Post, on: Any) -> str:
    if post.until_on and post.until_on <= on:
        return "past"
    return "ahead" if post.from_on > on else "now"


def _link(request: Any, account: people.Account, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("staff_enrol", args=[token]))
    return render(request, "desk/staff/link.html", {"account": account, "address": address})


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
