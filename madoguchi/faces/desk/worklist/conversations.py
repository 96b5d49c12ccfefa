"""本人からのメッセージ: what people wrote and nobody of the section has read yet."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.audit.public import listed
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.shell.guard import open_to


@open_to("cases.message", purpose="casework")
@require_safe
def listing(request: Any) -> HttpResponse:
    """Those that wait, the oldest first."""
    page = page_of(cases.messages_waiting(request.actor), request, by=("at", "id"))
    listed(request.actor, request.received_at, "message", {}, [one.pk for one in page.rows], request.purpose)
    return render(request, "desk/worklist/messages.html", {"page": page})
