"""Pages of a list: from a key on, never from a number, so that what is added or leaves meanwhile moves nothing."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused

T = TypeVar("T")


class BadCursor(Refused):
    code, message = "bad-cursor", _("cursor には、前の答えの next の値をそのまま送ってください。")


def page_of(rows: Sequence[T], code: Callable[[T], str], cursor: str, limit: int) -> tuple[Sequence[T], str | None]:
    """A part of what is in memory already, in its order; the cursor is the code of the last one given. Raises BadCursor."""
    start = 0
    if cursor:
        start = next((n for n, row in enumerate(rows, start=1) if code(row) == cursor), 0)
        if not start:
            raise BadCursor
    shown = rows[start : start + limit]
    return shown, code(shown[-1]) if start + limit < len(rows) else None


def cut(rows: Sequence[T], limit: int, key: Callable[[T], tuple[datetime, object]]) -> tuple[Sequence[T], str | None]:
    """Of one row more than asked for: those asked for, and the cursor if there are more."""
    return rows[:limit], written(*key(rows[limit - 1])) if len(rows) > limit else None


def written(moment: datetime, rest: object) -> str:
    """A key as a cursor: letters that need no quoting in an address."""
    return urlsafe_b64encode(f"{moment.isoformat()}~{rest}".encode()).decode().rstrip("=")


def read(cursor: str) -> tuple[datetime, str] | None:
    """Raises BadCursor."""
    if not cursor:
        return None
    try:
        moment, bar, rest = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("~")
        key = datetime.fromisoformat(moment), rest
    except (ValueError, OverflowError):
        raise BadCursor from None
    if key[0].tzinfo is None or not bar:
        raise BadCursor
    return key


def read_row(cursor: str) -> tuple[datetime, UUID] | None:
    """Of a row that has a UUID. Raises BadCursor."""
    found = read(cursor)
    try:
        return found and (found[0], UUID(found[1]))
    except ValueError:
        raise BadCursor from None


def add_link(request: Any, cursor: str) -> None:
    """The `Link` header to what follows (RFC 8288), beside what stands there already."""
    query = request.GET.copy()
    query["cursor"] = cursor
    following = f'<{request.path}?{query.urlencode()}>; rel="next"'
    request.api_headers["Link"] = ", ".join(filter(None, (request.api_headers.get("Link"), following)))
