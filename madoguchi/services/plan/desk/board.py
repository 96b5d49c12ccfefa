"""The headquarters' page: the whole plan on one screen, and on one sheet of A3."""

from typing import Any

from django.http import HttpResponse

from madoguchi.core.calendar.public import today
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import progress, sheets
from madoguchi.services.plan.desk.around import page, the_plan
from madoguchi.services.plan.desk.reporting import chosen_quarter


@open_to("plan.see")
def board(request: Any) -> HttpResponse:
    book = the_plan()
    found = progress.board(book, chosen_quarter(request), day=today(request.received_at), by=request.actor)
    counts = [(progress.STATES[state], found.counts.get(state, 0), progress.TONES[state]) for state in progress.STATES]
    return page(request, "board", book, board=found, counts=counts, over=book.latest.ended_on(today(request.received_at)))


@open_to("plan.see")
def sheet(request: Any) -> HttpResponse:
    book = the_plan()
    found = progress.board(book, chosen_quarter(request), day=today(request.received_at), by=request.actor)
    response = HttpResponse(sheets.on_one_sheet(book, found, at=request.received_at), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="plan-board.pdf"'
    return response
