"""What the room does when something has happened: open the case, carry an agreement out, tell, end."""

from uuid import UUID

from django.db import IntegrityError

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import StoredEvent, record, subscribe
from madoguchi.core.jobs.public import enqueue_once, moment
from madoguchi.core.typesetting.public import MissingGlyph
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.approvals.public import ApprovalWithdrawn, Approved, SentBack
from madoguchi.engines.cases.actions.complete import complete
from madoguchi.engines.cases.actions.decide import decide_as_approved
from madoguchi.engines.cases.actions.guards import NotDecidedYet, lock
from madoguchi.engines.cases.actions.notify import NothingToNotify, notify, notify_together
from madoguchi.engines.cases.actions.open_case import open_case
from madoguchi.engines.cases.actions.propose import end_proposal
from madoguchi.engines.cases.actions.tell import tell_person
from madoguchi.engines.cases.actions.visit import book_visits, call_off_visits
from madoguchi.engines.cases.batches.running import carry_out_batch
from madoguchi.engines.cases.desk_events import NoticeReturned
from madoguchi.engines.cases.events import (
    ApplicationSubmitted,
    CaseDecided,
    CaseExtended,
    CaseNotified,
    CaseSentToCity,
    CaseWithdrawn,
    CorrectionRequested,
    MessageWritten,
)
from madoguchi.engines.cases.models import Application, Batch, Case, Notification, Proposal, RunMember, Signature
from madoguchi.engines.cases.models.proposal import ProposalEnding
from madoguchi.engines.cases.runs.sending import SUBJECT
from madoguchi.engines.cases.signing.matching import match_by_serial
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.documents.public import NamesSolved
from madoguchi.engines.messages.public import LetterReturned, NoticeSent
from madoguchi.engines.people.public import SYSTEM


@subscribe(ApplicationSubmitted, name="cases.open", zone=Zone.OFFICE)
def open_case_of_application(event: ApplicationSubmitted, stored: StoredEvent) -> None:
    application = Application.objects.select_related("version", "key").get(pk=event.subject)
    open_case(application, by=SYSTEM, at=moment())


@subscribe(ApplicationSubmitted, name="cases.match-signer", zone=Zone.OFFICE)
def match_signer_of_application(event: ApplicationSubmitted, stored: StoredEvent) -> None:
    """A certificate that is known already says who signed."""
    signature = Signature.objects.select_related("application__key").filter(application__pk=event.subject).first()
    if signature is not None:
        match_by_serial(signature, at=moment())


@subscribe(ApplicationSubmitted, name="cases.tell-received", zone=Zone.PUBLIC)
def tell_received(event: ApplicationSubmitted, stored: StoredEvent) -> None:
    application = Application.objects.select_related("version", "key", "account").get(pk=event.subject)
    tell_person(application, "received", key=f"received:{application.id}", at=moment())


@subscribe(LetterReturned, name="cases.letter-returned", zone=Zone.OFFICE)
def note_returned_letter(event: LetterReturned, stored: StoredEvent) -> None:
    """A letter of a run: its person counts as not reached. A notice of a case: the case says so."""
    if event.about_kind == SUBJECT:
        on = today(stored.at)
        RunMember.objects.filter(pk=event.about, returned_on=None).update(returned_on=on)
    elif event.about_kind == "case":
        case = Case.objects.get(pk=event.about)
        said = NoticeReturned(subject=case.id, number=case.number, reason=event.reason)
        record(said, by=SYSTEM, at=stored.at, section=case.section)


@subscribe(ApprovalWithdrawn, name="cases.end-batch", zone=Zone.OFFICE)
def end_batch_when_withdrawn(event: ApprovalWithdrawn, stored: StoredEvent) -> None:
    answer_batch(event.about_kind, event.about, stored)


def answer_batch(about_kind: str, about: str, stored: StoredEvent) -> None:
    """What the answer means for each case of the batch is a job of its own: there may be hundreds."""
    if about_kind == "batch":
        Batch.objects.filter(pk=about).update(answered_at=stored.at)
        enqueue_once(carry_out_batch, f"batch-answer:{about}", about)


@subscribe(Approved, name="cases.decide", zone=Zone.OFFICE)
def decide_when_approved(event: Approved, stored: StoredEvent) -> None:
    answer_batch(event.about_kind, event.about, stored)
    if event.about_kind != "proposal":
        return
    proposal = Proposal.objects.select_related("case").get(pk=event.about)
    decide_as_approved(proposal, at=stored.at)


