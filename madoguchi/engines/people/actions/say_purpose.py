"""目的を言う: what the looks of this session at the registers are for; once a task, with a reference, written down."""

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core.audit.public import note
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import to_halfwidth
from madoguchi.engines.people import sessions
from madoguchi.engines.people.actor import Actor
from madoguchi.engines.people.purposes import PURPOSES, TASKS

REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,29}")


class NoSuchPurpose(Refused):
    code, message = "no-such-purpose", _("目的を選んでください。")


class ReferenceMissing(Refused):
    code, message = "reference-missing", _("照会文書の番号を、英数字と - で書いてください。")


class BadReference(Refused):
    code, message = "bad-reference", _("番号は、英数字と - で30文字までです。氏名などは書かないでください。")


def say_purpose(session: Any, task: str, purpose: str, reference: str = "", *, by: Actor, at: datetime) -> None:
    """Raises NoSuchPurpose, ReferenceMissing (a look that may be withheld names the inquiry), BadReference."""
    if purpose not in TASKS.get(task, ()):
        raise NoSuchPurpose
    given = to_halfwidth(reference).strip()
    if PURPOSES.get(purpose).asked_only and not given:
        raise ReferenceMissing
    if given and (not REFERENCE.fullmatch(given) or re.fullmatch(r"[0-9-]{10,}", given)):
        raise BadReference
    sessions.note_purpose(session, task, purpose)
    data = {"task": task, "reference": given}
    note("people.purpose-said", by=by, at=at, subject_kind="session", subject_id=by.session, purpose=purpose, data=data)
