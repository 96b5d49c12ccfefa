"""By: the least that core must know of whoever acts. `people.Actor` is the full figure."""

from dataclasses import dataclass
from typing import Protocol


class By(Protocol):
    """Who acts: a code ("staff:…", "resident:…", "system"), the department acted for, the session as a hash.

    One who acts for somebody else (代理) also has `on_behalf_of`, the code of the represented; see `behalf_of`.
    """

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


def behalf_of(by: By) -> str:
    """The code of whom it is done for, where that is not who acts; else nothing."""
    return str(getattr(by, "on_behalf_of", ""))
