"""Outward: a request to an address that somebody else has named. It reaches no machine of the house by a trick of the address.

The name is looked up once, each address found is judged, and the connection goes to the very address that was judged; no redirect
is followed, no proxy of the environment is used, and of the answer only its number is read.
"""

import http.client
import socket
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PATIENCE = 10.0
NAT64 = ip_network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


class NotSent(Exception):
    """No answer: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    status: int
    retry_after: int = 0


def split(address: str) -> SplitResult:
    """The parts of an address that may be called at all. Raises NotSent."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotSent("bad-address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password or parts.fragment:
        raise NotSent("bad-address")
    if port == 0 or not address.isascii() or any(one.isspace() or ord(one) < 32 for one in address):
        raise NotSent("bad-address")
    return parts


def judge(address: str) -> list[str]:
    """The numbers behind an address, all of them such as may be called. Raises NotSent.

    Private ones only where MADOGUCHI_WEBHOOK_NETWORKS opens them, and only there without TLS.
    """
    parts = split(address)
    assert parts.hostname
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSent("unknown-host") from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for number in numbers:
        opened = is_opened(number)
        if not opened and not is_public(number):
            raise NotSent("private-address")
        if not opened and parts.scheme != "https":
            raise NotSent("not-https")
    return numbers


def is_public(number: str) -> bool:
    """Reached over the Internet, by whatever way the number is written."""
    return all(one.is_global and not one.is_multicast for one in _meant(ip_address(number.partition("%")[0])))


def is_opened(number: str) -> bool:
    found = ip_address(number.partition("%")[0])
    return any(found in ip_network(network, strict=False) for network in settings.MADO_WEBHOOK_NETWORKS)


def _meant(found: Address) -> Iterable[Address]:
    """An IPv6 number may carry an IPv4 one to which it leads."""
    yield found
    if isinstance(found, IPv6Address):
        inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in NAT64:
            inner.append(IPv4Address(int(found) & 0xFFFFFFFF))
        yield from (one for one in inner if one is not None)


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send, and read the number of the answer. Raises NotSent."""
    numbers, parts = judge(address), split(address)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _connection(parts, numbers[0])
    ending = Timer(2 * PATIENCE, _hang_up, [connection])  # an answer that comes in drops keeps nobody for ever
    ending.start()
    try:
        connection.request("POST", target, body, {**headers, "Content-Type": "application/json", "User-Agent": "Madoguchi"})
        answer = connection.getresponse()
        return Answer(answer.status, _seconds(answer.headers.get("Retry-After", "")))
    except TimeoutError:
        raise NotSent("timeout") from None
    except ssl.SSLError:
        raise NotSent("bad-certificate") from None
    except ConnectionRefusedError:
        raise NotSent("refused") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise NotSent("broken-off") from None
    finally:
        ending.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _connection(parts: SplitResult, number: str) -> http.client.HTTPConnection:
    """To the number that was judged; name and certificate are the host's."""
    host = parts.hostname or ""
    kind = _Pinned if parts.scheme == "http" else _PinnedTls
    return kind(host, parts.port, number)


class _Pinned(http.client.HTTPConnection):
    def __init__(self, host: str, port: int | None, number: str) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self.number = number

    def connect(self) -> None:
        self.sock = socket.create_connection((self.number, self.port), self.timeout)


class _PinnedTls(http.client.HTTPSConnection):
    def __init__(self, host: str, port: int | None, number: str) -> None:
        self.tls = ssl.create_default_context()
        super().__init__(host, port, timeout=PATIENCE, context=self.tls)
        self.number = number

    def connect(self) -> None:
        plain = socket.create_connection((self.number, self.port), self.timeout)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)


def _seconds(text: str) -> int:
    return min(int(text), 3600) if text.isdecimal() and len(text) < 6 else 0
