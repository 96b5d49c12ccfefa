"""テスト用の署名アプリ: in the demo alone. Takes bytes and a way back, asks for card and PIN, sends the signature back."""

import base64
import binascii
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from madoguchi.faces.shell.guard import open_to
from madoguchi.site.testcards import chip
from madoguchi.site.testcards.making import PIN

MOST = 2_000_000


@open_to("anyone")
@require_POST
@sensitive_post_parameters("pin")
def app(request: Any) -> HttpResponse:
    """With the bytes: which card. With card and PIN: the signature, and one button back."""
    if not settings.MADO_DEMO:
        raise Http404
    content, back = request.POST.get("content", "")[:MOST], _safe(request.POST.get("back", ""))
    code, sentence = request.POST.get("card", ""), ""
    if request.POST.get("reset"):
        _quietly(chip.reset, request.POST["reset"])
    elif code:
        try:
            cms = chip.sign(code, request.POST.get("pin", "").strip(), base64.b64decode(content, validate=True))
        except chip.WrongPin as wrong:
            sentence = (
                _("暗証番号が違います。あと{n}回まちがえると使えなくなります。").format(n=wrong.left)
                if wrong.left
                else _("暗証番号を続けてまちがえたため、このカードは使えません。")
            )
        except (LookupError, binascii.Error, ValueError):
            raise Http404 from None
        else:
            signature = base64.b64encode(cms).decode()
            return render(request, "site/card_signed.html", {"signature": signature, "back": back})
    context = {"cards": chip.cards(), "content": content, "back": back, "pin": PIN, "chosen": code, "sentence": sentence}
    return render(request, "site/card_app.html", context, status=422 if sentence else 200)


def _safe(back: str) -> str:
    """Only back to a page of an application here."""
    if not back.startswith(("/apply/d/", "/en/apply/d/", "/easy/apply/d/")) or "//" in back or "\\" in back or ".." in back:
        raise Http404
    return back


def _quietly(act: Any, code: str) -> None:
    try:
        act(code)
    except LookupError:
        raise Http404 from None
