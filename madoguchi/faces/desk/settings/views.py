"""One's own settings. The forms go to whoever keeps them: sign-in the department, the shell the rest."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.faces.desk.sections import choices_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.languages import PAGE_LANGUAGES
from madoguchi.faces.shell.preferences import preferences_of


@open_to("staff")
@require_safe
def own(request: Any) -> HttpResponse:
    display = preferences_of(request)
    context = {
        "sections": choices_of(request.actor.sections),
        "display": display,
        "languages": [("" if one.code == "ja" else one.code, one.name, one.html) for one in PAGE_LANGUAGES],
    }
    return render(request, "desk/settings/own.html", context)
