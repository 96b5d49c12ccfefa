"""Legal proxies at the desk. Opening one is a look; the registers are searched under the same rights as everywhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import open_file
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.delegations.forms import ConfirmForm
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.portal.acting.page import page_address
from madoguchi.faces.shell.guard import open_to

CONFIRM = "people.confirm-delegation"
OF_AGE = 18


@dataclass(frozen=True)
class Candidate:
    """Somebody of the registers who may be the represented; in which relation, where both live in one household."""

    person: people.Addressee
    same_household: bool
    same_birth: bool


@open_to(CONFIRM)
@require_safe
def listing(request: Any) -> HttpResponse:
    """Those that wait, the oldest first; or those in force."""
    if not people.may_confirm(request.actor):
        raise NotPermitted
    state = request.GET.get("state", "")
    rows = people.Delegation.objects.visible_to(request.actor).select_related("proxy", "principal", "key")
    on = today(request.received_at)
    rows = rows.in_force(on) if state == "now" else rows.waiting()  # type: ignore[attr-defined]
    page = page_of(rows, request, by=("asked_at", "id"))
    context = {"page": page, "state": state, "unfiltered": query(request, state="", after=""), "on": on}
    return render(request, "desk/delegations/list.html", context)


@open_to(CONFIRM, purpose="counter")
def one(request: Any, pk: UUID) -> HttpResponse:
    """What was said and sent, whom the registers have, and the answer."""
    found = _look(request, pk)
    about = found.about
    candidates = _candidates(request, found, about) if found.is_waiting else []
    chosen = _chosen(request, candidates)
    protected = bool(chosen and chosen.suppressed)
    form = ConfirmForm(
        request.POST if request.POST.get("do") == "confirm" else None,
        protected=any(one.person.suppressed for one in candidates),
        initial={"last_on": _last_day(found, about)},
    )
    if request.method == "POST" and request.POST.get("do") == "refuse":
        return _refuse(request, found)
    if form.is_bound and form.is_valid():
        if protected and not form.cleaned_data.get("despite_protection"):
            form.add_error(None, _("支援措置の対象者です。認めるときは、確かめたことを選んでください。"))
        else:
            return _confirm(request, found, form, chosen, candidates)
    return _show(request, found, form, candidates)


def _confirm(request: Any, found: people.Delegation, form: Any, chosen: Any, candidates: list[Candidate]) -> HttpResponse:
    said = form.cleaned_data
    try:
        people.confirm_legal(
            found,
            evidence=said["evidence"],
            until_on=said["last_on"] + timedelta(days=1) if said["last_on"] else None,
            addressee=chosen,
            despite_protection=bool(said.get("despite_protection")),
            page=page_address(),
            by=request.actor,
            at=request.received_at,
        )
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, found, form, candidates)
    messages.success(request, _("代理を確認しました。届け出た人にメールで知らせます。"))
    return redirect("desk:delegations")


def _refuse(request: Any, found: people.Delegation) -> HttpResponse:
    try:
        people.refuse_legal(found, page=page_address(), by=request.actor, at=request.received_at)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:delegation", found.pk)
    messages.success(request, _("確認できなかったと知らせます。"))
    return redirect("desk:delegations")


@open_to(CONFIRM, purpose="counter")
def end(request: Any, pk: UUID) -> HttpResponse:
    """End one that was confirmed: the guardian was replaced, the parent lost custody."""
    found = _look(request, pk)
    if request.method == "POST":
        try:
            people.end_delegation(found, page=page_address(), by=request.actor, at=request.received_at)
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("代理を終わりにしました。"))
        return redirect("desk:delegation", pk)
    return render(request, "desk/delegations/end.html", {"one": found})


@open_to(CONFIRM, purpose="counter")
@require_safe
def paper(request: Any, pk: UUID, file_id: UUID) -> Any:
    """A paper that proves it, as it was sent."""
    found = _look(request, pk)
    row = found.files.select_related("file__key").filter(file=file_id).first()
    if row is None:
        raise NotFound
    content = open_file(row.file)
    return FileResponse(iter([content]), content_type=row.file.mime, as_attachment=True, filename=row.file.name)


def _look(request: Any, pk: UUID) -> people.Delegation:
    rows = people.Delegation.objects.select_related("proxy", "principal", "asked_by", "key")
    return people.look(rows, by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk)


def _candidates(request: Any, found: people.Delegation, about: dict[str, str]) -> list[Candidate]:
    """By what the clerk asked for, or by name and birthday as they were said."""
    asked = request.GET.get("q", "").strip() or about.get("name", "")
    if not people.may_look_up(request.actor) or not asked:
        return []
    rows = people.search_addressees(asked, by=request.actor, at=request.received_at, purpose=request.purpose or "counter")
    proxy = people.bound_addressee(found.proxy_id)
    home = {row.addressee_id for row in people.household_of(proxy, by=request.actor)} if proxy else set()
    born = about.get("birth", "")
    made = [Candidate(row, row.pk in home, bool(row.birth_on and row.birth_on.isoformat() == born)) for row in rows]
    return sorted(made, key=lambda one: (not one.same_birth, not one.same_household))[:10]


def _chosen(request: Any, candidates: list[Candidate]) -> people.Addressee | None:
    wanted = request.POST.get("addressee", "")
    return next((one.person for one in candidates if str(one.person.pk) == wanted), None)


def _last_day(found: people.Delegation, about: dict[str, str]) -> str:
    """A parent's: the day before the child is of age (民法 4条)."""
    if found.relation not in {people.Relation.PARENT, people.Relation.MINOR_GUARDIAN}:
        return ""
    try:
        born = date.fromisoformat(about.get("birth", ""))
    except ValueError:
        return ""
    leap = born.month == 2 and born.day == 29
    of_age = date(born.year + OF_AGE, 3, 1) if leap else born.replace(year=born.year + OF_AGE)
    return (of_age - timedelta(days=1)).isoformat()


def _show(request: Any, found: people.Delegation, form: Any, candidates: list[Candidate]) -> HttpResponse:
    context = {
        "one": found,
        "about": found.about,
        "files": list(found.files.select_related("file")),
        "candidates": candidates,
        "q": request.GET.get("q", ""),
        "chosen": request.POST.get("addressee", ""),
        "form": form,
        "on": today(request.received_at),
    }
    return render(request, "desk/delegations/one.html", context, status=422 if form.is_bound and form.errors else 200)
