"""What the API says when something is wrong: problem+json (RFC 9457) with a stable `code`, and each problem at its place."""

from collections.abc import Iterable
from typing import Any

from django.http import JsonResponse

from madoguchi.core.files.public import FileRefused
from madoguchi.core.once.public import KeyTooLong, KeyUsedOtherwise
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms

STATUS: dict[type[Refused], int] = {
    NotFound: 404,
    forms.NoSuchSlot: 422,
    NotPermitted: 403,
    cases.AccountNeeded: 401,
    KeyUsedOtherwise: 422,
    KeyTooLong: 400,
    FileRefused: 422,
}


def of_refusal(error: Refused) -> JsonResponse:
    """The nearest kind decides the status; whatever is not listed is 422."""
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 422)
    found = error.problems if isinstance(error, forms.NotReady) else ()
    return answer(status, error.code, str(error), found)


def answer(status: int, code: str, title: str, found: Iterable[forms.Problem] = ()) -> JsonResponse:
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "code": code}
    if problems := [{"path": p.path, "code": p.code, "sentence": p.sentence, "confirm": p.confirm} for p in found]:
        body["problems"] = problems
    return JsonResponse(body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False})
