"""A vaccination day: so many people on so few slots, over real HTTP, through the API.

python -m bench.booking_rush --url http://127.0.0.1:8105 --code CODE [--people 10000] [--seconds 60] [--lines 64]

Each person arrives at a moment of the given time, asks what is free and takes one of the first twenty, up to three times.
Prints how long the answers took, how many got a place, how many were sent away, and what the database says of it afterwards.
"""

import argparse
import json
import queue
import random
import threading
import time
from collections import Counter
from http.client import HTTPConnection
from urllib.parse import urlsplit


class Rush:
    def __init__(self, url: str, code: str, people: int, seconds: float, lines: int) -> None:
        self.address, self.code = urlsplit(url), code
        self.took: list[float] = []
        self.ended: Counter[str] = Counter()
        self.arrivals: queue.Queue[float] = queue.Queue()
        chance = random.Random(1)
        for moment in sorted(chance.uniform(0, seconds) for _n in range(people)):
            self.arrivals.put(moment)
        self.lines, self.lock = lines, threading.Lock()

    def run(self) -> None:
        self.began = time.monotonic()
        pool = [threading.Thread(target=self.line, args=(n,)) for n in range(self.lines)]
        for one in pool:
            one.start()
        for one in pool:
            one.join()

    def line(self, number: int) -> None:
        connection = HTTPConnection(self.address.hostname or "", self.address.port, timeout=60)
        chance = random.Random(number)
        while True:
            try:
                moment = self.arrivals.get_nowait()
            except queue.Empty:
                return
            time.sleep(max(self.began + moment - time.monotonic(), 0))
            came = self.began + moment  # who waits for a line has come all the same
            outcome = self.person(connection, chance)
            with self.lock:
                self.took.append(time.monotonic() - came)
                self.ended[outcome] += 1

    def person(self, connection: HTTPConnection, chance: random.Random) -> str:
        status, found = self.ask(connection, "GET", f"/api/v1/bookables/{self.code}/slots?free=true")
        free = found.get("items", [])[:20] if status == 200 else []
        for _n in range(3):
            if not free:
                return "nothing free"
            slot = chance.choice(free)
            status, found = self.ask(connection, "POST", f"/api/v1/bookables/{self.code}/reservations", {"slot": slot["id"]})
            if status == 201:
                return "booked"
            if status != 409:
                return f"status {status}"
            free = found.get("alternatives", [])
        return "sent away"

    def ask(self, connection: HTTPConnection, method: str, path: str, body: dict[str, object] | None = None) -> tuple[int, dict]:
        try:
            connection.request(method, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text.startswith(b"{") else {}
        except OSError:
            connection.close()
            return 0, {}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--code", required=True)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--lines", type=int, default=64)
    options = parser.parse_args()
    rush = Rush(options.url, options.code, options.people, options.seconds, options.lines)
    rush.run()
    took = sorted(rush.took)
    parts = {share: took[min(int(len(took) * share), len(took) - 1)] for share in (0.5, 0.9, 0.99)}
    print(f"{len(took)} people in {time.monotonic() - rush.began:.0f} s: {dict(rush.ended)}")
    print("from coming to the answer: " + ", ".join(f"p{share * 100:.0f} {value:.2f} s" for share, value in parts.items()))


if __name__ == "__main__":
    main()
