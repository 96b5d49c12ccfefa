"""満了の案内: say before a grant ends that it ends. Once a term, by the means that the person chose; no more once it is being
renewed.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from madoguchi.city.public import Version, current
from madoguchi.core.calendar.public import to_wareki, today
from madoguchi.core.events.public import record
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.cases.actions.notify import recipient
from madoguchi.engines.cases.content import basis_of
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.events import ExpiryReminded
from madoguchi.engines.cases.models import Application, Decision, ExpiryReminder
from madoguchi.engines.cases.reading import Person, applicant_of
from madoguchi.engines.documents import public as documents
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.public import SYSTEM, contact_of

log = logging.getLogger("madoguchi.cases")
WORDING = "validity-ends"
LETTER = "letter"


def remind_of_expiry(at: datetime) -> int:
    """Everybody whose grant ends soon; how many were reminded now. One that fails stops no other."""
    reminded = 0
    for decision, days in ending_soon(today(at)):
        try:
            with transaction.atomic():
                reminded += remind(decision, days, at=at)
        except IntegrityError:
            continue  # another worker was first
        except Unreadable:
            log.warning("no reminder for decision %s: its key is gone", decision.pk)
        except Exception:
            log.exception("no reminder for decision %s", decision.pk)
    return reminded


def ending_soon(day: date) -> Iterator[tuple[Decision, int]]:
    """Grants in force that end within a term of their procedure, with the nearest term that has begun. Missed terms are not
    made up for.
    """
    running = Decision.objects.filter(expires_on__gte=day, revised_by=None)
    for pk in running.values_list("case__version", flat=True).distinct():
        procedure = Version.objects.get(pk=pk).definition
        validity = procedure.validity if isinstance(procedure, Procedure) else None
        if validity is None or not validity.remind:
            continue
        due = running.filter(case__version=pk, expires_on__lte=day + timedelta(days=max(validity.remind)))
        due = due.exclude(case__followed_by__case__procedure=validity.renew or "")
        renewed = Application.objects.filter(
            procedure=validity.renew or "", account=OuterRef("case__account"), received_at__gt=OuterRef("decided_at")
        )
        due = due.exclude(Exists(renewed)).select_related("case__key", "case__application__key", "case__version", "case__account")
        for decision in due.order_by("expires_on", "pk").iterator(chunk_size=200):
            assert decision.expires_on
            left = (decision.expires_on - day).days
            term = min(days for days in validity.remind if days >= left)
            if not ExpiryReminder.objects.filter(decision=decision, days=term).exists():
                yield decision, term


def remind(decision: Decision, days: int, *, at: datetime) -> int:
    """One reminder with its row. Raises IntegrityError when it went out meanwhile."""
    case: Any = decision.case
    kept = ExpiryReminder(decision=decision, days=days, at=at)
    who = applicant_of(case.definition, basis_of(case).answers)
    key = f"expiry:{decision.pk}:{days}"
    means = means_for(case, who)
    if means == LETTER:
        delivery = by_letter(decision, who, key, at=at)
    elif means:
        to = case.account or messages.Contact(who.mail, case.application.language)
        delivery = messages.tell(
            to,
            WORDING,
            {"link": ["application", case.number]},
            key=key,
            section=case.section,
            channel=means,
            by=SYSTEM,
            at=at,
        )
    else:
        delivery = None
    kept.means, kept.delivery = (means, delivery.pk) if delivery else ("", None)
    kept.save(force_insert=True)
    if delivery:
        record(ExpiryReminded(subject=case.id, number=case.number, days=days), by=SYSTEM, at=at, section=case.section)
    return 1 if delivery else 0


def means_for(case: Any, who: Person) -> str:
    """The means that the person chose, where it is connected and can be used without a document; else mail, else a letter."""
    if case.account is not None:
        card = contact_of(case.account)
        chosen = card.channel
        if chosen != LETTER and chosen in messages.CHANNELS and not messages.CHANNELS.get(chosen).unavailable():
            return chosen if chosen != "mail" or card.mail else (LETTER if who.lines else "")
        return LETTER if who.lines else ("mail" if card.mail else "")
    if who.mail:
        return "mail"
    return LETTER if who.lines else ""


def by_letter(decision: Decision, who: Person, key: str, *, at: datetime) -> messages.Delivery | None:
    """A letter with the city's wording `validity-ends`; None, said aloud, where it has none or a name can't be printed."""
    case: Any = decision.case
    if current("notice", WORDING) is None:
        log.warning("no reminder by letter: notices/%s.yaml is missing", WORDING)
        return None
    made = documents.issue_or_wait(
        WORDING,
        {
            "number": case.number,
            "recipient": {"name": who.name, "kana": who.kana, "postcode": who.postcode, "lines": list(who.lines)},
            "procedure": str(case.definition.title.ja),
            "law": str(case.definition.law.ja),
            "received_on_words": to_wareki(case.received_on),
            "decided_on_words": to_wareki(decision.decided_on),
            "outcome": "",
            "reason": "",
            "revises": "",
            "values": {"until": to_wareki(decision.expires_on), "next": next_step(case)} if decision.expires_on else {},
        },
        section=case.section,
        title=str(case.definition.title.ja),
        subject_kind="case",
        subject_id=case.id,
        key=case.key,
        by=SYSTEM,
        at=at,
    )
    if isinstance(made, documents.NameIssue):
        return None
    notice = messages.notify(
        recipient(case, who),
        key=key,
        kind=WORDING,
        title=made.title,
        section=case.section,
        subject_kind="case",
        subject_id=case.id,
        document_id=made.id,
        file=made.file,
        channels=(LETTER,),
        data_key=case.key,
        by=SYSTEM,
        at=at,
    )
    return notice.deliveries.get()


def next_step(case: Any) -> str:
    """The name of the procedure by which it is renewed."""
    renew = case.definition.validity.renew if case.definition.validity else None
    version = current("procedure", renew) if renew else None
    return str(version.definition.title.ja) if version else ""
