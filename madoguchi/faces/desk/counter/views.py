"""窓口の呼出し: the counter at a glance, and what a clerk has before them at a numbered desk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.refused import Refused
from madoguchi.engines.booking.public import counter as counters_
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.desk.who import is_id
from madoguchi.faces.portal.counter.places import kiosk_address
from madoguchi.faces.shell.guard import open_to


@open_to("counter.see")
@require_safe
def counters(request: Any) -> HttpResponse:
    """The counters of one's sections, with who waits."""
    mine = [one for one in counters_.counters() if one.department in request.actor.sections_with("counter.see")]
    if len(mine) == 1 and "all" not in request.GET:
        return redirect("desk:counter", mine[0].code)
    rows = [(one, counters_.line_states(one, request.received_at)) for one in mine]
    return render(request, "desk/counter/counters.html", {"rows": rows})


@open_to("counter.see")
@require_safe
def counter(request: Any, code: str) -> HttpResponse:
    """Its lines and desks; from here to one's own desk."""
    found = own(request, code)
    context = {
        "counter": found,
        "states": counters_.line_states(found, request.received_at),
        "calls": {call.desk: call for call in counters_.on_the_wall(found, request.received_at) if call.ended_at is None},
        "kiosk": request.build_absolute_uri(kiosk_address(found.code)),
        "tab": "counter",
    }
    return render(request, "desk/counter/counter.html", context)


@open_to("counter.call")
@require_safe
def at_desk(request: Any, code: str, desk: str) -> HttpResponse:
    """The one at the desk, and who waits in its lines. No name is shown but of those who booked with one."""
    found = own(request, code)
    here = found.desk(desk)
    if here is None:
        raise Http404
    at = request.received_at
    lines = counters_.lines_of(found, here)
    queue = counters_.queue_of(found, lines, at)
    call = counters_.open_call(found, desk)
    context = {
        "counter": found,
        "desk": here,
        "call": call,
        "queue": queue[:20],
        "waiting": len(queue),
        "states": counters_.line_states(found, at),
        "others": [(one.code, one.title, line.code, line.title) for one in counters_.counters() for line in one.lines],
        "lines": {line.code: line.title for one in counters_.counters() for line in one.lines},
        "refresh": 10,
    }
    return render(request, "desk/counter/desk.html", context)


Act = Callable[[Any, counters_.Counter, str], str]


@open_to("counter.call")
@require_POST
def do(request: Any, code: str, desk: str) -> HttpResponse:
    """One button of the desk's page."""
    found = own(request, code)
    what = request.POST.get("what", "next")
    if what not in ACTS:
        raise Http404
    attempt(request, lambda: ACTS[what](request, found, desk))
    return redirect("desk:counter-desk", code, desk)


def _next(request: Any, found: counters_.Counter, desk: str) -> None:
    called = counters_.call_next(found, desk, seen=_seen(request), by=request.actor, at=request.received_at)
    if called is None:
        messages.info(request, _("待っている人はいません。"))


def _this(request: Any, found: counters_.Counter, desk: str) -> None:
    ticket = _ticket(request.POST.get("ticket", ""))
    counters_.call_this(found, desk, ticket, seen=_seen(request), by=request.actor, at=request.received_at)


def _check_in(request: Any, found: counters_.Counter, desk: str) -> None:
    ticket = counters_.check_in(found, request.POST.get("number", ""), by=request.actor, at=request.received_at)
    messages.success(request, _("受け付けました：%(shown)s") % {"shown": ticket.shown})


def _of_call(act: Callable[..., Any]) -> Callable[[Any, counters_.Counter, str], None]:
    def run(request: Any, found: counters_.Counter, desk: str) -> None:
        act(_call(request, found, desk), by=request.actor, at=request.received_at)

    return run


def _hand_over(request: Any, found: counters_.Counter, desk: str) -> None:
    to, _slash, line = request.POST.get("to", "").partition("/")
    ticket = counters_.hand_over(
        _call(request, found, desk), counters_.counter_of(to), line, by=request.actor, at=request.received_at
    )
    messages.success(request, _("%(shown)sを、別の列に引き継ぎました。") % {"shown": ticket.shown})


ACTS: dict[str, Callable[[Any, counters_.Counter, str], None]] = {
    "next": _next,
    "this": _this,
    "check-in": _check_in,
    "again": _of_call(counters_.call_again),
    "finish": _of_call(counters_.finish),
    "back": _of_call(counters_.put_back),
    "not-there": _of_call(counters_.not_there),
    "hand-over": _hand_over,
}


@open_to("counter.check-in")
@require_POST
def take(request: Any, code: str) -> HttpResponse:
    """A ticket for somebody who stands here; shown to be printed or read out."""
    found = own(request, code)
    try:
        ticket = counters_.take_ticket(
            found, request.POST.get("line", ""), by=request.actor, at=request.received_at, asked=request.POST.get("asked") or None
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:counter", code)
    messages.success(request, _("整理券を出しました：%(shown)s") % {"shown": ticket.shown})
    return redirect("portal:ticket", ticket.token)


@open_to("counter.see")
@require_safe
def figures(request: Any, code: str) -> HttpResponse:
    """How many came, how long they waited, how long it took: between two days."""
    found, last = own(request, code), today(request.received_at)
    first, problem = last - timedelta(days=30), ""
    try:
        first = parse_date(request.GET["from"]) if request.GET.get("from") else first
        last = parse_date(request.GET["until"]) if request.GET.get("until") else last
    except (Refused, ValueError) as refusal:
        problem = str(refusal)
    rows = [(found.line(one.line), one) for one in counters_.figures(found, first, last)]
    context = {"counter": found, "rows": rows, "first": first, "last": last, "problem": problem, "tab": "figures"}
    return render(request, "desk/counter/figures.html", context)


def own(request: Any, code: str) -> counters_.Counter:
    """A counter of one's sections, or no page."""
    try:
        found = counters_.counter_of(code)
    except Refused:
        raise Http404 from None
    if found.department not in request.actor.sections_with("counter.see"):
        raise Http404
    return found


def _seen(request: Any) -> UUID | None:
    seen = request.POST.get("seen", "")
    return UUID(seen) if is_id(seen) else None


def _call(request: Any, found: counters_.Counter, desk: str) -> counters_.Call:
    """The call that the clerk had before them: a button of a page that has grown old does nothing to the next person."""
    seen = _seen(request)
    call = counters_.Call.objects.filter(pk=seen, counter=found.code, desk=desk).first() if seen else None
    if call is None:
        raise Http404
    return call


def _ticket(pk: str) -> counters_.Ticket:
    ticket = counters_.Ticket.objects.filter(pk=pk).first() if is_id(pk) else None
    if ticket is None:
        raise Http404
    return ticket
