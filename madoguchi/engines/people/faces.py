"""Faces: which side of the counter a request is at. Each has its own session cookie, bound to its path."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Face:
    name: str
    """portal or desk."""
    kind: str
    """Kind of accounts that sign in here."""
    cookie: str
    path: str
    base: str
    """Template that this side's pages extend."""
    home: str
    urlconf: str | None
    idle: timedelta
    absolute: timedelta
    lasts: bool
    """Whether the cookie outlives the browser window."""

    def holds(self, path: str) -> bool:
        return path.startswith(self.path)


def faces() -> tuple[Face, ...]:
    """From the longest path to the shortest, so that the first that holds a path is its face."""
    portal = Face(
        name="portal",
        kind="resident",
        cookie="mado_portal",
        path="/",
        base="portal/base.html",
        home="/",
        urlconf=None,
        idle=timedelta(minutes=settings.MADO_RESIDENT_IDLE),
        absolute=timedelta(minutes=settings.MADO_RESIDENT_SESSION),
        lasts=True,
    )
    desk = Face(
        name="desk",
        kind="staff",
        cookie="mado_desk",
        path="/desk/",
        base="desk/base.html",
        home="/desk/",
        urlconf=settings.MADO_DESK_URLCONF,
        idle=timedelta(minutes=settings.MADO_STAFF_IDLE),
        absolute=timedelta(minutes=settings.MADO_STAFF_SESSION),
        lasts=False,
    )
    return desk, portal


def face_of(path: str) -> Face:
    return next(face for face in faces() if face.holds(path))


def face_of_request(request: Any) -> Face:
    """The face that the middleware set; the portal for a request that never passed it."""
    found = getattr(request, "face", None)
    return found if isinstance(found, Face) else faces()[-1]
