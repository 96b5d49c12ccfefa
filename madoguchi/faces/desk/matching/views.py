"""署名の照合: the signed cases that nobody was matched with, and one of them beside the register."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import open_to

BIND = "people.bind"


@open_to(BIND, purpose="casework")
def waiting(request: Any) -> HttpResponse:
    if not people.may_look_up(request.actor):
        raise NotPermitted
    return render(request, "desk/matching/list.html", {"cases": cases.to_match(by=request.actor)})


@open_to(BIND, purpose="casework")
def one(request: Any, number: str) -> HttpResponse:
    """What the certificate says, who of the register it may be, and the clerk's word."""
    if not people.may_look_up(request.actor):
        raise NotPermitted
    held = cases.look(number, by=request.actor, at=request.received_at, purpose=request.purpose)
    try:
        facts = cases.facts_of_signer(held)
    except cases.NothingSigned:
        raise Http404 from None
    sentence = ""
    if request.method == "POST":
        try:
            cases.match_signer(held, request.POST.get("addressee", ""), by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except NotFound:
            sentence = _("どの人かを選んでください。")
        except Refused as refusal:
            sentence = str(refusal)
        else:
            messages.success(request, _("照合しました。次からは、この証明書で自動に分かります。"))
            return redirect("desk:case", held.number)
    asked = request.GET.get("q", "").strip()[:100]
    context = {
        "case": held,
        "facts": facts,
        "q": asked,
        "candidates": cases.candidates_for(held, asked=asked, by=request.actor, at=request.received_at),
        "chosen": request.POST.get("addressee", ""),
        "sentence": sentence,
    }
    return render(request, "desk/matching/one.html", context, status=422 if sentence else 200)
