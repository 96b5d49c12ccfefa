"""本人の行いを渡す: what a person does about an own case on the public side is carried out by the office, under the same event.

What the office has decided meanwhile counts: then the deed is declined, stays in the ledger for a clerk to see, and what goes
back tells the person how things stand.
"""

from typing import Any

from madoguchi.core.acting import Machine
from madoguchi.core.events.public import StoredEvent, carried_over, envelope_of, record
from madoguchi.core.refused import Refused
from madoguchi.core.relay.public import Crossing, Declined, Gone, Said, Taken, Writing, crosses, letters, raw_of
from madoguchi.core.sealing.public import new_key
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.actions.attach_later import keep_paper
from madoguchi.engines.cases.actions.correct import revise
from madoguchi.engines.cases.actions.end_correction import end
from madoguchi.engines.cases.actions.guards import lock, undecided
from madoguchi.engines.cases.actions.withdraw import take_back
from madoguchi.engines.cases.answers import differing_paths
from madoguchi.engines.cases.crossing.applications import event_of, keep_key, say_key
from madoguchi.engines.cases.events import (
    CaseWithdrawn,
    CorrectionEnded,
    MessagesSeen,
    MessageWritten,
    PaperFollowed,
)
from madoguchi.engines.cases.models import Application, Case, Correction, Ending, LaterAttachment, Message, Withdrawal
from madoguchi.engines.cases.models.application import answers_context
from madoguchi.engines.cases.queries import answers_of
from madoguchi.engines.cases.sealed import hide, show_json
from madoguchi.engines.cases.standing import keep_standing


def about_case(event: Any, stored: StoredEvent) -> tuple[str, str] | None:
    """Deeds are numbered with their application: of one application nothing overtakes."""
    return str(Case.objects.values_list("application_id", flat=True).get(pk=event.subject)), str(stored.id)


def held_of(subject: str) -> Any:
    return lock(Case.objects.get(application__pk=subject))


def events_at(event: StoredEvent, *kinds: str) -> list[dict[str, Any]]:
    """What was recorded with it, in its transaction: the same moment, the same person, about the same application."""
    same = StoredEvent.objects.filter(at=event.at, by=event.by, kind__in=kinds)
    ids = {event.subject_id, *map(str, Case.objects.filter(pk=event.subject_id).values_list("application_id", flat=True))}
    return [envelope_of(one) for one in same.filter(subject_id__in=ids).order_by("id")]


def carrying(said: Said) -> Any:
    return carried_over((one["kind"], event_of(one)["id"]) for one in said["events"])


def doer(said: Said) -> tuple[Machine, Any]:
    """Who did it, and when, as the first of its events says."""
    event = event_of(said["events"][0])
    return Machine(event["by"], event["section"]), event["at"]


# 後日提出 and the papers of a correction


def write_papers(subject: str, item: str, writing: Writing) -> Said:
    event = StoredEvent.objects.get(pk=item)
    papers = LaterAttachment.objects.filter(application__pk=subject, slot=event.data["slot"], at=event.at).order_by("pk")
    same = StoredEvent.objects.filter(kind=event.kind, subject_id=event.subject_id, at=event.at, data=event.data).order_by("id")
    return {
        "slot": event.data["slot"],
        "files": [writing.enclose(one.file) for one in papers.select_related("file__key")],
        "events": [envelope_of(one) for one in same],
    }


def take_papers(subject: str, said: Said, taken: Taken) -> None:
    application = Application.objects.select_related("version").get(pk=subject)
    by, at = doer(said)
    with carrying(said):
        for one in said["files"]:
            if LaterAttachment.objects.filter(application=application, file_id=one["id"]).exists():
                continue
            file = taken.keep(one, key=new_key("papers", str(application.id)), by=by)
            keep_paper(application, said["slot"], file, by=by, at=at)


# 補正


def about_answered(event: CorrectionEnded, stored: StoredEvent) -> tuple[str, str] | None:
    return about_case(event, stored) if event.ending == Ending.ANSWERED.value else None


def write_corrected(subject: str, item: str, writing: Writing) -> Said:
    event = StoredEvent.objects.get(pk=item)
    correction = Correction.objects.get(case__pk=event.subject_id, ended_at=event.at)
    application = Application.objects.get(pk=subject)
    revision = application.revisions.select_related("key").filter(number=correction.revision or 0, at=event.at).first()
    sealed = None
    if revision is not None:
        sealed = {"number": revision.number, "key": say_key(revision.key), "sealed": letters(revision.sealed_answers)}
    return {
        "correction": str(correction.pk),
        "revision": sealed,
        "events": events_at(event, "cases.corrected", "cases.correction-ended"),
    }


