"""知らせる: a notice with the city's wording that tells of no decision, by the way that the person chose."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import to_wareki
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.notify import recipient, wants_electronic
from madoguchi.engines.cases.models import Case
from madoguchi.engines.cases.protection import is_protected
from madoguchi.engines.cases.queries import answers_of
from madoguchi.engines.cases.reading import applicant_of
from madoguchi.engines.documents import public as documents
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.public import SYSTEM


class Protected(Refused):
    code, message = "under-protection", _("支援措置を受けている方です。届け先を本人に確かめて、職員が知らせてください。")


class NoWayToTell(Refused):
    code, message = "no-way-to-tell", _("届け先が分からないか、宛名の字が印刷できません。職員が知らせてください。")


def inform(case: Case, wording: str, values: Mapping[str, str], *, key: str, at: datetime) -> str:
    """On the portal where notices are wanted there, else by letter; which of them. Once for its key.

    Raises Protected (nothing is sent by itself to whom somebody may be looking for), NoWayToTell, Unreadable, NoWording.
    """
    held: Any = Case.objects.annotate(protected=is_protected()).select_related("key", "application__key", "account").get(pk=case.pk)
    if held.protected:
        raise Protected
    answers = answers_of(held.application)
    who = applicant_of(held.definition, answers)
    electronic = wants_electronic(held, answers)
    if not electronic and not who.lines:
        raise NoWayToTell
    made = documents.issue_or_wait(
        wording,
        {
            "number": held.number,
            "recipient": {"name": who.name, "kana": who.kana, "postcode": who.postcode, "lines": list(who.lines)},
            "procedure": held.definition.title.ja,
            "law": held.definition.law.ja,
            "received_on_words": to_wareki(held.received_on),
            "decided_on_words": "",
            "outcome": "",
            "reason": "",
            "revises": "",
            "values": dict(values),
        },
        section=held.section,
        title=held.definition.title.ja,
        subject_kind="case",
        subject_id=held.id,
        key=held.key,
        by=SYSTEM,
        at=at,
    )
    if isinstance(made, documents.NameIssue):
        raise NoWayToTell
    way = "portal" if electronic else "letter"
    messages.notify(
        recipient(held, who),
        key=key,
        kind=wording,
        title=made.title,
        section=held.section,
        subject_kind="case",
        subject_id=held.id,
        document_id=made.id,
        file=made.file,
        channels=(way,),
        data_key=held.key,
        by=SYSTEM,
        at=at,
    )
    return way
