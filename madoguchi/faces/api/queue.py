"""順番待ち for machines: while people wait on the pages, whoever books by the API takes a number too, and comes back with it.

What is handed out is the number, signed: it keeps the place. Looking needs none: what is free is written once a second. Machines
alone begin no queue: their requests cost a fraction of a page's, and a system may book as fast as the house can.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Header

from madoguchi.core.refused import Refused
from madoguchi.engines.booking.public import rush
from madoguchi.faces.portal.booking import queue

TURN = "Queue-Turn"


class InAQueue(Refused):
    code, message = (
        "in-a-queue",
        _("混み合っています。順番にご案内します。{again}秒後に、お渡しした番号（Queue-Turn）を付けて、もう一度送ってください。"),
    )

    def __init__(self, turn: rush.Turn) -> None:
        super().__init__(again=queue.again(turn))
        self.turn = turn


def Turn() -> Any:
    """The header that keeps one's place: what `Queue-Turn` said last."""
    return Header("", alias=TURN, max_length=200)


def admit(request: Any, given: str, *, is_done: Callable[[], bool]) -> None:
    """Goes on where nobody queues, where it is the caller's turn, or where what is asked for was done before. Raises InAQueue."""
    turn = queue.turn_of(given, request.received_at, begins=False)
    if turn is None:
        return
    request.api_headers[TURN] = queue.written(turn)
    if not turn.is_in and not is_done():
        request.api_headers["Retry-After"] = str(queue.again(turn))
        raise InAQueue(turn)
