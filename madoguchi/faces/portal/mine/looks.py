"""閲覧の記録: which section looked at the person's case, when, for what purpose. Never who: that is for the auditors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from madoguchi.core.audit.public import entries_of
from madoguchi.engines.people.public import PURPOSES


@dataclass(frozen=True)
class ShownLook:
    at: datetime
    section: str
    purpose: Any


def looks_at(case_id: UUID) -> list[ShownLook]:
    """The looks of staff at a case, the newest first."""
    found = []
    for entry in entries_of("case", case_id):
        if entry.action == "looked" and entry.by.startswith("staff:"):
            label = PURPOSES.get(entry.purpose).label if entry.purpose in PURPOSES else entry.purpose
            found.append(ShownLook(entry.at, entry.section, label))
    return found
