"""到達: write an application. What `submit` (from a draft) and `take_in` (from paper) have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from madoguchi.city.public import Version
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import new_receipt_number, uuid7
from madoguchi.core.sealing.public import DataKey, new_key
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.cases.actions.visit import book_visits
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.events import ApplicationSubmitted
from madoguchi.engines.cases.models import Application, ApplicationFile, ApplicationSecret, Source
from madoguchi.engines.cases.models.application import answers_context
from madoguchi.engines.cases.reading import department_for
from madoguchi.engines.cases.sealed import digest_of, hide, hide_json
from madoguchi.engines.people.public import Actor

TRIES = 5


@dataclass(frozen=True)
class Secret:
    """A value that was sealed apart when it was typed (個人番号), carried along unopened."""

    path: str
    key: DataKey
    sealed: bytes
    context: str


@dataclass(frozen=True)
class Arrival:
    """What came, from whom, how."""

    version: Version
    answers: Mapping[str, Any]
    source: Source = Source.PORTAL
    account_id: UUID | None = None
    delegation_id: UUID | None = None
    files: Iterable[tuple[str, StoredFile]] = field(default_factory=tuple)
    stamped_on: date | None = None
    stamp_reason: str = ""
    assurance: str = "none"
    helped: bool = False
    electronic_notice: bool = False
    language: str = "ja"
    draft: UUID | None = None
    confirmed: Iterable[str] = ()
    later: Iterable[str] = ()
    secrets: Iterable[Secret] = ()
    arrived_at: datetime | None = None
    """When it had arrived, where that was before it is recorded here: the time stamp of another system."""


def receive(arrival: Arrival, *, by: Actor, at: datetime) -> Application:
    """Seal the answers to the office, give the number, record the event: nothing else, so that it works on the
    public side alone. A draft handed in twice gives the application it gave the first time.
    """
    for _attempt in range(TRIES):
        if arrival.draft and (known := Application.objects.filter(draft=arrival.draft).first()):
            return known
        try:
            with transaction.atomic():
                return write(arrival, by=by, at=at)
        except IntegrityError:
            continue
    raise RuntimeError("no free receipt number in five tries")


def write(arrival: Arrival, *, by: Actor, at: datetime) -> Application:
    definition = arrival.version.definition
    assert isinstance(definition, Procedure)
    application_id = uuid7()
    key = new_key("application", str(application_id), to="office")
    answers = dict(arrival.answers)
    application = Application.objects.create(
        id=application_id,
        number=new_receipt_number(),
        procedure=definition.code,
        version=arrival.version,
        section=department_for(definition, answers, arrival.stamped_on or today(arrival.arrived_at or at)),
        account_id=arrival.account_id,
        delegation_id=arrival.delegation_id,
        key=key,
        sealed_answers=hide_json(key, answers, answers_context(application_id, 1)),
        digest=digest_of(answers),
        source=arrival.source,
        received_at=arrival.arrived_at or at,
        stamped_on=arrival.stamped_on,
        sealed_stamp_reason=hide(key, arrival.stamp_reason, f"cases.stamp:{application_id}"),
        assurance=arrival.assurance,
        helped=arrival.helped,
        electronic_notice=arrival.electronic_notice,
        language=arrival.language,
        draft=arrival.draft,
        confirmed=list(arrival.confirmed),
        later=list(arrival.later),
        submitted_by=by.code,
    )
    ApplicationFile.objects.bulk_create(
        ApplicationFile(application=application, slot=slot, file=file, order=order)
        for order, (slot, file) in enumerate(arrival.files)
    )
    ApplicationSecret.objects.bulk_create(
        ApplicationSecret(application=application, path=one.path, key=one.key, sealed=one.sealed, context=one.context)
        for one in arrival.secrets
    )
    said = ApplicationSubmitted(
        subject=application.id, number=application.number, procedure=definition.code, source=arrival.source.value
    )
    record(said, by=by, at=at, section=application.section)
    if zone_here() is Zone.PUBLIC:
        book_visits(application, at=at)
    return application
