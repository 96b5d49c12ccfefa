"""案件とする: the office's side of an application. Once for each, whoever calls."""

from datetime import datetime

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.identifiers.public import uuid7
from madoguchi.engines.cases.actions.link import link_by_answers
from madoguchi.engines.cases.events import CaseOpened
from madoguchi.engines.cases.filings import keep_filing
from madoguchi.engines.cases.models import Application, Case
from madoguchi.engines.cases.reading import applicant_of
from madoguchi.engines.cases.runs.answering import join_by_itself
from madoguchi.engines.cases.sealed import hide
from madoguchi.engines.cases.search.keys import index_case
from madoguchi.engines.cases.standing import keep_first_standing
from madoguchi.engines.people.public import Actor


def open_case(application: Application, *, by: Actor, at: datetime) -> Case:
    """The case of an application, opened now or before."""
    known = Case.objects.filter(application=application).first()
    if known:
        return known
    try:
        with transaction.atomic():
            return write(application, by=by, at=at)
    except IntegrityError:
        return Case.objects.get(application=application)


def write(application: Application, *, by: Actor, at: datetime) -> Case:
    case_id = uuid7()
    who = applicant_of(application.definition, application.answers)
    case = Case.objects.create(
        id=case_id,
        application=application,
        number=application.number,
        procedure=application.procedure,
        version=application.version,
        section=application.section,
        account_id=application.account_id,
        key=application.key,
        sealed_applicant=hide(application.key, who.name, f"cases.applicant:{case_id}"),
        source=application.source,
        received_on=application.stamped_on or today(application.received_at),
        opened_at=at,
    )
    index_case(case, who)
    keep_filing(case)
    keep_first_standing(case)
    join_by_itself(case, who, at=at)
    said = CaseOpened(
        subject=case.id,
        number=case.number,
        procedure=case.procedure,
        application=str(application.id),
        source=str(case.source),
        received_on=case.received_on,
    )
    record(said, by=by, at=at, section=case.section)
    link_by_answers(case, at=at)
    return case
