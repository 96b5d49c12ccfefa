"""What happened to definitions. The subject is "kind/code"."""

from dataclasses import dataclass

from madoguchi.core.events.public import Event


@dataclass(frozen=True)
class DefinitionPublished(Event):
    kind = "city.published"
    subject_kind = "definition"
    version: str
    source: str


@dataclass(frozen=True)
class DefinitionRetired(Event):
    kind = "city.retired"
    subject_kind = "definition"
    source: str
