"""By: the least that core must know of whoever acts. `people.Actor` is the full figure."""

from dataclasses import dataclass
from typing import Protocol


class By(Protocol):
    """Who acts: a code ("staff:…", "resident:…", "system"), the department acted for, the session as a hash."""

    @property
    def code(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def session(self) -> str: ...


@dataclass(frozen=True)
class Machine:
    """The house itself at work: jobs, commands, imports."""

    code: str = "system"
    section: str = ""
    session: str = ""


SYSTEM = Machine()
