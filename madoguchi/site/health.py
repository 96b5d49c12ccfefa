"""Two addresses for whoever watches the house: `/healthz` (the process lives) and `/readyz` (it can serve)."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from madoguchi.core.health import Level, examine
from madoguchi.faces.shell.guard import open_to


@open_to("anyone")
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@open_to("anyone")
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every quick examination is free of failures, else 503. Names and levels only: no details for strangers."""
    found = examine(timezone.now(), quick_only=True)
    ready = all(finding.level is not Level.FAILURE for _, finding in found)
    body = {"status": "ok" if ready else "unready", "checks": {name: finding.level for name, finding in found}}
    return JsonResponse(body, status=200 if ready else 503)
