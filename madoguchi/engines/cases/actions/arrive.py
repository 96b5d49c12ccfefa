"""届いた申請を登録する: what somebody filed through another system (ぴったりサービス, ちば電子申請サービス).

It has arrived already; no fault of the form bars it, and a correction asks for what is missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.city.public import Version
from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import StoredFile
from madoguchi.core.identifiers.public import uuid7
from madoguchi.engines.cases.actions.open_case import open_case
from madoguchi.engines.cases.actions.receive import Arrival, Secret, receive
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models import Application, Case, Source
from madoguchi.engines.cases.signing.content import written_by
from madoguchi.engines.cases.signing.taking import keep_evidence, level_of
from madoguchi.engines.forms.public import effective
from madoguchi.engines.people import public as people


@dataclass(frozen=True)
class Signed:
    """The bytes that were signed, and the CMS over them."""

    content: bytes
    cms: bytes


@dataclass(frozen=True)
class Arrived:
    """What another system took in, and when. `assurance`: what its sign-in is worth here, unless a signature says more."""

    answers: Mapping[str, Any]
    source: Source
    arrived_at: datetime
    files: Iterable[tuple[str, StoredFile]] = ()
    secrets: Iterable[Secret] = ()
    assurance: str = "none"
    electronic_notice: bool = False
    judged: tuple[people.Verdict, bytes] | None = None
    language: str = "ja"
    request: UUID = field(default_factory=uuid7)


def judge_arrived(
    procedure: Procedure, answers: Mapping[str, Any], signed: Signed, *, at: datetime
) -> tuple[people.Verdict, bytes]:
    """The verdict on a signature that came along, and its evidence; without evidence where it is invalid."""
    return people.judge_signature(signed.content, signed.cms, written_by(procedure, answers), at=at)


def arrive(version: Version, what: Arrived, *, by: people.Actor, at: datetime) -> Case:
    """Register it under the day on which it had arrived, and open its case at once. Raises NotPermitted."""
    definition = version.definition
    assert isinstance(definition, Procedure)
    people.authorize(by, "cases.take-in", Application(section=definition.department))
    arrival = Arrival(
        version=version,
        answers=effective(definition, what.answers, today(what.arrived_at)),
        source=what.source,
        files=tuple(what.files),
        secrets=tuple(what.secrets),
        assurance=(level_of(what.judged[0]) if what.judged else "") or what.assurance,
        electronic_notice=what.electronic_notice,
        language=what.language,
        arrived_at=what.arrived_at,
    )
    with transaction.atomic():
        application = receive(arrival, by=by, at=at)
        if what.judged:
            keep_evidence(application, what.request, *what.judged, by=by, at=at)
        return open_case(application, by=by, at=at)
