"""The page of the demo that says how to sign in. There only in the demo."""

import time
from base64 import b32decode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from madoguchi.faces.shell.guard import open_to
from madoguchi.site.demo.cast import HOMES, PASSWORD, SECOND_FACTOR, STAFF


def second_factor_code(moment: float) -> str:
    """The demo staff's code of that moment (seconds since 1970)."""
    totp = TOTP(b32decode(SECOND_FACTOR), 6, SHA1(), 30, enforce_key_length=False)  # noqa: S303  RFC 6238's default
    return totp.generate(moment).decode()


@open_to("anyone")
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Who is in the cast, the passwords, and the code of the second factor as it is now."""
    if not settings.MADO_DEMO:
        raise Http404
    residents = [person for home in HOMES for person in home.people if person.mail]
    now = time.time()
    context = {
        "staff": STAFF,
        "residents": residents,
        "password": PASSWORD,
        "code": second_factor_code(now),
        "code_lasts": 30 - int(now) % 30,
    }
    return render(request, "site/demo.html", context)
