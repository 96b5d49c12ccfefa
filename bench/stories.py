"""The rows of one case, as the real actions would have left them. Everything sealed is really sealed and opens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from secrets import token_bytes
from typing import Any
from uuid import UUID

from bench.bulk import Table, as_day, as_id, as_json, as_moment
from bench.families import FAMILIES, VALUES, Families
from bench.numbering import id_at, receipt_number
from madoguchi.core.audit.models import Entry
from madoguchi.core.calendar.public import today
from madoguchi.core.events.models import StoredEvent
from madoguchi.core.sealing.models import DataKey
from madoguchi.core.sealing.public import seal
from madoguchi.core.sealing.wrapping import wrap
from madoguchi.engines.approvals.models import Answer, Approval
from madoguchi.engines.cases.models import (
    Application,
    Assignment,
    Case,
    Completion,
    Correction,
    CorrectionItem,
    Decision,
    IdentityCheck,
    Intake,
    Notification,
    Proposal,
    Review,
    SearchKey,
    Standing,
)  # fmt: skip
from madoguchi.engines.cases.models.application import answers_context
from madoguchi.engines.cases.models.correction import comment_context
from madoguchi.engines.cases.sealed import hide, hide_json
from madoguchi.engines.forms.models import Draft
from madoguchi.engines.messages.models import Delivery, Notice

WAY = ("arrived", "accepted", "reviewing", "proposed", "closed")
WAITS = {"arrived": "intake", "accepted": "review", "reviewing": "proposal", "correcting": "resident", "proposed": "approval"}
DRAFTS_LAST = timedelta(days=90)
COMMENT = "番地と建物名まで入力してください。"


@dataclass(frozen=True)
class Staff:
    clerks: tuple[UUID, UUID]
    chief: UUID


@dataclass(frozen=True)
class Plan:
    """`index` is the case's place in all that was ever generated; `whole` keeps every event and audit entry of it."""

    index: int
    at: datetime
    now: datetime
    state: str
    account: UUID | None
    source: str

    @property
    def open(self) -> bool:
        return self.state != "closed"

    def reached(self, state: str) -> bool:
        mine = "reviewing" if self.state == "correcting" else self.state
        return WAY.index(mine) >= WAY.index(state)


class Writer:
    """Adds the rows of cases to tables, which are flushed now and then."""

    def __init__(self, families: Families, staff: Staff, chance: Random) -> None:
        self.families, self.staff, self.chance = families, staff, chance
        procedure, section = families.procedure.code, families.procedure.department
        self.section, self.procedure = section, procedure
        of_case = {"procedure": procedure, "section": section, "version_id": families.version.pk}
        self.keys = Table(DataKey, "id", "subject_kind", "subject_id", "wrapped", "wrapped_by")
        self.drafts = Table(
            Draft, "id", "account_id", "key_id", "started_at", "saved_at", "expires_on", "frozen_at", version_id=families.version.pk
        )
        self.applications = Table(
            Application, "id", "number", "account_id", "key_id", "sealed_answers", "digest", "source", "received_at",
            "assurance", "submitted_by", "draft", **of_case,
        )  # fmt: skip
        self.cases = Table(
            Case, "id", "application_id", "number", "account_id", "key_id", "sealed_applicant", "source", "received_on",
            "opened_at", "closed_on", "kept_until", **of_case,
        )  # fmt: skip
        self.standings = Table(
            Standing, "case_id", "number", "source", "state", "waits_for", "received_on", "promised_on", "breaks_on", "assignee_id",
            procedure=procedure, section=section, legal_on=None,
        )  # fmt: skip
        self.intakes = Table(Intake, "case_id", "by_code", "at")
        self.reviews = Table(Review, "case_id", "by_code", "at")
        self.identities = Table(IdentityCheck, "case_id", "by_code", "at", method="register", succeeded=True)
        self.marks = Table(SearchKey, "case_id", "trait", "mark")
        self.assignments = Table(Assignment, "case_id", "to_id", "by_code", "at")
        self.corrections = Table(Correction, "id", "case_id", "due_on", "by_code", "at")
        self.items = Table(CorrectionItem, "correction_id", "sealed_comment", path="claimant.address")
        self.approvals = Table(
            Approval, "id", "subject_id", "key_id", "requested_by", "requested_at", "answered_at",
            subject_kind="proposal", title=f"{procedure}:granted", section=section,
        )  # fmt: skip
        self.answers = Table(Answer, "approval_id", "by_code", "at", verdict="agreed")
        self.proposals = Table(
            Proposal, "id", "case_id", "sealed_values", "approval", "by_code", "at", "ended_at", "ending", outcome="granted"
        )
        self.decisions = Table(
            Decision, "id", "case_id", "sealed_values", "approval", "proposed_by", "decided_by", "decided_at", "decided_on",
            outcome="granted",
        )  # fmt: skip
        notice = families.procedure.notice_for("granted") or ""
        self.notifications = Table(
            Notification, "case_id", "decision_id", "notice", "requested_at", "given_at", "sent_at", notice_code=notice,
        )  # fmt: skip
        self.notices = Table(
            Notice, "id", "idempotency_key", "subject_id", "account_id", "key_id", "sealed_recipient", "given_at",
            kind=notice, title=str(families.procedure.title.ja), section=section, subject_kind="case", given_by="system",
        )  # fmt: skip
        self.deliveries = Table(
            Delivery, "id", "notice_id", "queued_at", "changed_at", "sent_at",
            channel="letter", section=section, state="sent", attempt=1,
        )  # fmt: skip
        self.completions = Table(Completion, "case_id", "by_code", "at")
        self.events = Table(StoredEvent, "id", "kind", "at", "by", "section", "subject_kind", "subject_id", "data")
        self.entries = Table(Entry, "at", "action", "by", "section", "subject_kind", "subject_id", "purpose", "data")
        self.tables = [value for value in vars(self).values() if isinstance(value, Table)]

    def write(self, plan: Plan) -> None:
        """All that there is of the case; now and then somebody else's draft that never came to anything."""
        new = Rows(self, plan)
        if plan.account and plan.index % 5 == 0 and plan.now - plan.at < DRAFTS_LAST:
            new.draft(frozen=False)
        new.arrive()
        if plan.reached("accepted"):
            new.accept()
        if plan.reached("reviewing"):
            new.review()
        if plan.state == "correcting":
            new.ask()
        if plan.reached("proposed"):
            new.propose()
        if plan.reached("closed"):
            new.close()
        else:
            new.stand()


