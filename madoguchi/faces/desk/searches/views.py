"""What was looked for in vain, the most often first. Words alone; nobody can be told from them."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.engines.knowledge import public as knowledge
from madoguchi.faces.shell.guard import open_to

SHOWN = 200


@open_to("knowledge.see-searches")
@require_safe
def listing(request: Any) -> HttpResponse:
    rows = knowledge.searches_in_vain(by=request.actor, limit=SHOWN)
    return render(request, "desk/searches/list.html", {"rows": rows, "days": settings.MADO_SEARCHES_KEPT})
