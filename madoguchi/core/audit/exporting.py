"""書出し: what leaves the house as a list carries the number of its export, and the number leads to who took it and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from madoguchi.core.acting import By
from madoguchi.core.audit.noting import note
from madoguchi.core.identifiers.public import new_receipt_number

EXPORT = "export"
"""The kind of subject under which exports are found."""


@dataclass(frozen=True)
class Export:
    """One that is about to leave. `watermark` stands in it, so that a file found anywhere tells where it came from."""

    number: str
    at: datetime
    who: str
    section: str
    count: int | None

    @property
    def watermark(self) -> str:
        said = {
            "number": self.number,
            "at": timezone.localtime(self.at).strftime("%Y-%m-%d %H:%M"),
            "who": " ".join(filter(None, (self.section, self.who))),
        }
        return _("書出し番号 %(number)s、%(at)s、%(who)s。持ち出しは記録されています。") % said


def note_export(
    action: str,
    *,
    by: By,
    at: datetime,
    what: str,
    form: str,
    count: int | None = None,
    query: Mapping[str, Any] | None = None,
    purpose: str = "",
) -> Export:
    """Write down, before the first row leaves, who takes what, in which form and how much of it."""
    number = new_receipt_number()
    data = {"what": what, "form": form, "count": count, **(query or {})}
    note(action, by=by, at=at, subject_kind=EXPORT, subject_id=number, purpose=purpose, data=data)
    return Export(number, at, str(getattr(by, "name", "")) or by.code, by.section, count)