def take_corrected(subject: str, said: Said, taken: Taken) -> None:
    held, (by, at) = held_of(subject), doer(said)
    correction = Correction.objects.filter(pk=said["correction"], case=held).first()
    try:
        undecided(held)
    except Refused as refused:
        raise Declined(refused.code) from refused
    before = answers_of(held.application)
    after = before
    if sealed := said["revision"]:
        after = show_json(keep_key(sealed["key"]), raw_of(sealed["sealed"]), answers_context(held.application_id, sealed["number"]))
    with carrying(said):
        number = revise(held, after, differing_paths(before, after, held.definition), by=by, at=at)
        if correction and correction.ended_at is None:
            end(held, correction, Ending.ANSWERED, revision=number, by=by, at=at)
        keep_standing(held)


# 取下げ


def write_withdrawn(subject: str, item: str, writing: Writing) -> Said:
    event = StoredEvent.objects.get(pk=item)
    withdrawal = Withdrawal.objects.select_related("case__key").filter(case__pk=event.subject_id).first()
    if withdrawal is None:
        raise Gone
    return {"reason": withdrawal.reason, "events": events_at(event, "cases.withdrawn", "cases.correction-ended")}


def take_withdrawn(subject: str, said: Said, taken: Taken) -> None:
    held, (by, at) = held_of(subject), doer(said)
    if Withdrawal.objects.filter(case=held).exists():
        return
    try:
        with carrying(said):
            take_back(held, said["reason"], by=by, at=at)
    except Refused as refused:
        raise Declined(refused.code) from refused


# やりとり


def about_message(event: MessageWritten, stored: StoredEvent) -> tuple[str, str] | None:
    return about_case(event, stored) if event.from_person else None


def write_message(subject: str, item: str, writing: Writing) -> Said:
    event = StoredEvent.objects.get(pk=item)
    message = Message.objects.select_related("case__key").get(pk=event.data["message"])
    return {"id": str(message.pk), "text": message.text, "token": message.token, "events": [envelope_of(event)]}


def take_message(subject: str, said: Said, taken: Taken) -> None:
    held, (by, at) = held_of(subject), doer(said)
    if Message.objects.filter(pk=said["id"]).exists():
        return
    held.messages.unseen(from_person=False).filter(at__lte=at).update(seen_at=at)
    written = Message(id=said["id"], case=held, from_person=True, token=said["token"], by_code=by.code, at=at)
    written.section = held.section
    written.sealed_text = hide(held.key, said["text"], f"cases.message:{said['id']}")
    written.save(force_insert=True)
    with carrying(said):
        told = MessageWritten(subject=held.id, number=held.number, message=str(written.id), from_person=True)
        record(told, by=by, at=at, section=held.section)


def write_seen(subject: str, item: str, writing: Writing) -> Said:
    return {"events": [envelope_of(StoredEvent.objects.get(pk=item))]}


def take_seen(subject: str, said: Said, taken: Taken) -> None:
    held, (by, at) = held_of(subject), doer(said)
    seen = held.messages.unseen(from_person=False).filter(at__lte=at).update(seen_at=at)
    if seen:
        with carrying(said):
            record(MessagesSeen(subject=held.id, number=held.number, count=seen), by=by, at=at, section=held.section)


def about_paper(event: PaperFollowed, stored: StoredEvent) -> tuple[str, str] | None:
    return str(event.subject), str(stored.id)


def to_office(kind: str, write: Any, take: Any, on: Any, about: Any = about_case) -> None:
    crosses(Crossing(kind, Zone.OFFICE, write, take, on=(on,), about=about, answer="cases.shown"))


to_office("cases.paper", write_papers, take_papers, PaperFollowed, about_paper)
to_office("cases.corrected", write_corrected, take_corrected, CorrectionEnded, about_answered)
to_office("cases.withdrawn", write_withdrawn, take_withdrawn, CaseWithdrawn)
to_office("cases.message", write_message, take_message, MessageWritten, about_message)
to_office("cases.seen", write_seen, take_seen, MessagesSeen)
