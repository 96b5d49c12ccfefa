"""The floor, and which process answers."""

import os
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from bench.floor.models import Tick
from madoguchi.faces.shell.guard import open_to


@open_to("resident")
def floor(request: Any) -> HttpResponse:
    """Read one row, insert one, render the empty base page."""
    Tick.objects.filter(pk=1).first()
    Tick.objects.create(at=request.received_at, by=request.actor.code)
    return render(request, "bench/floor.html")


@open_to("anyone")
def who(request: Any) -> HttpResponse:
    return HttpResponse(str(os.getpid()), content_type="text/plain")
