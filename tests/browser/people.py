"""Who signs in. A person signs in once over HTTP; the cookies go with whatever browser plays that person."""

import time
import urllib.request
from typing import Any

from madoguchi.site.demo.cast import PASSWORD, SECOND_FACTOR
from madoguchi.site.demo.page import second_factor_code
from madoguchi.site.tour.browsing import Browser, Form, Page

SAKURA, KEN, MISAKI = "sakura@example.jp", "ken@example.jp", "misaki@example.jp"
TAKAHASHI, MARIA = "takahashi@example.jp", "maria@example.jp"
CLERK, SECOND_CLERK, CHIEF = "hanako@desk.example.jp", "jiro@desk.example.jp", "kacho@desk.example.jp"
PLANNER = "keikaku@desk.example.jp"
ADMINISTRATOR, AUDITOR, GUARD = "joho@desk.example.jp", "kansa@desk.example.jp", "hogo@desk.example.jp"
LASTING = 30
"""Seconds for which a code of the second factor counts; the one before and the one after are taken as well."""

_spent: dict[str, set[str]] = {}


def is_staff(mail: str) -> bool:
    return mail.endswith("@desk.example.jp")


def fresh_code(mail: str) -> str:
    """A code of the second factor that this person has not used yet; waits for the next one if all are spent."""
    assert SECOND_FACTOR
    spent = _spent.setdefault(mail, set())
    while True:
        for away in (0, LASTING, -LASTING):
            code = second_factor_code(time.time() + away)
            if code not in spent:
                spent.add(code)
                return code
        time.sleep(1)


class Person(Browser):
    """A browser of few words, signed in: for what a test needs to be there, not for what it proves."""

    def __init__(self, base: str, mail: str = "") -> None:
        super().__init__(base)
        self.mail = mail
        if mail:
            self.sign_in()

    def sign_in(self) -> None:
        page = self.get("/desk/account/login/" if is_staff(self.mail) else "/account/login/password/")
        page = self.send(page, form_with(page, "password").fill({"login": [self.mail], "password": [PASSWORD]}))
        while is_staff(self.mail) and "/second-factor/" in page.address:
            page = self.send(page, form_with(page, "code").fill({"code": [fresh_code(self.mail)]}))
        assert "/login" not in page.address, f"{self.mail} could not sign in: {page.errors}"

    def cookies(self) -> list[dict[str, Any]]:
        """As a real browser takes them."""
        return [{"name": c.name, "value": c.value or "", "domain": "127.0.0.1", "path": c.path} for c in self.jar]

    def upload(self, page: Page, form: Form, files: list[tuple[str, str, bytes]]) -> Page:
        """Send a form with files: (field, name, content)."""
        mark = "----madoguchi"
        parts: list[bytes] = []
        for name, values in form.values.items():
            parts += [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{v}\r\n'.encode() for v in values]
        for field, name, content in files:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
            parts.append(head.encode() + content + b"\r\n")
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}", "Referer": page.address}
        return self._open(urllib.request.Request(self.absolute(form.action or page.address), body, kind))


def form_with(page: Page, name: str) -> Form:
    """The form that asks for `name`."""
    for form in page.forms:
        if name in form.names or name in form.files:
            return form
    raise AssertionError(f"{page.address} asks for no {name}; it says {' / '.join(page.headings)}")
