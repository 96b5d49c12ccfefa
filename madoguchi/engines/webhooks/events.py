"""What happened to the addresses at which other systems are told."""

from dataclasses import dataclass, field
from typing import ClassVar

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class HookMade(Event):
    kind: ClassVar[str] = "webhooks.hook-made"
    subject_kind: ClassVar[str] = "hook"
    machine: str = ""
    kinds: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class HookPaused(Event):
    kind: ClassVar[str] = "webhooks.hook-paused"
    subject_kind: ClassVar[str] = "hook"
    why: str = ""


@dataclass(frozen=True)
class HookResumed(Event):
    kind: ClassVar[str] = "webhooks.hook-resumed"
    subject_kind: ClassVar[str] = "hook"


@dataclass(frozen=True)
class HookEnded(Event):
    kind: ClassVar[str] = "webhooks.hook-ended"
    subject_kind: ClassVar[str] = "hook"


@dataclass(frozen=True)
class SecretRenewed(Event):
    kind: ClassVar[str] = "webhooks.secret-renewed"
    subject_kind: ClassVar[str] = "hook"


@dataclass(frozen=True)
class SentAgain(Event):
    kind: ClassVar[str] = "webhooks.sent-again"
    subject_kind: ClassVar[str] = "hook"
    sending: str = ""
