"""What happened, as a feed: for systems that follow a department's work."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

from madoguchi.core.events.public import NoSuchEvent, feed
from madoguchi.engines.webhooks.public import protected_among
from madoguchi.faces.api import schemas
from madoguchi.faces.api.paging import BadCursor
from madoguchi.faces.shell.guard import open_to

router = Router(tags=["events"])


@router.get("/events", response={200: schemas.Feed, **schemas.Errors, 422: schemas.Problem}, summary="出来事の一覧")
@open_to("events.read")
def events(
    request: Any,
    cursor: str = "",
    kind: list[str] = Query([], max_length=50),  # noqa: B008
    limit: int = schemas.Limit(100),
) -> Any:
    """Of the own section, in the order in which they were committed, about a second later. `next` is always there: ask again with
    it later. What was given is never given again, and nothing is passed over but what concerns persons under protection; a page may
    therefore hold less than `limit`, or nothing, and still lead on."""
    sections = request.actor.sections_with("events.read")
    try:
        found = feed(sections, after=UUID(cursor) if cursor else None, kinds=kind, limit=limit)
    except (ValueError, NoSuchEvent):
        raise BadCursor from None
    silent = protected_among(found)
    items = [event.envelope() for event in found if event.pk not in silent]
    return {"items": items, "next": str(found[-1].id) if found else cursor}
