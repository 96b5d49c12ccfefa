"""Questions to the published definitions. A process believes for FRESH seconds what it read of a whole kind, so that a page
does not ask the database for the city's telephone number again; inside a transaction the database is always asked.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import connection

from madoguchi.city.definitions.calendar import Calendar
from madoguchi.city.definitions.city import CityInfo
from madoguchi.city.definitions.department import Department
from madoguchi.city.definitions.hours import Hours
from madoguchi.city.models import Change, Publication, Version
from madoguchi.city.models.version import without_text
from madoguchi.city.reading import is_read
from madoguchi.city.roots import Definition, kind_of
from madoguchi.core.calendar.public import ClosedDays

D = TypeVar("D", bound=Definition)
FRESH = 2.0
"""Seconds until another process shows what was published here."""
_KEPT: dict[str, tuple[float, dict[str, Version]]] = {}
_BY_KEY: dict[int, Version] = {}
_BY_ROW: dict[tuple[Any, ...], Version] = {}
_AT_ONE_MOMENT: ContextVar[dict[tuple[str, ...], Any] | None] = ContextVar("at_one_moment", default=None)
_PUBLISHED = 0


class NotDefined(LookupError):
    """No such definition is in force."""

    def __init__(self, kind: str, code: str = "") -> None:
        self.kind, self.code = kind, code
        super().__init__(
            f"公開中の定義がありません: {kind} {code}（madoguchi city load で読み込みます）"
            f" / no {kind} {code} in force (madoguchi city load reads it)"
        )


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Within, what is in force is read once: for a batch of alike deeds in one transaction."""
    token = _AT_ONE_MOMENT.set({})
    try:
        yield
    finally:
        _AT_ONE_MOMENT.reset(token)


def current(kind: str, code: str) -> Version | None:
    """The version in force, or None."""
    read = _AT_ONE_MOMENT.get()
    if read is None:
        return _current(kind, code)
    if (kind, code) not in read:
        read[kind, code] = _current(kind, code)
    found: Version | None = read[kind, code]
    return found


def _current(kind: str, code: str) -> Version | None:
    """By its row as it stands now, and never by its key alone: after a rollback the next version may get the same."""
    with connection.cursor() as cursor:
        cursor.execute(_question(connection.vendor), (kind, code))
        row = cursor.fetchone()
    if row is None:
        return None
    found = _BY_ROW.get(row)
    if found is None:
        found = Version.from_db(connection.alias, _READ, row[: len(_READ)])
        _keep(_BY_ROW, row, found)
    return found


_READ = ("id", "kind", "code", "sha256", "source", "by")
"""As the database gives them. `published_at` is read by who asks for it; here it only tells versions apart."""


@cache
def _question(vendor: str) -> str:
    """What `_current` asks, put into words once: that takes twenty times as long as the answer."""
    names = [f"version__{name}" for name in (*_READ, "published_at")]
    rows = Publication.objects.in_force().filter(kind="").filter(code="").values_list(*names)
    question: str = rows.query.sql_with_params()[0]
    return question


def _keep(known: dict[Any, Version], key: Any, version: Version) -> None:
    if len(known) >= 4000:
        known.clear()
    known[key] = version


def current_all(kind: str) -> list[Version]:
    """Every version in force of a kind, by code."""
    return list(_in_force(kind).values())


def _in_force(kind: str) -> dict[str, Version]:
    read = _AT_ONE_MOMENT.get()
    if read is not None:
        if (kind,) not in read:
            read[(kind,)] = _read(kind)
        found: dict[str, Version] = read[(kind,)]
        return found
    kept = _KEPT.get(kind)
    if connection.in_atomic_block:
        return _read(kind)
    if kept is None or time.monotonic() - kept[0] > FRESH:
        kept = _KEPT[kind] = time.monotonic(), _read(kind)
    return kept[1]


def _read(kind: str) -> dict[str, Version]:
    rows = Publication.objects.in_force().filter(kind=kind).order_by("code").select_related("version")
    versions = [row.version for row in rows.defer(*without_text())]
    unread = {version.pk: version for version in versions if not is_read(version)}
    if unread:
        for pk, text in Version.objects.filter(pk__in=unread).values_list("pk", "canonical"):
            unread[pk].canonical = text
    return {version.code: version for version in versions}


def digests(kinds: Sequence[str]) -> list[str]:
    """The digests of all that is in force of these kinds, sorted: who keeps what it made of them sees by this that it still holds.
    They are of the content, for the numbers of rows come back after a rollback. Within a transaction one query.
    """
    if connection.in_atomic_block and _AT_ONE_MOMENT.get() is None:
        found = Publication.objects.in_force().filter(kind__in=kinds).values_list("version__sha256", flat=True)
        return sorted(found)
    return sorted(version.sha256 for kind in kinds for version in current_all(kind))


def forget() -> None:
    """After definitions were published by this process."""
    global _PUBLISHED
    _PUBLISHED += 1
    _KEPT.clear()
    _BY_KEY.clear()


def publications_seen() -> int:
    """Rises whenever this process publishes: whoever keeps what it made of definitions looks again."""
    return _PUBLISHED


def written_all(kind: str) -> list[dict[str, Any]]:
    """Every definition in force of a kind as its author wrote it, by code. One query."""
    rows = Publication.objects.in_force().filter(kind=kind).order_by("code").select_related("version")
    return [row.version.written for row in rows]


def first_published(kind: str, code: str) -> datetime | None:
    """When a definition first came into force here."""
    return Change.objects.filter(publication__kind=kind, publication__code=code).order_by("id").values_list("at", flat=True).first()


def version_of(kind: str, code: str, sha256: str) -> Version | None:
    """The version that a case was pinned to."""
    return Version.objects.filter(kind=kind, code=code, sha256=sha256).first()


def version_by_key(key: int) -> Version:
    """A version by its key in the database. It never changes, so that a process asks for it once; within a transaction, which may
    still take it back, each time. Raises Version.DoesNotExist.
    """
    found = _BY_KEY.get(key)
    if found is None:
        found = Version.objects.defer("canonical", "canonical_written").get(pk=key)
        if not connection.in_atomic_block:
            _keep(_BY_KEY, key, found)
    return found


def defined(model: type[D], code: str) -> D:
    """The definition in force, as its model. Raises NotDefined."""
    kind = kind_of(model)
    version = current(kind, code) if connection.in_atomic_block else _in_force(kind).get(code)
    if version is None or not isinstance(version.definition, model):
        raise NotDefined(kind, code)
    return version.definition


def all_defined(model: type[D]) -> list[D]:
    """All definitions in force of a model, by code."""
    versions = current_all(kind_of(model))
    return [version.definition for version in versions if isinstance(version.definition, model)]


def city() -> CityInfo:
    """The city itself: name, address, telephone, hours. Raises NotDefined before the first load."""
    for found in all_defined(CityInfo):
        return found
    raise NotDefined("city")


def departments(on: date | None = None) -> list[Department]:
    """All departments, or those that exist on that day."""
    return [one for one in all_defined(Department) if on is None or one.exists_on(on)]


def department(code: str) -> Department:
    """Raises NotDefined."""
    return defined(Department, code)


def closed_days(calendar: str = "city") -> ClosedDays:
    """Days on which the offices of that calendar are closed."""
    return defined(Calendar, calendar).closed_days()


def hours_on(day: date, department: str = "") -> Hours | None:
    """Opening hours of that day at the city hall, or at a department's counter; None when closed."""
    calendar = defined(Department, department).calendar if department else "city"
    return defined(Calendar, calendar).hours_on(day, department)
