"""流れ: what another room says its events mean. Registered from its `AppConfig.ready()`; read here, and nowhere coded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.utils.functional import Promise

from madoguchi.core.events.public import Event, StoredEvent, subscribe
from madoguchi.core.registry import Registry
from madoguchi.core.zones import Zone

Words = str | Promise


@dataclass(frozen=True)
class Step:
    """工程: where a case lies for some days. `whose`: with whom. `works`: somebody has it in hand; else it waits."""

    code: str
    label: Words
    meaning: Words
    whose: str = "city"
    works: bool = False
    after: bool = False
    """After the answer: the promise is kept or broken before."""

    def __post_init__(self) -> None:
        if self.whose not in {"city", "applicant"}:
            raise ValueError(f"{self.code}: whose is city or applicant")


class Effect(StrEnum):
    """What an event does to the way of a case."""

    BEGIN = "begin"
    MOVE = "move"
    ASIDE = "aside"
    """To a step from which BACK leads back to where it was."""
    BACK = "back"
    HAND_OVER = "hand-over"
    """To another department; what passed before is no longer told apart."""
    STAY = "stay"
    ANSWER = "answer"
    LEAVE = "leave"
    """It will end without an answer of this house."""
    END = "end"


@dataclass(frozen=True)
class Move:
    """An event's effect. `to`: the step into which it leads. `counts`: what is counted by it (asked, sent_back). `when`: only with
    these values in its data."""

    event: type[Event]
    effect: Effect
    to: str = ""
    counts: str = ""
    when: Mapping[str, str] = field(default_factory=dict)
    answered_only: bool = False
    """Leads nowhere before the answer."""

    def fits(self, data: Mapping[str, object]) -> bool:
        return all(data.get(name) == value for name, value in self.when.items())


@dataclass(frozen=True)
class Process:
    """`objects`: fields of events that name other things, and their types (for the object-centric log). `others`: kinds of events
    that belong in the log but move nothing. `first`: the step from arrival until the event that begins; `elsewhere`: days in a
    department that had it before."""

    code: str
    label: Words
    subject_kind: str
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    first: str
    elsewhere: str
    objects: Mapping[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    """Types of which one may belong to many cases."""
    others: tuple[type[Event], ...] = ()
    origin: str = ""
    """The type (and field of the beginning event) of what the case came from; its events belong in the log."""
    told: tuple[str, ...] = ()
    """Fields of events that leave the house in a log. What is not named here stays: numbers that people know, who acted."""

    @cached_property
    def moves_of(self) -> dict[str, list[Move]]:
        found: dict[str, list[Move]] = {}
        for move in self.moves:
            found.setdefault(move.event.kind, []).append(move)
        return found

    @cached_property
    def kinds(self) -> list[str]:
        return sorted(self.moves_of)

    @cached_property
    def logged(self) -> list[str]:
        return sorted({*self.moves_of, *(event.kind for event in self.others)})

    @cached_property
    def step(self) -> dict[str, Step]:
        return {step.code: step for step in self.steps}

    def move_for(self, kind: str, data: Mapping[str, object]) -> Move | None:
        """The first that fits, from those with conditions to those without."""
        fitting = [move for move in self.moves_of.get(kind, []) if move.fits(data)]
        return max(fitting, key=lambda move: len(move.when)) if fitting else None


PROCESSES: Registry[Process] = Registry("processes")


def register_process(process: Process) -> None:
    """From now on every event of the process keeps the way of its case and the facts in step."""
    unknown = {move.to for move in process.moves if move.to} | {process.first, process.elsewhere}
    if unknown - set(process.step):
        raise ValueError(f"{process.code}: no step {', '.join(sorted(unknown - set(process.step)))}")
    PROCESSES.register(process.code, process)
    classes = tuple({move.event.kind: move.event for move in process.moves}.values())

    def follow(event: Event, stored: StoredEvent) -> None:
        from madoguchi.engines.insight.flow.counting import refresh

        refresh(process, stored.subject_id)

    subscribe(*classes, name=f"insight.flow-{process.code}", zone=Zone.OFFICE)(follow)
