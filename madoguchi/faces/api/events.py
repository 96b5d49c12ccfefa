"""What happened, as a feed: for systems that follow a department's work."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

from madoguchi.core.events.public import feed
from madoguchi.core.refused import Refused
from madoguchi.faces.api import schemas
from madoguchi.faces.shell.guard import open_to

router = Router(tags=["events"])


class BadCursor(Refused):
    code, message = "bad-cursor", "cursor: next に書かれていた値を送ってください。 / send what next gave."


@router.get("/events", response={200: schemas.Feed, **schemas.Errors, 422: schemas.Problem}, summary="出来事の一覧")
@open_to("events.read")
def events(request: Any, cursor: str = "", kind: list[str] = Query([]), limit: int = Query(100, ge=1, le=500)) -> Any:  # noqa: B008
    """Of the own section, the oldest first, ten seconds after they happened. `next` is always there: ask again with it later."""
    try:
        after = UUID(cursor) if cursor else None
    except ValueError:
        raise BadCursor from None
    sections = request.actor.sections_with("events.read")
    found = feed(sections, after=after, kinds=kind, limit=limit, at=request.received_at)
    return {"items": [event.envelope() for event in found], "next": str(found[-1].id) if found else cursor}
