"""公開の起案: put the text before the chief; take it back; carry out the answer; put it in force on its day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from madoguchi.city import public as city
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.approvals.public import Answer, Approval, Verdict, request_approval, withdraw
from madoguchi.engines.people.public import SYSTEM, Actor
from madoguchi.services.authoring.actions.keeping import held
from madoguchi.services.authoring.body import given, kind_of, main_of
from madoguchi.services.authoring.checking import Looked, looked_over
from madoguchi.services.authoring.events import ManuscriptDiscarded, ManuscriptHeldBack, ManuscriptPublished, ManuscriptSubmitted
from madoguchi.services.authoring.models import Asking, Manuscript, Submission
from madoguchi.services.authoring.refusals import (
    DayPast,
    ExamplesFail,
    HasFaults,
    InForceChanged,
    MoreConcerned,
    NoExamples,
    NothingChanged,
    NotOwnDepartment,
)
from madoguchi.services.authoring.sharing import concerned, departments_of
from madoguchi.services.authoring.subjects import SUBJECT


@transaction.atomic
def submit(manuscript: Manuscript, *, reason: str, publish_on: date | None, by: Actor, at: datetime) -> Submission:
    """Ask for agreement to the current revision. Raises NotPermitted, IsClosed, AwaitsApproval, NotOwnDepartment, HasFaults,
    NoExamples, ExamplesFail, InForceChanged, NothingChanged, DayPast.
    """
    manuscript = held(manuscript, by)
    looked = _is_ready(manuscript, by)
    if publish_on is not None and publish_on < today(at):
        raise DayPast
    assert manuscript.current
    submission = Submission.objects.create(
        manuscript=manuscript, revision=manuscript.current, publish_on=publish_on, asked_by=by.code, asked_at=at
    )
    approval = request_approval(
        SUBJECT, submission.id, title=manuscript.code, section=manuscript.section, reason=reason, by=by, at=at
    )
    submission.approval = approval.id
    submission.save(update_fields=["approval"])
    _ask_others(submission, looked, reason, at)
    said = ManuscriptSubmitted(
        subject=manuscript.id, procedure=manuscript.code, revision=manuscript.number,
        publish_on=publish_on.isoformat() if publish_on else "",
    )  # fmt: skip
    record(said, by=by, at=at, section=manuscript.section)
    return submission


def _ask_others(submission: Submission, looked: Looked, reason: str, at: datetime) -> None:
    """合議: the chiefs of the other departments whose procedures change with a block. The system asks: the clerk holds no post
    there, and the names of those who do are nothing to know.
    """
    for section in sorted(departments_of(one.written for one in looked.concerned) - {submission.manuscript.section}):
        asking = Asking(submission=submission, section=section)
        approval = request_approval(
            SUBJECT, asking.id, title=submission.manuscript.code, section=section, reason=reason, by=SYSTEM, at=at
        )
        asking.approval = approval.id
        asking.save(force_insert=True)


def _is_ready(manuscript: Manuscript, by: Actor) -> Looked:
    raw = main_of(manuscript.body)
    if raw.get("code") != manuscript.code or kind_of(manuscript.body) != manuscript.kind:
        raise NotOwnDepartment
    if manuscript.kind == "procedure" and by.kind != "system" and raw.get("department") not in by.sections_with("authoring.write"):
        raise NotOwnDepartment
    if not is_based_on_what_is_in_force(manuscript):
        raise InForceChanged
    seen = _sound(looked_over(manuscript.body))
    if manuscript.kind == "procedure" and not seen.examples:
        raise NoExamples
    if manuscript.based_on and seen.sha256 == manuscript.based_on.sha256 and not manuscript.body.get("notice"):
        raise NothingChanged
    return seen


def _sound(seen: Looked) -> Looked:
    """Raises HasFaults, ExamplesFail."""
    if seen.errors:
        raise HasFaults(seen.errors)
    if wrong := [one for one in seen.all_examples if not one.passed]:
        raise ExamplesFail(count=len(wrong))
    return seen


def is_based_on_what_is_in_force(manuscript: Manuscript) -> bool:
    now = city.current(manuscript.kind, manuscript.code)
    return (now.pk if now else None) == manuscript.based_on_id


@transaction.atomic
def take_back(manuscript: Manuscript, *, by: Actor, at: datetime) -> None:
    """取下げ, as long as nobody has answered; after the answer, as long as its day has not come. Raises NotPermitted."""
    manuscript = held(manuscript, by, even_submitted=True)
    submission = manuscript.submissions.select_for_update().filter(ended_at=None).first()
    if submission is None:
        return
    approval = Approval.objects.filter(id=submission.approval or manuscript.pk).first()
    if approval and approval.is_open():
        withdraw(approval, by=by, at=at)
    _ask_no_more(submission, at)
    end(submission, Submission.Ending.WITHDRAWN, at)


def _ask_no_more(submission: Submission, at: datetime) -> None:
    """What has been answered in one place is asked nowhere else any more."""
    for approval in Approval.objects.open().filter(pk__in=approvals_of(submission)):
        withdraw(approval, by=SYSTEM, at=at)


def approvals_of(submission: Submission) -> list[UUID]:
    """The own chief's, then the others'."""
    others = submission.askings.order_by("section").values_list("approval", flat=True)
    return [*([submission.approval] if submission.approval else []), *others]


def submission_asked_about(subject: UUID) -> Submission:
    """The submission that an approval is about: its own chief is asked about it, the others about their asking. Locked.
    Raises NotFound.
    """
    rows = Submission.objects.select_for_update(of=("self",))
    found = rows.filter(pk=subject).first() or rows.filter(askings__pk=subject).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def carry_out(subject: UUID, agreed_at: datetime) -> None:
    """What all who were asked have agreed to comes into force now, or waits for its day. Once."""
    submission = submission_asked_about(subject)
    if submission.ended_at or submission.agreed_at:
        return
    asked = approvals_of(submission)
    if Answer.objects.filter(approval__in=asked, verdict=Verdict.AGREED).count() < len(asked):
        return
    submission.agreed_at = agreed_at
    submission.save(update_fields=["agreed_at"])
    if submission.publish_on is None or submission.publish_on <= today(agreed_at):
        put_in_force(submission, agreed_at)


@transaction.atomic
def send_back(subject: UUID, at: datetime) -> None:
    """One chief's no is enough."""
    submission = submission_asked_about(subject)
    if submission.ended_at is None:
        _ask_no_more(submission, at)
        end(submission, Submission.Ending.SENT_BACK, at)


