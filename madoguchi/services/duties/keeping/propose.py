"""廃棄の伺い: one person proposes which cases are disposed of; another, who holds the office, answers."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import Actor
from madoguchi.services.duties.events import DisposalProposed
from madoguchi.services.duties.models import Disposal, DisposalList, Preservation
from madoguchi.services.duties.rules import requests_of_people, sections_for

SUBJECT = "disposal"
MOST = 500


class NothingChosen(Refused):
    code, message = "nothing-to-dispose", _("廃棄する案件を選んでください。")


class TooMany(Refused):
    code, message = "too-many-to-dispose", _("一度に伺えるのは{most}件までです。")


class NotDueAnyMore(Refused):
    code, message = (
        "not-due-any-more",
        _("選んだ案件の中に、いま廃棄できないものがあります（{numbers}）。一覧を開き直してください。"),
    )


class SeveralSections(Refused):
    code, message = "disposal-of-several-sections", _("所属ごとに伺ってください。")


def due(by: Actor, at: datetime, *, section: str = "") -> QuerySet[cases.Case]:
    """What is due in the sections that this person may see, without what is held, asked for, or already proposed."""
    rows = cases.due_for_disposal(today(at)).filter(~Exists(held()), ~Exists(asked()), ~Exists(proposed()))
    sections = sections_for(by, "duties.see")
    if by.kind != "system" and sections is not None:
        rows = rows.filter(section__in=sections)
    return rows.filter(section=section) if section else rows


def held() -> QuerySet[Preservation]:
    return Preservation.objects.open().filter(case=OuterRef("pk"))


def asked() -> QuerySet[Any]:
    """A request for their data that runs for the account of the case."""
    return cases.Standing.objects.filter(procedure__in=requests_of_people(), case__account=OuterRef("account"))


def proposed() -> QuerySet[Disposal]:
    return Disposal.objects.filter(case=OuterRef("pk"), left_out_at=None)


def propose(numbers: Sequence[str], *, reason: str = "", token: str, by: Actor, at: datetime) -> DisposalList:
    """Ask for the agreement to dispose of these cases of one section. The same token gives the list that it gave before.

    Raises NotPermitted, NothingChosen, TooMany, SeveralSections, NotDueAnyMore.
    """
    mine = DisposalList.objects.filter(proposed_by=by.code, token=token)
    if known := mine.first():
        return known
    wanted = sorted(set(numbers))
    if not wanted:
        raise NothingChosen
    if len(wanted) > MOST:
        raise TooMany(most=MOST)
    found = list(due(by, at).filter(number__in=wanted).select_related("version", "key", "application__key").order_by("number"))
    if missing := sorted(set(wanted) - {one.number for one in found}):
        raise NotDueAnyMore(numbers="、".join(missing[:5]))
    sections = [section for section, _rows in groupby(sorted(one.section for one in found))]
    if len(sections) > 1:
        raise SeveralSections
    if sections[0] not in by.sections_with("duties.dispose"):
        raise NotPermitted
    try:
        return write(found, sections[0], reason.strip(), token, by=by, at=at)
    except IntegrityError:
        if known := mine.first():
            return known
        raise NotDueAnyMore(numbers="―") from None


@transaction.atomic
def write(found: Sequence[cases.Case], section: str, reason: str, token: str, *, by: Actor, at: datetime) -> DisposalList:
    made = DisposalList(token=token, section=section, proposed_by=by.code, proposed_at=at)
    asked_for = approvals.request_approval(
        SUBJECT, made.id, title=f"{SUBJECT}:{len(found)}", section=section, reason=reason, by=by, at=at
    )
    made.approval = asked_for.id
    made.save(force_insert=True)
    Disposal.objects.bulk_create([line(one, made) for one in found])
    record(DisposalProposed(subject=made.id, cases=len(found)), by=by, at=at, section=section)
    return made


def line(case: cases.Case, made: DisposalList) -> Disposal:
    assert case.closed_on
    assert case.kept_until
    return Disposal(
        list=made,
        case=case,
        section=case.section,
        number=case.number,
        procedure=case.procedure,
        title=case.definition.title.ja[:200],
        years=case.definition.retention,
        received_on=case.received_on,
        closed_on=case.closed_on,
        kept_until=case.kept_until,
        digest=cases.digest_of_sealed(case),
        proposed_by=made.proposed_by,
        proposed_at=made.proposed_at,
    )


def withdraw(made: DisposalList, *, by: Actor, at: datetime) -> None:
    """Take one's own list back before it is answered. Raises NotPermitted, AlreadyAnswered."""
    approvals.withdraw(approvals.Approval.objects.get(pk=str(made.approval)), by=by, at=at)
