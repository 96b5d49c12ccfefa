"""Who fills in a draft here: the signed-in person, or a browser that carries a token of its own in its session.

The token outlives the change of the session's key at sign-in, so that a draft begun without an account is taken along.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from madoguchi.core.refused import NotFound
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.public import Actor

BROWSER = "mado_browser"


def filler(request: Any) -> Actor:
    """Whoever acts on drafts in this request."""
    actor: Actor = request.actor
    return actor if actor.kind != "anonymous" else browser(request) or _nobody(request)


def filler_to_be(request: Any) -> Actor:
    """The same for beginning or resuming: a browser without token gets one."""
    if request.actor.kind == "anonymous" and not request.session.get(BROWSER):
        request.session[BROWSER] = forms.new_token()
    return filler(request)


def draft_of(request: Any, id: UUID) -> tuple[forms.Draft, Actor]:
    """The draft, if this person may fill it in. Raises NotFound."""
    by = filler(request)
    draft = _seen_by(by, id)
    if draft is None and by.kind == "resident" and by.acting_for is None and (before := browser(request)):
        draft = _seen_by(before, id)
        if draft is not None and not forms.is_helper(before, draft):
            forms.take_along(draft, held_as=before, by=by, at=request.received_at)
            draft = _seen_by(by, id)
        elif draft is not None:
            by = before
    if draft is None:
        raise NotFound
    return draft, by


def browser(request: Any) -> Actor | None:
    """This browser, whoever has signed in since; None for one that has no token."""
    token = request.session.get(BROWSER, "")
    return replace(_nobody(request), session=forms.token_digest(token)[:32]) if token else None


def _nobody(request: Any) -> Actor:
    return Actor(kind="anonymous", language=request.actor.language)


def _seen_by(by: Actor, id: UUID) -> forms.Draft | None:
    return forms.draft_for(by, id)
