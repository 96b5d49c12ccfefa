"""HEAD, as a server hears the answer: what watches a house asks so."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

pytestmark = pytest.mark.django_db


def answered(method: str, path: str) -> tuple[str, dict[str, str], bytes]:
    """Past the test client, which takes bodies away by itself."""
    said: list[tuple[str, dict[str, str]]] = []
    asked = RequestFactory().generic(method, path).environ
    answer = WSGIHandler()(asked, lambda status, headers: said.append((status, dict(headers))))
    body = b"".join(answer)
    answer.close()
    return *said[0], body


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt", "/nowhere/", "/static/mado/mado.js"])
def test_head__as_get__without_the_body(path: str) -> None:
    status, headers, body = answered("GET", path)
    assert body
    told = answered("HEAD", path)
    assert told[0] == status
    assert told[1]["Content-Type"] == headers["Content-Type"]
    assert told[1]["Content-Length"] == str(len(body))
    assert told[2] == b""
