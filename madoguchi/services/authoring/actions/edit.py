"""Write: change a part, add one, move it, take it out, write the whole anew. What two people write at once is joined."""

from datetime import datetime
from typing import Any

from django.db import transaction

from madoguchi.city.public import Path
from madoguchi.engines.people.public import Actor
from madoguchi.services.authoring.actions.keeping import further, held
from madoguchi.services.authoring.body import GONE, Body, at, follow, joined, lasting, replaced
from madoguchi.services.authoring.models import Manuscript, Revision, Typing
from madoguchi.services.authoring.refusals import ChangedMeanwhile, EditedMeanwhile, PartGone

At = datetime


@transaction.atomic
def change_part(manuscript: Manuscript, place: Path, mine: Any, *, base: int, by: Actor, at_: At, force: bool = False) -> Revision:
    """Put `mine` where `place` stood in revision `base`. `force`: where others said otherwise since, this counts.

    Raises NotPermitted, IsClosed, AwaitsApproval, PartGone, EditedMeanwhile.
    """
    manuscript = held(manuscript, by)
    seen, now = body_of(manuscript, base), manuscript.body
    path = follow(seen, now, place)
    if path is None:
        raise PartGone(mine)
    value, clashes = joined(at(seen, place), mine, at(now, path))
    if clashes and not force:
        raise EditedMeanwhile(mine, at(now, path), clashes, manuscript.number)
    _forget_typing(manuscript, lasting(now, path), by)
    if value == at(now, path):
        assert manuscript.current
        return manuscript.current
    return further(manuscript, replaced(now, path, value), Revision.What.EDITED, lasting(now, path), by=by, at=at_)


@transaction.atomic
def add_item(manuscript: Manuscript, place: Path, item: Any, *, base: int, by: Actor, at_: At) -> tuple[Revision, Path]:
    """One more item at the end of a list; where it is then. Raises as `change_part`."""
    manuscript = held(manuscript, by)
    now = manuscript.body
    above = follow(body_of(manuscript, base), now, place[:-1])
    if above is None:
        raise PartGone(item)
    path = (*above, place[-1])
    items = at(now, path)
    items = items if isinstance(items, list) else [items] if isinstance(items, dict) else []
    new = replaced(now, path, [*items, item])
    whole = (*path, len(items))
    return further(manuscript, new, Revision.What.ADDED, lasting(new, whole), by=by, at=at_), whole


@transaction.atomic
def move_item(manuscript: Manuscript, place: Path, by_places: int, *, base: int, by: Actor, at_: At) -> Revision | None:
    """Up or down in its list; at the end nothing happens. Raises as `change_part`."""
    manuscript = held(manuscript, by)
    now = manuscript.body
    path = follow(body_of(manuscript, base), now, place)
    if path is None:
        raise PartGone
    *above, step = path
    items = list(at(now, tuple(above)))
    target = int(step) + by_places
    if not 0 <= target < len(items):
        return None
    items.insert(target, items.pop(int(step)))
    return further(manuscript, replaced(now, tuple(above), items), Revision.What.MOVED, lasting(now, path), by=by, at=at_)


@transaction.atomic
def remove_item(manuscript: Manuscript, place: Path, *, base: int, by: Actor, at_: At) -> Revision:
    """Take it out, unless somebody changed it since. Raises NotPermitted, IsClosed, AwaitsApproval, PartGone, ChangedMeanwhile."""
    manuscript = held(manuscript, by)
    seen, now = body_of(manuscript, base), manuscript.body
    path = follow(seen, now, place)
    if path is None:
        raise PartGone
    if at(seen, place) != at(now, path):
        raise ChangedMeanwhile
    new = replaced(now, path, GONE)
    above = path[:-1]
    if above and at(new, above) == [] and above[-1] in {"attach", "calculate", "deadline", "examples"}:
        new = replaced(new, above, GONE)
    return further(manuscript, new, Revision.What.REMOVED, lasting(now, path), by=by, at=at_)


@transaction.atomic
def write_whole(manuscript: Manuscript, body: Body, *, base: int, by: Actor, at_: At, force: bool = False) -> Revision:
    """The whole text anew, as from YAML. Raises as `change_part`."""
    manuscript = held(manuscript, by)
    value, clashes = joined(body_of(manuscript, base), body, manuscript.body)
    if clashes and not force:
        raise EditedMeanwhile(body, manuscript.body, clashes, manuscript.number)
    _forget_typing(manuscript, "whole", by)
    return further(manuscript, value, Revision.What.WHOLE, "", by=by, at=at_)


def body_of(manuscript: Manuscript, number: int) -> Body:
    """What a revision said. Raises PartGone for one that never was."""
    if manuscript.current and manuscript.current.number == number:
        return manuscript.body
    found = manuscript.revisions.filter(number=number).first()
    if found is None:
        raise PartGone
    return found.body


def _forget_typing(manuscript: Manuscript, place: str, by: Actor) -> None:
    Typing.objects.filter(manuscript=manuscript, by_code=by.code, place=place).delete()
