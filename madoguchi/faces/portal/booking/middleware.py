"""待合: whoever comes to book passes here first, before session, language and database. In a rush most of them wait, and are
answered here with a page that is drawn already; so is who is in and looks at what is free.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from madoguchi.engines.booking.public import rush
from madoguchi.faces.portal.booking import drawn, picking, queue

Handler = Callable[[HttpRequest], HttpResponseBase]
QUEUES = re.compile(r"(?:/en|/easy)?/booking/(?:(?:for/)?(?!mine/|children/)[-\w]+/(?:hold/)?)?", re.ASCII)
"""Addresses at which people come in: what can be booked, the calendar of one thing, and where a chosen slot is sent to."""


class Hall:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with rush.LOAD.answering():
            return self.received(request) if QUEUES.fullmatch(request.path_info) else self.get_response(request)

    def received(self, request: Any) -> HttpResponseBase:
        request.received_at = timezone.now()
        given = request.COOKIES.get(drawn.TURN, "")
        turn = request.turn = queue.turn_of(given, request.received_at)
        if turn is None:
            return self.get_response(request)
        response = self.at_once(request, turn) or self.by_view(request, turn)
        if not queue.is_handed_out(given, turn):
            queue.hand_out(response, turn)
        return response

    def at_once(self, request: Any, turn: rush.Turn) -> HttpResponseBase | None:
        """With a page that lies ready."""
        if request.method != "GET":
            return None
        if not turn.is_in:
            page = drawn.kept(queue.waiting_key(request, turn))
        elif drawn.may_be_shared(request):
            page = (picking.is_plain(request) and drawn.kept(picking.key(request))) or drawn.kept(drawn.shared_key(request))
        else:
            page = None
        return self.told(request, turn, page) if page else None

    def by_view(self, request: Any, turn: rush.Turn) -> HttpResponseBase:
        """By the view; and what it draws for everybody is kept."""
        response = self.get_response(request)
        page = drawn.keep(response)
        if page is None:
            return response
        told = self.told(request, turn, page)
        told.cookies.update(response.cookies)
        return told

    @staticmethod
    def told(request: Any, turn: rush.Turn, page: drawn.Page) -> HttpResponseBase:
        if turn.is_in:
            return drawn.filled(request, page, {})
        response = drawn.filled(request, page, queue.own_of(turn))
        response.headers["Refresh"] = str(queue.again(turn))
        return response
