"""The tests' door: a browser's forms without a browser, a city whose こども課 has a procedure."""

from html.parser import HTMLParser
from typing import Any

Values = dict[str, list[str]]


class _Forms(HTMLParser):
    """Every form of a page with its action and what a browser would send of it untouched."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[tuple[str, Values]] = []
        self.open: Values | None = None
        self.area = self.select = ""
        self.words: list[str] = []
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = {}
            self.forms.append((given.get("action", ""), self.open))
        if self.open is None:
            return
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in {"submit", "button", "file"}:
            if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
                return
            self.open.setdefault(name, []).append(given.get("value", "on" if given.get("type") in {"checkbox", "radio"} else ""))
        elif tag == "textarea":
            self.area, self.words = name, []
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self.open is None:
            return
        if tag == "textarea" and self.area:
            self.open.setdefault(self.area, []).append("".join(self.words).removeprefix("\n").replace("\n", "\r\n"))
            self.area = ""
        elif tag == "select" and self.select:
            chosen = [value for value, on in self.options if on] or [value for value, _ in self.options[:1]]
            self.open.setdefault(self.select, []).extend(chosen[:1])
            self.select = ""
        elif tag == "form":
            self.open = None


def forms_on(answer: Any) -> list[tuple[str, Values]]:
    page = _Forms()
    page.feed(answer.content.decode())
    return page.forms


def main_form(answer: Any, having: str = "base") -> Values:
    """The form of a part: the one with that input."""
    return next(values for _action, values in forms_on(answer) if having in values)
