"""やりとり: the person and the section write to each other about one application."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.portal.home.views import department_or_none
from madoguchi.faces.shell.fields import ErrorLink
from madoguchi.faces.shell.guard import open_to


@open_to("cases.see-own")
def conversation(request: Any, number: str) -> HttpResponse:
    """What was written so far, and a box. Opening it is noted, as with a notice."""
    case = opened(request, number)
    typed, errors = request.POST.get("text", ""), []
    if request.method == "POST":
        try:
            cases.write_message(case, typed, token=request.POST.get("token", "")[:40], by=request.actor, at=request.received_at)
        except Refused as refused:
            errors = [ErrorLink("text", str(refused))]
        else:
            messages.success(request, _("担当の課に送りました。"))
            return redirect("portal:conversation", number=case.number)
    said = cases.messages_of(case)
    if any(one.seen_at is None and not one.from_person for one in said):
        cases.see_messages(case, by=request.actor, at=request.received_at)
    context = {
        "case": case,
        "said": said,
        "typed": typed,
        "errors": errors,
        "token": str(uuid7()),
        "department": department_or_none(case.section),
    }
    return render(request, "portal/mine/conversation.html", context, status=422 if errors else 200)


def opened(request: Any, number: str) -> Any:
    """The case of the application; NotFound as long as the office has not opened it."""
    held = cases.look_application(number, by=request.actor, at=request.received_at)
    case = cases.application_for_person(held, by=request.actor).case
    if case is None:
        raise NotFound
    return case
