"""A page that another page of the house shows in a frame: the editor's phone. Nobody else's page may."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace


def framed_by_own(view: Callable[..., Any]) -> Callable[..., Any]:
    """Together with Django's `xframe_options_sameorigin`, for browsers of either kind."""
    framed: Callable[..., Any] = csp_replace({"frame-ancestors": [SELF]})(view)
    return framed
