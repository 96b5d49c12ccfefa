"""Further scanners: the port, and ClamAV behind it."""

import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from django.conf import settings

from madoguchi.core.files.refusals import ScannerAway
from madoguchi.core.registry import Registry

PIECE = 64 * 1024


@dataclass(frozen=True)
class Verdict:
    clean: bool
    finding: str = ""


class Scanner(Protocol):
    """A further opinion on content. Raises ScannerAway when it cannot give one: then nothing is taken."""

    name: str

    def scan(self, content: BinaryIO) -> Verdict: ...


SCANNERS: Registry[Callable[[], Scanner | None]] = Registry("scanners")
"""Makers of scanners by name; one that is not configured makes None."""


def scanners() -> list[Scanner]:
    return [scanner for _, make in SCANNERS.items() if (scanner := make()) is not None]


class ClamAV:
    """clamd by INSTREAM, over `unix:/run/clamav/clamd.ctl` or `tcp:host:3310` (MADOGUCHI_CLAMAV)."""

    name = "clamav"

    def __init__(self, address: str, seconds: float = 30) -> None:
        self.address, self.seconds = address, seconds

    def scan(self, content: BinaryIO) -> Verdict:
        content.seek(0)
        try:
            with self._connected() as line:
                line.sendall(b"zINSTREAM\0")
                while piece := content.read(PIECE):
                    line.sendall(struct.pack(">I", len(piece)) + piece)
                line.sendall(struct.pack(">I", 0))
                answer = self._answer(line)
        except OSError as error:
            raise ScannerAway from error
        if answer.endswith(" FOUND"):
            return Verdict(clean=False, finding=answer.removesuffix(" FOUND").rpartition(": ")[2][:80])
        if answer.endswith(": OK"):
            return Verdict(clean=True)
        raise ScannerAway

    def _connected(self) -> socket.socket:
        kind, _, where = self.address.partition(":")
        if kind == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.seconds)
            line.connect(where)
            return line
        host, _, port = where.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self.seconds)

    def _answer(self, line: socket.socket) -> str:
        answer = b""
        while len(answer) < 4096 and not answer.endswith(b"\0") and (piece := line.recv(4096)):
            answer += piece
        return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _clamav() -> Scanner | None:
    address = getattr(settings, "MADO_CLAMAV", "")
    return ClamAV(address) if address else None


SCANNERS.register("clamav", _clamav)
