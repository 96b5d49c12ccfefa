"""The people at the other end: four persistent connections, two to each worker, each asking again as soon as it is answered."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode
from uuid import uuid4

from bench.counting import ANSWER, ASK
from bench.serving import WORKERS

LINES = 4


@dataclass(frozen=True)
class Ask:
    path: str
    typed: Mapping[str, str | list[str]] | None = None
    """What is sent with POST as a form; None: GET."""
    said: bytes = b""
    """What is sent with POST as JSON, under a key of its own."""


@dataclass(frozen=True)
class Page:
    """`ask` gives the next request of a line, or None when all is used up. `amount` bounds a run where each request uses
    something up; otherwise a run lasts its time."""

    name: str
    who: str
    ask: Callable[[int], Ask | None]
    status: int = 200
    amount: int = 0


class Wrong(Exception):
    """A page that did not answer as it should: its figures would mean nothing."""


@dataclass
class Run:
    took: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def part(self, share: float) -> float:
        """Milliseconds within which that share of the requests was answered."""
        ordered = sorted(self.took)
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Line:
    """One connection with the cookies of a person for each face."""

    def __init__(self, port: int, number: int, cookies: Mapping[str, str], token: str) -> None:
        self.port, self.number, self.cookies, self.token = port, number, cookies, token
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def reach(self, worker: str) -> str:
        """Connect anew until that worker answers (any, for the first); its process id."""
        for _try in range(200):
            self.connection.close()
            found = self.send(Ask("/bench/who/"), "")[1].decode()
            if not worker or found == worker:
                return found
        raise Wrong(f"worker {worker} never answers")

    def send(self, ask: Ask, who: str, *, count: bool = False) -> tuple[HTTPResponse, bytes]:
        headers = {"Cookie": f"{self.cookies.get(who, '')}; mado_csrf={self.token}", "Accept": "text/html"}
        if count:
            headers[ASK] = "1"
        if ask.said:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
            self.connection.request("POST", ask.path, ask.said, headers)
        elif ask.typed is None:
            self.connection.request("GET", ask.path, headers=headers)
        else:
            headers |= {"X-CSRFToken": self.token, "Content-Type": "application/x-www-form-urlencoded"}
            self.connection.request("POST", ask.path, urlencode(ask.typed, doseq=True), headers)
        answer = self.connection.getresponse()
        return answer, answer.read()


class Lines:
    def __init__(self, port: int, cookies: list[Mapping[str, str]], token: str) -> None:
        self.lines = [Line(port, number, cookies[number], token) for number in range(LINES)]
        workers: list[str] = []
        for _try in range(200):
            found = self.lines[0].reach("")
            if found not in workers:
                workers.append(found)
            if len(workers) == WORKERS:
                break
        for line in self.lines:
            line.reach(workers[line.number % len(workers)])

    def queries(self, page: Page) -> int:
        """Of one request, the second of two, so that nothing is counted that is done once a process."""
        for _twice in range(2):
            answer, _body = self._checked(self.lines[0], page, count=True)
        return int(answer.headers[ANSWER])

    def warm(self, page: Page, times: int = 3) -> None:
        for _n in range(times):
            for line in self.lines:
                self._checked(line, page)

    def run(self, page: Page, seconds: float) -> Run:
        run, failures = Run(), list[BaseException]()
        left = threading.Semaphore(page.amount) if page.amount else None
        began = time.perf_counter()

        def work(line: Line) -> None:
            try:
                while time.perf_counter() - began < seconds * (10 if left else 1):
                    if left and not left.acquire(blocking=False):
                        return
                    start = time.perf_counter()
                    self._checked(line, page)
                    run.took.append(time.perf_counter() - start)
            except BaseException as failure:
                failures.append(failure)

        threads = [threading.Thread(target=work, args=[line]) for line in self.lines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        run.seconds = time.perf_counter() - began
        if failures:
            raise failures[0]
        return run

    def _checked(self, line: Line, page: Page, *, count: bool = False) -> tuple[HTTPResponse, bytes]:
        ask = page.ask(line.number)
        if ask is None:
            raise Wrong(f"{page.name}: nothing left to ask for")
        answer, body = line.send(ask, page.who, count=count)
        if answer.status != page.status:
            said = f"{answer.status} {answer.headers.get('Location', '')} {body[-1500:].decode(errors='replace')}"
            raise Wrong(f"{page.name}: {ask.path}: expected {page.status}, found {said}")
        return answer, body
