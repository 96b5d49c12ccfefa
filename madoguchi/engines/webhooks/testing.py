"""The tests' door of webhooks: a hook, and a receiver that listens."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from django.utils import timezone

from madoguchi.core.calendar.public import today
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import an_administrator
from madoguchi.engines.webhooks.actions.hooks import make_hook
from madoguchi.engines.webhooks.carrying import carry
from madoguchi.engines.webhooks.models import Hook

__all__ = ["Receiver", "a_hook", "a_receiver", "carry"]


class Receiver:
    """What came, and what is answered: `status`, then `answers` before it, one each."""

    def __init__(self, address: str) -> None:
        self.address, self.status = address, 204
        self.answers: list[int] = []
        self.got: list[tuple[dict[str, str], bytes]] = []


@contextmanager
def a_receiver() -> Iterator[Receiver]:
    """Over real HTTP, on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = receiver.answers.pop(0) if receiver.answers else receiver.status
            self.send_response(status)
            if status in {301, 302}:
                self.send_header("Location", f"{receiver.address}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}/in")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def a_hook(
    address: str,
    *kinds: str,
    scopes: tuple[str, ...] = ("events.read", "cases.see"),
    section: str = "kodomo",
    at: datetime | None = None,
) -> tuple[Hook, str]:
    """A hook of a fresh machine, and its secret."""
    now = at or timezone.now()
    until = today(now) + timedelta(days=90)
    machine, _key = people.admit_machine(
        "知らせの試験", section=section, scopes=scopes, expires_on=until, by=an_administrator(), at=now
    )
    return make_hook(machine, address=address, kinds=kinds or ["cases.opened"], by=an_administrator(), at=now)