@transaction.atomic
def publish_due(at: datetime) -> int:
    """Those agreed to whose day has come. How many there were."""
    due = Submission.objects.filter(ended_at=None, agreed_at__isnull=False, publish_on__lte=today(at)).values_list("pk", flat=True)
    for pk in list(due):
        submission = Submission.objects.select_for_update().get(pk=pk)
        if submission.ended_at is None:
            put_in_force(submission, at)
    return len(due)


def put_in_force(submission: Submission, at: datetime) -> None:
    """Publish, or say why not: what is in force may have changed since the agreement, and is never overwritten unseen."""
    manuscript = Manuscript.objects.select_for_update(of=("self",)).select_related("current").get(pk=submission.manuscript_id)
    try:
        with transaction.atomic():
            if not is_based_on_what_is_in_force(manuscript):
                raise InForceChanged
            if manuscript.kind == "block":
                _still_holds(submission, manuscript)
            versions = city.publish_all(given(submission.revision.body), by=SYSTEM, at=at)
    except Refused as refusal:
        submission.held_back = str(refusal)
        end(submission, Submission.Ending.HELD_BACK, at)
        held_back = ManuscriptHeldBack(subject=manuscript.id, procedure=manuscript.code, reason=refusal.code)
        record(held_back, by=SYSTEM, at=at, section=manuscript.section)
        return
    submission.version = versions[-1]
    end(submission, Submission.Ending.PUBLISHED, at)
    close(manuscript, Manuscript.Closing.PUBLISHED, at)
    published = ManuscriptPublished(subject=manuscript.id, procedure=manuscript.code, version=versions[-1].sha256)
    record(published, by=SYSTEM, at=at, section=manuscript.section)


def _still_holds(submission: Submission, manuscript: Manuscript) -> None:
    """Procedures may have begun to use the block, or changed, since. Raises MoreConcerned, HasFaults, ExamplesFail."""
    asked = {manuscript.section, *submission.askings.values_list("section", flat=True)}
    if departments_of(concerned(manuscript.code)) - asked:
        raise MoreConcerned
    _sound(looked_over(submission.revision.body))


def end(submission: Submission, ending: Submission.Ending, at: datetime) -> None:
    submission.ended_at, submission.ending = at, ending
    submission.save(update_fields=["ended_at", "ending", "version", "held_back"])


def close(manuscript: Manuscript, closing: Manuscript.Closing, at: datetime) -> None:
    manuscript.closed_at, manuscript.closing = at, closing
    manuscript.save(update_fields=["closed_at", "closing"])


@transaction.atomic
def discard(manuscript: Manuscript, *, by: Actor, at: datetime) -> None:
    """Give a manuscript up; its revisions stay. Raises NotPermitted, IsClosed, AwaitsApproval."""
    manuscript = held(manuscript, by)
    close(manuscript, Manuscript.Closing.DISCARDED, at)
    record(ManuscriptDiscarded(subject=manuscript.id, procedure=manuscript.code), by=by, at=at, section=manuscript.section)
