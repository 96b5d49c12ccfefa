"""A line that breaks: a proxy between the two sides, which cuts connections in the midst of what they carry."""

import contextlib
import random
import socket
import threading


class Cutter:
    """Listens on a port of its own. While `uncertain`, of all connections most are cut after a random number of bytes,
    in either direction; otherwise everything goes through.
    """

    def __init__(self, to: int, seed: int) -> None:
        self.to, self.chance, self.uncertain, self.cuts = to, random.Random(seed), True, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.to), timeout=20)
        except OSError:
            near.close()
            return
        cut = self.uncertain and self.chance.random() < 0.4
        limits = [self.chance.choice([0, 40, 400, 5_000, 300_000]) if cut else None for _ in range(2)]
        if cut and self.chance.random() < 0.5:
            limits[0] = None  # the request arrives whole, the answer is lost: the other side has done it
        ways = [(near, far, limits[0]), (far, near, limits[1])]
        threads = [threading.Thread(target=self._pump, args=(*way, (near, far)), daemon=True) for way in ways]
        for thread in threads:
            thread.start()

    def _pump(self, source: socket.socket, sink: socket.socket, limit: int | None, both: tuple[socket.socket, ...]) -> None:
        carried = 0
        try:
            while piece := source.recv(64 * 1024):
                if limit is not None and carried + len(piece) > limit:
                    sink.sendall(piece[: limit - carried])
                    self.cuts += 1
                    break
                sink.sendall(piece)
                carried += len(piece)
            else:
                sink.shutdown(socket.SHUT_WR)
                return
        except OSError:
            pass
        for one in both:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
