"""通知: make the document, give the notice, once. Paper, unless the person has asked for it electronically."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import at_one_moment
from madoguchi.core.events.public import record
from madoguchi.core.gathering import gathered
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.guards import NotDecidedYet, lock
from madoguchi.engines.cases.actions.paper import Paper, paper_of
from madoguchi.engines.cases.events import CaseNotified, NoticeWaits
from madoguchi.engines.cases.models import Case, Decision, Notification, Outcome, Revision
from madoguchi.engines.cases.models.case import all_with_steps
from madoguchi.engines.cases.reading import Person
from madoguchi.engines.cases.standing import keep_standing, keep_standings
from madoguchi.engines.documents import public as documents
from madoguchi.engines.forms.public import holds, walk
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.public import SYSTEM, Account, Actor, authorize, contact_of

TOGETHER = 16
"""Notices a transaction: what others who write wait for is the making of so many."""


class NothingToNotify(Refused):
    code, message = "nothing-to-notify", _("通知していない決定は、ありません。")


@transaction.atomic
def notify(case: Case, *, by: Actor, at: datetime) -> list[Notification]:
    """Give every notice that is still due: what the house does by itself after a decision, and a person once a name
    can be printed.

    Raises NotPermitted, NotDecidedYet, NothingToNotify.
    """
    authorize(by, "cases.notify", case)
    held = lock(case)
    due = Notification.objects.select_for_update(of=("self",)).filter(case=held, given_at=None)
    waiting = list(due.select_related("decision__revises", "extension", "transfer").order_by("requested_at"))
    if not waiting:
        raise NothingToNotify if held.decided or held.transferred else NotDecidedYet
    for notification in waiting:
        give_notice(held, notification, by=by, at=at)
    keep_standing(held)
    return waiting


@transaction.atomic
def notify_together(case: Case, *, by: Actor, at: datetime) -> int:
    """Give the notice of this case's decision, and with it those of others of its section that wait as well: numbers in a
    row, rows written together, all in one transaction. How many were given.

    Decisions come by the hundred, and each calls for its notice by an event of its own; whichever comes first takes some of
    the others along, and theirs find nothing left to do. Those that another worker holds are left to it. Raises
    MissingGlyph, IntegrityError: then nothing was given, and each case is notified by itself.
    """
    Case.objects.select_for_update().only("pk").get(pk=case.pk)
    authorize(by, "cases.notify", case)
    waiting = Notification.objects.filter(given_at=None, waits_for="", decision__isnull=False)
    near = waiting.filter(case__section=case.section).exclude(case=case).order_by("requested_at")
    others = near.select_for_update(of=("case",), skip_locked=True).select_related("case").only("case__id")
    chosen = [case.pk, *(one.case_id for one in others[: TOGETHER - 1])]
    found = waiting.filter(case__in=chosen).select_related("decision").prefetch_related("decision__grants").order_by("pk")
    due = [one for one in found if one.decision and one.decision.revises_id is None]
    held = {one.pk: one for one in brought(sorted({one.case_id for one in due}))}
    with at_one_moment(), gathered():
        papers = [paper_of(held[one.case_id], one) for one in due]
        orders = [order_of(held[one.case_id], one, paper) for one, paper in zip(due, papers, strict=True)]
        for one, paper, made in zip(due, papers, documents.issue_all(orders, by=by, at=at), strict=True):
            tell(held[one.case_id], one, paper, made, by=by, at=at)
    Notification.objects.bulk_update(due, TOLD)
    with at_one_moment():
        keep_standings(list(held))
    return len(due)


def brought(ids: list[Any]) -> list[Any]:
    """The cases with what their notices are made of, in few queries however many there are."""
    newest = Prefetch("application__revisions", Revision.objects.select_related("key").order_by("-number"), "revisions_brought")
    rows = all_with_steps().select_related("key", "application__key", "account").prefetch_related(newest)
    return list(rows.filter(pk__in=ids).order_by("pk"))


def order_of(case: Any, notification: Notification, paper: Paper) -> documents.Order:
    return documents.Order(
        notification.notice_code, paper.data, case.section, title_of(case), subject_kind="case", subject_id=case.id, key=case.key
    )


def give_notice(case: Any, notification: Notification, *, by: Actor, at: datetime) -> None:
    paper = paper_of(case, notification)
    made = documents.issue_or_wait(
        notification.notice_code,
        paper.data,
        section=case.section,
        title=title_of(case),
        subject_kind="case",
        subject_id=case.id,
        key=case.key,
        by=by,
        at=at,
    )
    if isinstance(made, documents.NameIssue):
        wait_for_names(case, notification, made, by=by, at=at)
        return
    tell(case, notification, paper, made, by=by, at=at)
    notification.save()
    if notification.decision:
        take_back_earlier(notification.decision, made, at=at)


TOLD = ["document", "notice", "electronic", "given_at", "waits_for", "missing"]
"""What `tell` writes into a notification; whoever calls it saves them."""


def tell(case: Any, notification: Notification, paper: Paper, made: documents.Document, *, by: Actor, at: datetime) -> None:
    """The document goes its way to the person."""
    electronic = wants_electronic(case, paper.answers)
    notice = messages.notify(
        recipient(case, paper.who),
        key=paper.about,
        kind=notification.notice_code,
        title=made.title,
        section=case.section,
        subject_kind="case",
        subject_id=case.id,
        document_id=made.id,
        file=made.file,
        channels=("portal",) if electronic else ("letter",),
        data_key=case.key,
        by=SYSTEM,
        at=at,
    )
    notification.document, notification.notice = made.id, notice.id
    notification.electronic, notification.given_at = electronic, at
    notification.waits_for = notification.missing = ""
    told = str(notification.decision_id or "")
    said = CaseNotified(subject=case.id, number=case.number, decision=told, notice=str(notice.id))
    record(said, by=by, at=at, section=case.section)


def take_back_earlier(decision: Decision, made: documents.Document, *, at: datetime) -> None:
    """The document of a decision that was cancelled or changed stands no longer: whoever verifies it sees so."""
    if decision.revises is None:
        return
    earlier = Notification.objects.filter(decision=decision.revises, document__isnull=False).first()
    if earlier is None:
        return
    old = documents.Document.objects.get(pk=str(earlier.document))
    cancelled = decision.outcome == Outcome.CANCELLED
    documents.revoke(
        old,
        reason=documents.WhyRevoked.CANCELLED if cancelled else documents.WhyRevoked.REPLACED,
        replaced_by=None if cancelled else made,
        by=SYSTEM,
        at=at,
    )


def wait_for_names(case: Any, notification: Notification, missing: documents.NameIssue, *, by: Actor, at: datetime) -> None:
    """A character that no font has is no reason for a blank: the notice waits, and the desk says for what."""
    if notification.waits_for != "names":
        record(NoticeWaits(subject=case.id, number=case.number, waits_for="names"), by=by, at=at, section=case.section)
    notification.waits_for = "names"
    notification.missing = "".join(missing.characters)[:200]
    notification.save(update_fields=["waits_for", "missing"])


def title_of(case: Any) -> str:
    return str(case.definition.title.ja)


def wants_electronic(case: Any, answers: dict[str, Any]) -> bool:
    """Asked for when handing in, or agreed to for all notices (デジタル手続法 7条) and not wished otherwise in the
    answers.
    """
    account: Account | None = case.account
    if account is None:
        return False
    if case.application.electronic_notice:
        return True
    wish = case.definition.electronic_when
    if wish is not None and not holds(wish, walk(case.definition, answers, case.received_on).names):
        return False
    return contact_of(account).electronic_notices_since is not None


def recipient(case: Any, who: Person) -> messages.Recipient:
    return messages.Recipient(
        name=who.name,
        postcode=who.postcode,
        lines=who.lines,
        account_id=case.account_id,
        language=case.application.language,
    )