class Rows:
    """The case being written. Ids with dashes where they are part of a context, as stored elsewhere."""

    def __init__(self, writer: Writer, plan: Plan) -> None:
        self.to, self.plan = writer, plan
        self.milliseconds = int(plan.at.timestamp() * 1000)
        self.application, self.case = self.new_id(), self.new_id()
        self.pk = as_id(self.case)
        self.number = receipt_number(plan.index)
        self.on = today(plan.at)
        self.account = as_id(str(plan.account)) if plan.account else None
        self.clerk = writer.staff.clerks[plan.index % 2]
        self.by = f"staff:{self.clerk}"
        self.assignee: str | None = None
        self.due_on: Any = None
        self.step = min(timedelta(days=1), (plan.now - plan.at) / 8)
        self.texts = [as_moment(plan.at + self.step * n) for n in range(8)]

    def moment(self, step: int) -> datetime:
        """Of the n-th of seven steps: a day each, less where now is near."""
        return self.plan.at + self.step * step

    def new_id(self, later: int = 0) -> str:
        return id_at(self.milliseconds + later, self.to.chance)

    def arrive(self) -> None:
        plan, to = self.plan, self.to
        written = to.families.written(plan.index % FAMILIES, self.on)
        self.name = written.name
        self.key = DataKey(id=UUID(self.new_id()))
        self.key_id = as_id(str(self.key.pk))
        plain = token_bytes(32)
        wrapped, wrapped_by = wrap(plain, self.key.pk.bytes, to_office=plan.open)
        self.key.wrapped, self.key._plain = wrapped, plain
        to.keys.add(self.key_id, "application", self.application, wrapped, wrapped_by)
        answers = seal(self.key, written.plain, answers_context(UUID(self.application), 1))
        at, resident = as_moment(plan.at), f"resident:{plan.account}" if plan.account else self.by
        to.applications.add(
            as_id(self.application), self.number, self.account, self.key_id, answers, written.digest, plan.source, at,
            "account" if plan.account else "none", resident, self.draft(frozen=True) if plan.account else None,
        )  # fmt: skip
        applicant = hide(self.key, written.name, f"cases.applicant:{self.case}")
        closed_on = None if plan.open else today(self.moment(7))
        to.cases.add(
            self.pk, as_id(self.application), self.number, self.account, self.key_id, applicant, plan.source, as_day(self.on), at,
            closed_on and as_day(closed_on), closed_on and as_day(to.families.kept_until(closed_on)),
        )  # fmt: skip
        for trait, mark in written.marks:
            to.marks.add(self.pk, trait, mark)
        said = {"number": self.number, "procedure": to.procedure, "source": plan.source}
        self.happened("cases.submitted", 0, by=resident, always=True, subject=("application", self.application), **said)
        self.happened("cases.opened", 0, by="system", number=self.number, procedure=to.procedure)

    def draft(self, *, frozen: bool) -> str:
        """What it was typed in, emptied since; or what somebody has begun and not handed in."""
        id, key, at = self.new_id(), self.new_id(), self.plan.at
        wrapped, wrapped_by = wrap(token_bytes(32), UUID(key).bytes, to_office=False)
        self.to.keys.add(as_id(key), "draft", id, wrapped, wrapped_by)
        written, until = as_moment(at), as_day(today(at + DRAFTS_LAST))
        self.to.drafts.add(as_id(id), self.account, as_id(key), written, written, until, written if frozen else None)
        return as_id(id)

    def accept(self) -> None:
        self.to.intakes.add(self.pk, self.by, self.texts[1])
        self.happened("cases.accepted", 1, number=self.number)
        self.to.identities.add(self.pk, self.by, self.texts[1])
        self.happened("cases.identity-recorded", 1, number=self.number, method="register", succeeded=True)

    def review(self) -> None:
        at = self.texts[2]
        self.to.reviews.add(self.pk, self.by, at)
        self.happened("cases.review-started", 2, number=self.number)
        if self.plan.open and self.plan.index % 3:
            self.assignee = as_id(str(self.clerk))
            self.to.assignments.add(self.pk, self.assignee, self.by, at)
            self.happened("cases.assigned", 2, number=self.number, to=str(self.clerk))

    def ask(self) -> None:
        at = self.moment(3)
        correction, self.due_on = self.new_id(1), self.to.families.last_day(today(at))
        self.to.corrections.add(as_id(correction), self.pk, as_day(self.due_on), self.by, as_moment(at))
        comment = hide(self.key, COMMENT, comment_context(UUID(correction), "claimant.address"))
        self.to.items.add(as_id(correction), comment)
        self.happened("cases.correction-requested", 3, number=self.number, items=1, due_on=as_day(self.due_on))

    def propose(self) -> None:
        """The draft, the question to the chief and, where the case is over, the chief's answer."""
        to, ended = self.to, not self.plan.open
        at, answered = self.texts[4], self.texts[5]
        self.proposal, self.approval = self.new_id(1), self.new_id(1)
        values = hide_json(self.key, VALUES, f"cases.values:{self.proposal}")
        to.proposals.add(
            as_id(self.proposal), self.pk, values, as_id(self.approval), self.by, at,
            answered if ended else None, "approved" if ended else "",
        )  # fmt: skip
        to.approvals.add(as_id(self.approval), self.proposal, self.key_id, self.by, at, answered if ended else None)
        if ended:
            to.answers.add(as_id(self.approval), f"staff:{to.staff.chief}", answered)
        self.happened("cases.proposed", 4, number=self.number, outcome="granted")

    def close(self) -> None:
        """Decided, told by letter, over."""
        to, plan, chief = self.to, self.plan, f"staff:{self.to.staff.chief}"
        decided, told, over = self.moment(5), self.texts[6], self.texts[7]
        decision, notice = self.new_id(2), self.new_id(2)
        values = hide_json(self.key, VALUES, f"cases.values:{decision}")
        to.decisions.add(
            as_id(decision), self.pk, values, as_id(self.approval), self.by, chief, as_moment(decided), as_day(today(decided))
        )
        to.notifications.add(as_id(self.case), as_id(decision), as_id(notice), as_moment(decided), told, over)
        envelope = {"name": self.name, "postcode": "", "lines": [], "honorific": "様"}
        sealed = hide_json(self.key, envelope, f"messages.recipient:{notice}")
        to.notices.add(as_id(notice), f"decision:{decision}", self.case, self.account, self.key_id, sealed, told)
        to.deliveries.add(as_id(self.new_id(3)), as_id(notice), told, over, over)
        to.completions.add(self.pk, self.by, over)
        said = {"number": self.number, "outcome": "granted", "decision": decision, "revises": ""}
        self.happened("cases.decided", 5, by=chief, always=True, **said)
        self.happened("cases.completed", 7, always=True, number=self.number)
        if plan.index % 4 == 0:
            self.to.entries.add(told, "looked", self.by, to.section, "case", self.case, "casework", "{}")

    def stand(self) -> None:
        plan = self.plan
        promised = None if plan.state == "correcting" else self.to.families.promised(self.on)
        breaks_on = promised or self.due_on
        self.to.standings.add(
            self.pk, self.number, plan.source, plan.state, WAITS[plan.state], as_day(self.on), promised and as_day(promised),
            as_day(breaks_on), self.assignee,
        )  # fmt: skip

    def happened(
        self, kind: str, step: int, *, by: str = "", always: bool = False, subject: tuple[str, str] = ("", ""), **data: Any
    ) -> None:
        """The event, and the audit entry; of a case that is over only the events that always are."""
        if not (always or self.plan.open):
            return
        by, at = by or self.by, self.texts[step]
        section = self.to.section if by.startswith("staff") else ""
        about = subject if subject[0] else ("case", self.case)
        event = self.new_id(step)
        self.to.events.add(as_id(event), kind, at, by, section, *about, as_json(data))
        if self.plan.open:
            self.to.entries.add(at, kind, by, section, *about, "", as_json({"event": event, **data}))
