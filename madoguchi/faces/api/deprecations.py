"""What will be taken away: marked half a year before, in the description and in each answer.

    @router.get("/old", …)
    @open_to("anyone")
    @deprecated(since=date(2027, 4, 1), sunset=date(2027, 10, 1), instead="/api/v1/new")

A field: `Field(deprecated=True, json_schema_extra={"x-sunset": "2027-10-01"})`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.http import http_date

NOTICE = timedelta(days=183)
POLICY = "/api/v1/docs/"
TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Deprecation:
    """From `sunset` on it may be gone. `instead`: what to ask now."""

    since: date
    sunset: date
    instead: str = ""

    def __post_init__(self) -> None:
        if self.sunset - self.since < NOTICE:
            raise ValueError(f"{self.since} to {self.sunset}: what is taken away is announced {NOTICE.days} days before")

    def headers(self) -> dict[str, str]:
        """RFC 9745 and RFC 8594."""
        links = [f'<{POLICY}>; rel="deprecation"'] + ([f'<{self.instead}>; rel="successor-version"'] if self.instead else [])
        return {"Deprecation": f"@{_seconds(self.since)}", "Sunset": http_date(_seconds(self.sunset)), "Link": ", ".join(links)}


def deprecated(*, since: date, sunset: date, instead: str = "") -> Callable[[Any], Any]:
    """Mark an operation; below `open_to`, which keeps the mark."""
    found = Deprecation(since, sunset, instead)

    def mark(view: Any) -> Any:
        @wraps(view)
        def marked(request: Any, *args: Any, **kwargs: Any) -> Any:
            request.api_headers |= found.headers()
            return view(request, *args, **kwargs)

        marked.mado_deprecation = found  # type: ignore[attr-defined]
        return marked

    return mark


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), TOKYO).timestamp())
