"""A browser of few words: cookies, links, forms. It reads pages as a person without JavaScript would."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser


class Lost(Exception):
    """The tour did not see what it should have seen."""


@dataclass
class Form:
    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    """(name, value, words) of each submit button."""
    files: set[str] = field(default_factory=set)

    def fill(self, typed: dict[str, list[str]]) -> "Form":
        """Type what the form has an input for."""
        for name, values in typed.items():
            if name in self.names:
                self.values[name] = list(values)
        return self


@dataclass
class Page:
    address: str
    status: int
    text: str
    headings: list[str]
    links: list[tuple[str, str]]
    forms: list[Form]
    errors: list[str]

    def link(self, *words: str) -> str:
        """The address behind the first link that says one of the words, or leads to one of the paths."""
        for word in words:
            for address, said in self.links:
                if word in said or word in address:
                    return address
        raise Lost(f"{self.address}: no link {' / '.join(words)}")

    def form(self, action: str = "", *, button: str = "") -> Form:
        """The first form whose action holds that part, or that has that button."""
        for form in self.forms:
            if (action and action in form.action) or (button and any(button in words for *_, words in form.buttons)):
                return form
        raise Lost(f"{self.address}: no form {action or button}; it says: {' / '.join(self.headings)}")

    @property
    def title(self) -> str:
        return self.headings[0] if self.headings else ""


class Browser:
    """One person's browser."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, address: str) -> Page:
        return self._open(urllib.request.Request(self.absolute(address)))  # noqa: S310  only the address of the tour

    def send(self, page: Page, form: Form, *, button: str = "") -> Page:
        """Send the form as if that button was pressed (the first without a name given)."""
        fields = [(name, value) for name, values in form.values.items() for value in values]
        pressed = next((b for b in form.buttons if button and button in (b[1], b[2])), form.buttons[0] if form.buttons else None)
        if pressed and pressed[0]:
            fields.append((pressed[0], pressed[1]))
        address = urllib.parse.urljoin(page.address, form.action or page.address)
        data = urllib.parse.urlencode(fields)
        if form.method != "post":
            return self.get(f"{address.split('?')[0]}?{data}")
        request = urllib.request.Request(address, data.encode(), {"Referer": page.address})  # noqa: S310
        return self._open(request)

    def absolute(self, address: str) -> str:
        return urllib.parse.urljoin(f"{self.base}/", address)

    def fetch(self, address: str) -> tuple[str, bytes]:
        """Kind and content of what is no page, such as a PDF."""
        with self.opener.open(self.absolute(address), timeout=30) as answer:
            return answer.headers.get_content_type(), answer.read()

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self.opener.open(request, timeout=30) as answer:
                return read(answer.geturl(), answer.status, answer.read().decode())
        except urllib.error.HTTPError as error:
            return read(error.geturl(), error.code, error.read().decode(errors="replace"))


def read(address: str, status: int, html: str) -> Page:
    parser = _Reader()
    parser.feed(html)
    links = [(urllib.parse.urljoin(address, href), words.strip()) for href, words in parser.links]
    return Page(address, status, " ".join(" ".join(parser.words).split()), parser.headings, links, parser.forms, parser.errors)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.headings: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.errors: list[str] = []
        self._stack: list[str] = []
        self._select = self._area = ""
        self._open: list[str] = []
        self._button: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        form = self.forms[-1] if self.forms else None
        if tag in {"script", "style"}:
            self._stack.append(tag)
        elif tag in {"h1", "h2"}:
            self.headings.append("")
            self._open.append(tag)
        elif tag == "a" and "href" in given:
            self.links.append((given["href"], ""))
            self._open.append("a")
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag == "button" and form:
            self._button = (given.get("name", ""), given.get("value", ""))
            form.buttons.append((*self._button, ""))
        elif tag in {"input", "select", "textarea"} and form and given.get("name"):
            self._input(tag, given, form)
        elif tag == "option" and form and self._select and ("selected" in given or self._select not in form.values):
            form.values[self._select] = [given.get("value", "")]
        if "hidden" not in given and ("error-message" in given.get("class", "") or given.get("id") == "error-summary"):
            self.errors.append("")
            self._open.append("error")

    def _input(self, tag: str, given: dict[str, str], form: Form) -> None:
        name, kind = given["name"], given.get("type", "text")
        if tag == "input" and kind == "submit":
            form.buttons.append((name, given.get("value", ""), given.get("value", "")))
            return
        form.names.add(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
            form.values[name] = [""]
        elif kind == "file":
            form.files.add(name)
        elif kind in {"radio", "checkbox"}:
            if "checked" in given:
                form.values.setdefault(name, []).append(given.get("value", "on"))
        else:
            form.values.setdefault(name, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"} and self._stack:
            self._stack.pop()
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "button":
            self._button = None
        elif tag in {"h1", "h2", "a"} and tag in self._open:
            self._open.remove(tag)
        elif tag in {"p", "div"} and "error" in self._open:
            self._open.remove("error")

    def handle_data(self, data: str) -> None:
        if self._stack:
            return
        self.words.append(data)
        if self._area and self.forms:
            self.forms[-1].values[self._area] = [data.lstrip("\n")]
        if self._button is not None and self.forms and self.forms[-1].buttons:
            name, value, words = self.forms[-1].buttons[-1]
            self.forms[-1].buttons[-1] = (name, value, words + data.strip())
        if any(t in self._open for t in ("h1", "h2")) and self.headings:
            self.headings[-1] += data.strip()
        if "a" in self._open and self.links:
            address, words = self.links[-1]
            self.links[-1] = (address, words + data.strip())
        if "error" in self._open and self.errors:
            self.errors[-1] += data.strip()