@subscribe(SentBack, name="cases.take-back", zone=Zone.OFFICE)
def take_back_when_sent_back(event: SentBack, stored: StoredEvent) -> None:
    answer_batch(event.about_kind, event.about, stored)
    if event.about_kind != "proposal":
        return
    case = lock(Proposal.objects.select_related("case").get(pk=event.about).case)
    proposal = Proposal.objects.get(pk=event.about)
    if proposal.ended_at is None:
        end_proposal(case, proposal, ProposalEnding.SENT_BACK, at=stored.at)
        keep_standing(case)


@subscribe(CaseDecided, name="cases.notify", zone=Zone.OFFICE)
def notify_when_decided(event: CaseDecided, stored: StoredEvent) -> None:
    case = Case.objects.get(pk=event.subject)
    if not Notification.objects.filter(decision_id=UUID(event.decision), given_at=None).exists():
        return
    try:
        notify_together(case, by=SYSTEM, at=moment())
    except (MissingGlyph, IntegrityError):
        notify_if_due(event.subject)
    else:
        if Notification.objects.filter(case=case, given_at=None, waits_for="").exists():
            notify_if_due(event.subject)  # a revision, which takes its earlier document back


@subscribe(CaseExtended, name="cases.notify-extension", zone=Zone.OFFICE)
def notify_when_extended(event: CaseExtended, stored: StoredEvent) -> None:
    notify_if_due(event.subject)


@subscribe(CaseSentToCity, name="cases.notify-transfer", zone=Zone.OFFICE)
def notify_when_sent_to_city(event: CaseSentToCity, stored: StoredEvent) -> None:
    notify_if_due(event.subject)


def notify_if_due(case_id: object) -> None:
    try:
        notify(Case.objects.get(pk=str(case_id)), by=SYSTEM, at=moment())
    except (NothingToNotify, NotDecidedYet):
        return


@subscribe(NamesSolved, name="cases.notify-again", zone=Zone.OFFICE)
def notify_when_names_are_solved(event: NamesSolved, stored: StoredEvent) -> None:
    """The characters that a notice waited for can be printed now."""
    if event.about_kind != "case":
        return
    notify_if_due(event.about)


@subscribe(CaseNotified, name="cases.tell-news", zone=Zone.PUBLIC)
def tell_news(event: CaseNotified, stored: StoredEvent) -> None:
    case = Case.objects.select_related("application__version", "application__key", "application__account").get(pk=event.subject)
    tell_person(case.application, "news", key=f"news:{event.notice}", at=moment())


@subscribe(CorrectionRequested, name="cases.tell-correction", zone=Zone.PUBLIC)
def tell_correction(event: CorrectionRequested, stored: StoredEvent) -> None:
    case = Case.objects.select_related("application__version", "application__key", "application__account").get(pk=event.subject)
    tell_person(case.application, "please-answer", key=f"correction:{stored.id}", at=moment())


@subscribe(MessageWritten, name="cases.tell-message", zone=Zone.PUBLIC)
def tell_message(event: MessageWritten, stored: StoredEvent) -> None:
    """The section sees what is new on its list; the person is told by the means chosen."""
    if event.from_person:
        return
    case = Case.objects.select_related("application__version", "application__key", "application__account").get(pk=event.subject)
    tell_person(case.application, "message", key=f"message:{event.message}", at=moment())


@subscribe(NoticeSent, name="cases.complete", zone=Zone.OFFICE)
def complete_when_sent(event: NoticeSent, stored: StoredEvent) -> None:
    """A notice has left the house; with the last of them the case is over."""
    if event.about_kind != "case":
        return
    told = Notification.objects.filter(notice=event.subject)
    if not told.exists():
        return  # a letter besides, such as a reminder of expiry
    case = Case.objects.select_for_update().get(pk=event.about)
    told.filter(sent_at=None).update(sent_at=stored.at)
    ending = Notification.objects.filter(case=case).ending()
    if not ending.exists() or ending.filter(sent_at=None).exists():
        keep_standing(case)
    else:
        complete(case, by=SYSTEM, at=stored.at)


@subscribe(ApplicationSubmitted, name="cases.book-visit", zone=Zone.ALL)
def book_visit(event: ApplicationSubmitted, stored: StoredEvent) -> None:
    """The time that was chosen in the form. Where somebody was quicker, the person is told and chooses another. Where the
    two sides are apart it was booked with the application: afterwards the public side cannot read what was chosen.
    """
    if zone_here() is not Zone.ALL:
        return
    application = Application.objects.select_related("version", "key", "account").get(pk=event.subject)
    book_visits(application, at=moment())


@subscribe(CaseWithdrawn, name="cases.call-off-visit", zone=Zone.PUBLIC)
def call_off_visit(event: CaseWithdrawn, stored: StoredEvent) -> None:
    """Withdrawn: nobody waits for the person at the time that was booked with the application."""
    case = Case.objects.select_related("application").get(pk=event.subject)
    call_off_visits(case.application, at=moment())
