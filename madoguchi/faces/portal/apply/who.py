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
    return actor if actor.kind != "anonymous" else _browser(request)


def filler_to_be(request: Any) -> Actor:
    """The same for beginning or resuming: a browser without token gets one."""
    if request.actor.kind == "anonymous" and not request.session.get(BROWSER):
        request.session[BROWSER] = forms.new_token()
    return filler(request)


def draft_of(request: Any, id: UUID) -> tuple[forms.Draft, Actor]:
    """The draft, if this person may fill it in. Raises NotFound."""
    by = filler(request)
    draft = _seen_by(by, id)
    if draft is None and by.kind == "resident" and by.acting_for is None and request.session.get(BROWSER):
        browser = _browser(request)
        draft = _seen_by(browser, id)
        if draft is not None and not forms.is_helper(browser, draft):
            forms.take_along(draft, held_as=browser, by=by, at=request.received_at)
            draft = _seen_by(by, id)
        elif draft is not None:
            by = browser
    if draft is None:
        raise NotFound
    return draft, by


def _browser(request: Any) -> Actor:
    token = request.session.get(BROWSER, "")
    anonymous = Actor(kind="anonymous", language=request.actor.language)
    return replace(anonymous, session=forms.token_digest(token)[:32]) if token else anonymous


def _seen_by(by: Actor, id: UUID) -> forms.Draft | None:
    return forms.draft_for(by, id)
