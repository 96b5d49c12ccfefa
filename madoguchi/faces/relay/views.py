"""The exchange over HTTP. Open to anyone who can sign as the office; everybody else is told no more than that."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from madoguchi.core.relay import public as relay
from madoguchi.faces.shell.guard import open_to


@csrf_exempt
@open_to("anyone")
@require_POST
def exchange(request: Any, verb: str) -> HttpResponse:
    """Who speaks is proved by the signature over the whole request, so that neither session nor form token is asked for."""
    if int(request.headers.get("Content-Length") or 0) > relay.LARGEST:
        return HttpResponse(status=413)
    try:
        body = request.body
    except RequestDataTooBig:
        return HttpResponse(status=413)
    reply = relay.answer(verb, request.headers, body, request.received_at)
    return HttpResponse(reply.body, status=reply.status, content_type="application/octet-stream", headers=reply.headers)
