"""会議: call, minute, decide, confirm, publish; and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.plan.actions.papers import publish_papers
from madoguchi.services.plan.actions.still_open import still_open
from madoguchi.services.plan.events import (
    FollowUpDone,
    MeetingCalled,
    MeetingDecided,
    MeetingPublished,
    MinutesConfirmed,
    MinutesWritten,
)
from madoguchi.services.plan.models import AgendaItem, Decision, FollowUp, Meeting, PublicMeeting, Withheld


class MeetingExists(Refused):
    code, message = "plan-meeting-exists", _("同じ日に同じ名前の会議があります。")


class NoAgenda(Refused):
    code, message = "plan-no-agenda", _("議題をひとつ以上書いてください。")


class MinutesMissing(Refused):
    code, message = "plan-minutes-missing", _("議事録がまだ書かれていません。")


class OwnMinutes(Refused):
    code, message = "plan-own-minutes", _("自分が書いた議事録は、ほかの人が確定します。")


class NotConfirmed(Refused):
    code, message = "plan-not-confirmed", _("議事録が確定してから公開してください。")


class DecisionAwaitsAgreement(Refused):
    code = "plan-decision-awaits-agreement"
    message = _("決裁を要する決定が、まだ決裁されていません。決裁を待つか、その決定を公開しないことにしてから公開してください。")


class AlreadyDone(Refused):
    code, message = "plan-already-done", _("すでに済んでいます。")


class SayWhat(Refused):
    code, message = "plan-say-what", _("内容を書いてください。")


@dataclass(frozen=True)
class Item:
    """An agenda item on its way in."""

    title: str
    paper: str = ""
    measure: str = ""
    public: bool = True


@transaction.atomic
def call_meeting(held_on: date, title: str, items: Sequence[Item], *, place: str = "", by: Actor, at: datetime) -> Meeting:
    """Call a meeting of the headquarters with its agenda. Raises NotPermitted, NoAgenda, MeetingExists."""
    authorize(by, "plan.keep")
    kept = [item for item in items if item.title.strip()]
    if not kept or not title.strip():
        raise NoAgenda
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                held_on=held_on, title=title.strip(), place=place.strip(), called_by=by.code, called_at=at
            )
    except IntegrityError:
        raise MeetingExists from None
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=n,
            title=item.title.strip(),
            paper=item.paper.strip(),
            measure=item.measure,
            public=item.public,
        )
        for n, item in enumerate(kept, 1)
    )
    record(MeetingCalled(subject=meeting.id), by=by, at=at)
    return meeting


@transaction.atomic
def write_minutes(meeting: Meeting, *, text: str, public_text: str = "", by: Actor, at: datetime) -> Meeting:
    """Raises NotPermitted, MinutesStand, SayWhat."""
    authorize(by, "plan.keep")
    meeting = still_open(meeting)
    if not text.strip():
        raise SayWhat
    meeting.minutes, meeting.public_minutes, meeting.minutes_by = text.strip(), public_text.strip(), by.code
    meeting.save(update_fields=["minutes", "public_minutes", "minutes_by"])
    record(MinutesWritten(subject=meeting.id), by=by, at=at)
    return meeting


@transaction.atomic
def decide(
    meeting: Meeting,
    *,
    text: str,
    item: AgendaItem | None = None,
    public: bool = True,
    to_be_agreed: bool = False,
    follow_ups: Sequence[tuple[str, str, date]] = (),
    by: Actor,
    at: datetime,
) -> Decision:
    """Note a decision, with what sections (section, what, until) have to do. Raises NotPermitted, MinutesStand, SayWhat."""
    authorize(by, "plan.keep")
    meeting = still_open(meeting)
    if not text.strip():
        raise SayWhat
    decision = Decision.objects.create(
        meeting=meeting, item=item, text=text.strip(), public=public, to_be_agreed=to_be_agreed, by_code=by.code, at=at
    )
    FollowUp.objects.bulk_create(
        FollowUp(decision=decision, section=section, text=what.strip(), due_on=due)
        for section, what, due in follow_ups
        if what.strip()
    )
    record(MeetingDecided(subject=meeting.id, decision=str(decision.id)), by=by, at=at)
    return decision


@transaction.atomic
def confirm_minutes(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """By another than who wrote them. Raises NotPermitted, MinutesMissing, OwnMinutes, MinutesStand."""
    authorize(by, "plan.keep")
    meeting = still_open(meeting)
    if not meeting.minutes:
        raise MinutesMissing
    if meeting.minutes_by == by.code:
        raise OwnMinutes
    meeting.confirmed_by, meeting.confirmed_at = by.code, at
    meeting.save(update_fields=["confirmed_by", "confirmed_at"])
    record(MinutesConfirmed(subject=meeting.id), by=by, at=at)
    return meeting


@transaction.atomic
def publish_meeting(meeting: Meeting, *, by: Actor, at: datetime) -> PublicMeeting:
    """What is marked as public, as it stands now, with copies of its papers.

    Raises NotPermitted, NotConfirmed, DecisionAwaitsAgreement, AlreadyDone.
    """
    authorize(by, "plan.keep")
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.confirmed_at is None:
        raise NotConfirmed
    if meeting.published_at is not None:
        raise AlreadyDone
    public = list(meeting.decisions.filter(public=True, withheld=None).prefetch_related("agreements"))
    if not all(one.holds for one in public):
        raise DecisionAwaitsAgreement
    meeting.published_at = at
    meeting.save(update_fields=["published_at"])
    made = PublicMeeting.objects.create(
        id=meeting.id,
        body=meeting.body,
        held_on=meeting.held_on,
        title=meeting.title,
        agenda=[{"title": one.title, "measure": one.measure} for one in meeting.items.filter(public=True)],
        decisions=[one.text for one in public],
        minutes=meeting.public_minutes,
        published_at=at,
    )
    publish_papers(meeting, made, by=by, at=at)
    record(MeetingPublished(subject=meeting.id), by=by, at=at)
    return made


@transaction.atomic
def keep_inside(decision: Decision, *, by: Actor, at: datetime) -> None:
    """A decision that was meant for the public stays inside after all. Raises NotPermitted, AlreadyDone."""
    authorize(by, "plan.keep")
    meeting = Meeting.objects.select_for_update().get(pk=decision.meeting_id)
    if meeting.published_at is not None:
        raise AlreadyDone
    try:
        with transaction.atomic():
            Withheld.objects.create(decision=decision, by_code=by.code, at=at)
    except IntegrityError:
        raise AlreadyDone from None
    record(MeetingDecided(subject=meeting.id, decision=str(decision.id)), by=by, at=at)


@transaction.atomic
def finish(follow_up: FollowUp, *, note: str, by: Actor, at: datetime) -> FollowUp:
    """By the section that has to, or by the plan's keeper. Raises NotPermitted, SayWhat, AlreadyDone."""
    authorize(by, "plan.report", follow_up)
    if not note.strip():
        raise SayWhat
    done = FollowUp.objects.filter(pk=follow_up.pk, done_at=None).update(done_at=at, done_by=by.code, done_note=note.strip())
    if not done:
        raise AlreadyDone
    record(FollowUpDone(subject=follow_up.id), by=by, at=at)
    follow_up.refresh_from_db()
    return follow_up
