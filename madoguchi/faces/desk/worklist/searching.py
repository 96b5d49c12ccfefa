"""The one search box: a receipt number leads to its case, anything else is looked for as name, birthday, telephone.

What was typed never stands in an address in clear: addresses are kept by browsers and written into logs.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound
from madoguchi.core.sealing.public import Unreadable, unveil, veil
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.who import is_id
from madoguchi.faces.desk.worklist.listing import left_in_words
from madoguchi.faces.shell.guard import open_to

VEIL, LONGEST = "desk.search", 100


@open_to("cases.see", purpose="casework")
def search(request: Any) -> HttpResponse:
    if request.GET.get("s"):
        return found(request, request.GET["s"])
    text = (request.POST.get("q") or request.GET.get("q") or "").strip()[:LONGEST]
    if not text:
        return redirect("desk:home")
    try:
        case = cases.look(text, by=request.actor, at=request.received_at, purpose=request.purpose)
    except NotFound:
        return HttpResponseRedirect(f"{reverse('desk:search')}?{urlencode({'s': veil(text, VEIL)})}")
    return redirect("desk:case", number=case.number)


def found(request: Any, letters: str) -> HttpResponse:
    """What carries the marks of the text, the newest first."""
    try:
        text = unveil(letters, VEIL)
    except Unreadable:
        return redirect("desk:home")
    after, only_open = request.GET.get("after", ""), request.GET.get("open") == "1"
    page = None
    try:
        page = cases.search_cases(
            text,
            by=request.actor,
            at=request.received_at,
            only_open=only_open,
            after=UUID(after) if is_id(after) else None,
            purpose=request.purpose,
        )
    except cases.NothingToSearch as refusal:
        messages.error(request, str(refusal))
    day = today(request.received_at)
    here = {"s": letters, **({"open": "1"} if only_open else {})}
    context = {
        "text": text,
        "page": page,
        "rows": [(one, left_in_words(one.standing, day) if one.standing else "") for one in page.items] if page else [],
        "only_open": only_open,
        "all_address": f"?{urlencode({'s': letters})}",
        "open_address": f"?{urlencode({'s': letters, 'open': '1'})}",
        "next": f"?{urlencode({**here, 'after': str(page.next)})}" if page and page.next else "",
    }
    return render(request, "desk/worklist/found.html", context)
