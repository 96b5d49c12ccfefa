"""Pages of words, and the check of a notice by its QR code."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from madoguchi.engines.documents import public as documents
from madoguchi.faces.shell.guard import open_to


@open_to("anyone")
def page(request: Any, name: str) -> HttpResponse:
    return render(request, f"portal/pages/{name}.html")


PICTURES = {"en": "en", "ja-easy": "easy"}
"""Languages whose readers find pictures of their own; the others see those in Japanese or English."""
SHOWN = ("procedure", "form", "review", "standing")


@open_to("anyone")
def help_page(request: Any) -> HttpResponse:
    """How to use it, with pictures of the pages in the reader's language."""
    code = request.language.code
    folder = PICTURES.get(code, "ja" if code == "ja" else "en")
    return render(request, "portal/pages/help.html", {"pictures": {name: f"help/{folder}-{name}.png" for name in SHOWN}})


@open_to("anyone")
def verify(request: Any) -> HttpResponse:
    """Where the token of a paper is typed in."""
    if token := request.GET.get("token", "").strip():
        return redirect("portal:verified", token=token[:80])
    return render(request, "portal/pages/verify.html")


@open_to("anyone")
def verified(request: Any, token: str) -> HttpResponse:
    """What the register says of a paper: number, day, kind. Nothing about a person."""
    found = documents.verify(token)
    return render(request, "portal/pages/verified.html", {"found": found}, status=200 if found else 404)
