"""A browser without a screen: pages over real HTTP, cookies, forms with their token."""

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Page:
    status: int
    text: str
    headers: dict[str, str]
    path: str


@dataclass
class Browser:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Page:
        """Follows redirections within the side."""
        page = self._ask("GET", path)
        for _ in range(5):
            if page.status not in (301, 302):
                return page
            page = self._ask("GET", page.headers["location"])
        raise AssertionError(f"{path} leads nowhere")

    def post(self, path: str, fields: dict[str, object], *, form: str = "") -> Page:
        """As the form on that page (or on the same) sends it."""
        found = TOKEN.search(self.get(form or path).text)
        assert found, f"no form on {form or path}"
        page = self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": found[1]}, doseq=True))
        return self.get(page.headers["location"]) if page.status in (301, 302) else page

    def _ask(self, method: str, path: str, body: str = "") -> Page:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";", 1)[0]
        return Page(answer.status, text, {name.lower(): value for name, value in answer.getheaders()}, path)
