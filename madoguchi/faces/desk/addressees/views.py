"""宛名: one box that guesses, and one person as the registers have them. Every look and every list is logged."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import open_to

LOOK_UP = "people.look-up"


@open_to(LOOK_UP, purpose="counter", asks="register")
def search(request: Any) -> HttpResponse:
    """Searched by POST: what was typed stays out of addresses and logs."""
    if not people.may_look_up(request.actor):
        raise NotPermitted
    asked = request.POST.get("q", "").strip()[:100] if request.method == "POST" else ""
    found = people.search_addressees(asked, by=request.actor, at=request.received_at, purpose=request.purpose) if asked else []
    purpose = people.PURPOSES.get(request.purpose).label
    context = {"q": asked, "found": found, "most": people.MOST_FOUND, "purpose": purpose}
    return render(request, "desk/addressees/search.html", context)


@open_to(LOOK_UP, purpose="counter", asks="register")
def one(request: Any, number: str) -> HttpResponse:
    if not people.may_look_up(request.actor):
        raise NotPermitted
    by, at = request.actor, request.received_at
    person = people.look_addressee(number, by=by, at=at, purpose=request.purpose)
    context = {
        "person": person,
        "household": people.household_of(person, by=by),
        "past": people.past_of(person),
        "certificates": list(person.certificates.all()),
        "plain": person.plain_name,
    }
    return render(request, "desk/addressees/one.html", context)
