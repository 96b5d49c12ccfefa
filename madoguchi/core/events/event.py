"""Event: the base of everything that can happen. A room writes one frozen dataclass a kind.

@dataclass(frozen=True)
class CaseDecided(Event):
    kind = "cases.decided"
    subject_kind = "case"
    outcome: str
"""

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID

from pydantic import TypeAdapter

from madoguchi.core.audit.public import only_codes
from madoguchi.core.registry import UnknownKey

_KIND = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\Z")
_CLASSES: dict[str, type["Event"]] = {}
_ADAPTERS: dict[type["Event"], TypeAdapter["Event"]] = {}


@dataclass(frozen=True)
class Event:
    """`kind` is "room.past-tense". Fields are ids, codes, numbers and dates; `subject` is the id of what it happened
    to.
    """

    kind: ClassVar[str] = ""
    subject_kind: ClassVar[str] = ""
    v: ClassVar[int] = 1

    subject: UUID | str

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.__dict__.get("kind"):
            return
        if not _KIND.match(cls.kind) or not cls.subject_kind:
            raise TypeError(f'{cls.__name__}: kind is "room.past-tense", and subject_kind is needed')
        known = _CLASSES.setdefault(cls.kind, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{cls.__name__}: {known.__name__} already has the kind {cls.kind}")
        _CLASSES[cls.kind] = cls

    @classmethod
    def upgrade(cls, data: dict[str, Any], v: int) -> dict[str, Any]:
        """Data of an earlier version, in the shape of today."""
        return data


def class_of(kind: str) -> type[Event]:
    try:
        return _CLASSES[kind]
    except KeyError:
        raise UnknownKey("events", kind, []) from None


def event_classes() -> list[type[Event]]:
    return [_CLASSES[kind] for kind in sorted(_CLASSES)]


def data_of(event: Event) -> dict[str, Any]:
    """What is stored: every field but the subject. Raises NotACode for what must not be written."""
    return {f.name: only_codes(getattr(event, f.name), f"{event.kind}.{f.name}") for f in fields(event) if f.name != "subject"}


def rebuild(kind: str, subject_id: str, data: dict[str, Any], v: int) -> Event:
    """The event as its room wrote it."""
    cls = class_of(kind)
    if v != cls.v:
        data = cls.upgrade(dict(data), v)
    subject: UUID | str = subject_id
    if re.fullmatch(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", subject_id):
        subject = UUID(subject_id)
    return _adapter(cls).validate_python({"subject": subject, **data})


def _adapter(cls: type[Event]) -> TypeAdapter[Event]:
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]
