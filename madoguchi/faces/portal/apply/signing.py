"""カードで署名する: what will be signed, the bytes for a signing programme, and the way back with the signature.

The portal never sees card or PIN. A programme on the person's own machine signs the bytes; the demo has one of its own.
"""

import base64
import binascii
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from madoguchi.core.links.public import address_of
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.core.typesetting.public import qr_svg
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms
from madoguchi.faces.portal.apply.frame import address, frame_of, takes_signatures
from madoguchi.faces.portal.apply.pages import closed
from madoguchi.faces.portal.apply.ways import show_review
from madoguchi.faces.portal.apply.who import draft_of

MOST = 600_000


def sign(request: Any, id: UUID) -> HttpResponse:
    """What signing means and what one needs. POST makes the bytes of this moment."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    frame = frame_of(request, draft, by)
    if not takes_signatures(frame):
        return HttpResponseRedirect(address("apply-review", draft))
    if by.kind == "anonymous":
        there = urlencode({"next": address("apply-sign", draft)})
        return HttpResponseRedirect(f"{reverse('account_login')}?{there}")
    if request.method == "POST":
        try:
            asked = cases.ask_to_sign(draft, by=by, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            return show_review(request, frame, str(refusal))
        return HttpResponseRedirect(address("apply-signing", draft, asked.request.pk))
    return render(request, "portal/apply/sign.html", {"frame": frame, "submit": address("submit", draft)})


def signing(request: Any, id: UUID, asked: UUID) -> HttpResponse:
    """To the signing programme, or by file. POST brings the signature and hands in."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    frame = frame_of(request, draft, by)
    sentence = ""
    if request.method == "POST":
        try:
            given = cases.Given(asked, _brought(request))
            cases.submit(draft, signature=given, by=by, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            sentence = str(refusal)
        else:
            return HttpResponseRedirect(address("apply-receipt", draft))
    content = cases.content_to_sign(draft, asked, by=by, at=request.received_at)
    context = {
        "frame": frame,
        "sentence": sentence,
        "again": address("apply-sign", draft),
        "submit": address("submit", draft),
        "ready": content is not None,
        "card_app": str(settings.MADO_CARD_APP),
        "content": base64.b64encode(content or b"").decode(),
        "back": address("apply-signing", draft, asked),
        "download": address("apply-signing-content", draft, asked),
        "demo": settings.MADO_DEMO,
    }
    return render(request, "portal/apply/signing.html", context, status=422 if sentence else 200)


def content(request: Any, id: UUID, asked: UUID) -> HttpResponse:
    """The exact bytes, as a file."""
    draft, by = draft_of(request, id)
    found = cases.content_to_sign(draft, asked, by=by, at=request.received_at)
    if found is None:
        raise Http404
    name = f"madoguchi-{draft.version.code}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found, content_type="application/octet-stream", headers=headers)


def at_the_counter(request: Any, id: UUID) -> HttpResponse:
    """Where no signature can be made: the draft goes on at the counter, by a code that the tablet there reads."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    frame = frame_of(request, draft, by)
    code = forms.resume_code(draft, by=by, at=request.received_at) if request.method == "POST" else ""
    there = f"{address_of('portal').rstrip('/')}{reverse('portal:apply-code')}"
    context = {
        "frame": frame,
        "code": code,
        "qr": qr_svg(f"{there}?{urlencode({'code': code})}", module=1.2) if code else "",
        "submit": address("submit", draft),
        "ready": not frame.state.problems() and not frame.is_helper,
        "signed_in": by.kind == "resident",
    }
    return render(request, "portal/apply/at_the_counter.html", context)


class NoSignature(Refused):
    code, message = "no-signature", _("署名のファイルを選んでください。")


def _brought(request: Any) -> bytes:
    """From the programme as text, or as a file (.p7s, DER or PEM). Raises NoSignature."""
    file = request.FILES.get("file")
    if file is not None:
        found = bytes(file.read(MOST + 1))
        if found.startswith(b"-----BEGIN"):
            lines = found.decode("ascii", errors="ignore").splitlines()
            found = _decoded("".join(line.strip() for line in lines if not line.startswith("-----")))
    else:
        found = _decoded(request.POST.get("signature", ""))
    if not found:
        raise NoSignature
    return found


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text[: 2 * MOST], validate=True)
    except (binascii.Error, ValueError):
        return b""
