"""Pages that another page shows in a frame: one of the house itself (the editor's phone), or the city's own site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt


def framed_by_own(view: Callable[..., Any]) -> Callable[..., Any]:
    """Together with Django's `xframe_options_sameorigin`, for browsers of either kind."""
    framed: Callable[..., Any] = csp_replace({"frame-ancestors": [SELF]})(view)
    return framed


def framed_by_named(view: Callable[..., Any]) -> Callable[..., Any]:
    """By the sites that MADOGUCHI_EMBED names, and by nobody where it names none."""

    @wraps(view)
    def framed(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = csp_replace({"frame-ancestors": settings.MADO_EMBED or [NONE]})(view)
        answer: HttpResponse = shown(request, *args, **kwargs)
        return answer

    return xframe_options_exempt(framed)
