"""Questions about cases. They never write, but for the trace of a look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q

from madoguchi.city.public import without_text
from madoguchi.core.audit.public import listed
from madoguchi.core.counting import within
from madoguchi.core.events.public import Event, StoredEvent, event_classes
from madoguchi.core.identifiers.public import BadNumber, check_receipt_number
from madoguchi.core.refused import NotFound
from madoguchi.core.sealing.public import Unreadable
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.cases.answers import Difference, differences_between
from madoguchi.engines.cases.calculations.running import Calculated
from madoguchi.engines.cases.events import Said
from madoguchi.engines.cases.limits import history_for
from madoguchi.engines.cases.models import (
    Application,
    Case,
    LentAnswers,
    RunMember,
    SignatureMatch,
    Standing,
    State,
    Transfer,
)
from madoguchi.engines.cases.models.case import all_with_steps
from madoguchi.engines.cases.models.run import MEMBER as RUN_MEMBER
from madoguchi.engines.cases.protection import is_protected
from madoguchi.engines.cases.reading import calculated
from madoguchi.engines.people.public import Account, Actor, Addressee, Owned, UnderProtection, bound_addressee
from madoguchi.engines.people.public import look as look_at

Cursor = tuple[date, UUID]


def look(number: str, *, by: Actor, at: datetime, purpose: str = "") -> Case:
    """The case of a receipt number, typed in any way, that this person may see; staff's looking is written down.
    Raises NotFound; and UnderProtection before the case of a protected person opens, until staff were warned.
    """
    wanted = stored_form(number)
    cases = Case.objects.select_related("version", "key", "application__key", "account").annotate(protected=is_protected())
    found = look_at(cases.defer(*without_text()), by=by, at=at, purpose=purpose, number=wanted)
    if by.kind in {"staff", "machine"} and found.protected and wanted not in by.warned:  # type: ignore[attr-defined]
        raise UnderProtection(number=wanted)
    return found


def warn_first(case_ids: Iterable[Any], *, by: Actor) -> None:
    """Before what belongs to these cases is opened other than by `look`: raises UnderProtection for the first of a protected
    person of whom this member of staff has not been warned.
    """
    kept = Case.objects.filter(is_protected(), pk__in=list(case_ids)).exclude(number__in=by.warned)
    if number := kept.order_by("number").values_list("number", flat=True).first():
        raise UnderProtection(number=number)


def cases_behind(about: Iterable[tuple[str, str]]) -> set[UUID]:
    """Which cases letters are about, by the kind and id of their subjects: a case itself, or who was chosen for a mass letter."""
    subjects = list(about)
    members = [one for kind, one in subjects if kind == RUN_MEMBER]
    chosen = RunMember.objects.filter(pk__in=members).values_list("case", flat=True) if members else ()
    return {UUID(one) for kind, one in subjects if kind == "case"} | set(chosen)


def look_application(number: str, *, by: Actor, at: datetime, purpose: str = "") -> Application:
    """The application of a receipt number, for its own sender. Raises NotFound; of a person under protection for other
    systems, too, whoever handed it in; Unreadable of one that was disposed of: nobody is known to have sent it any more, so
    whoever has the number is told that much.
    """
    wanted = stored_form(number)
    applications = Application.objects.select_related("version", "key", "account", "delegation__proxy").defer(*without_text())
    try:
        return look_at(applications, by=by, at=at, purpose=purpose, number=wanted)
    except NotFound:
        if Application.objects.filter(number=wanted, account=None, key__destroyed_at__isnull=False).exists():
            raise Unreadable from None
        raise


def stored_form(number: str) -> str:
    try:
        return check_receipt_number(number)
    except BadNumber:
        raise NotFound from None


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; all of them stand in the address of the page."""

    state: str = ""
    waits_for: str = ""
    procedure: str = ""
    source: str = ""
    assignee: UUID | None = None
    unassigned: bool = False
    assignees: tuple[UUID, ...] | None = None
    breaks_until: date | None = None
    broken_on: date | None = None
    received_from: date | None = None
    received_until: date | None = None
    section: str = ""

    def as_codes(self) -> dict[str, Any]:
        """What was asked, for the audit."""
        return {name: value for name, value in vars(self).items() if value}

    def condition(self) -> Q:
        wanted = Q()
        for name in ("state", "waits_for", "procedure", "source", "section"):
            if value := getattr(self, name):
                wanted &= Q(**{name: value})
        if self.assignee:
            wanted &= Q(assignee_id=self.assignee)
        if self.assignees is not None:
            wanted &= Q(assignee__in=self.assignees)
        if self.unassigned:
            wanted &= Q(assignee=None)
        if self.broken_on:
            wanted &= Q(breaks_on__lt=self.broken_on)
        if self.received_from:
            wanted &= Q(received_on__gte=self.received_from)
        if self.received_until:
            wanted &= Q(received_on__lte=self.received_until)
        return wanted & Q(breaks_on__lte=self.breaks_until) if self.breaks_until else wanted


@dataclass(frozen=True)
class QueuePage:
    items: Sequence[Standing]
    next: Cursor | None


def queue(
    *,
    by: Actor,
    filters: Filters | None = None,
    after: Cursor | None = None,
    limit: int = 20,
    at: datetime | None = None,
    purpose: str = "casework",
) -> QueuePage:
    """Open cases that this person may see, the promise that breaks first on top. Reads one row more than it shows,
    counts nothing. With `at`, a page that shows them: what was asked and what was shown is written down.
    """
    waiting = Standing.objects.visible_to(by).filter((filters or Filters()).condition())
    if after:
        beyond = Q(breaks_on__gt=after[0]) | Q(breaks_on=after[0], case_id__gt=after[1])
        waiting = waiting.filter(beyond, breaks_on__gte=after[0])  # said twice, so that the index is entered at the place
    # First which, then with all that belongs to them: sorted the other way round, every open case of several sections is joined.
    shown = waiting.order_by("breaks_on", "case_id").values("pk")[: limit + 1]
    rows = Standing.objects.filter(pk__in=shown).select_related("case__key", "case__version", "assignee")
    found = list(rows.defer(*without_text("case__version")).order_by("breaks_on", "case_id"))
    more = found[limit - 1] if len(found) > limit else None
    if at and by.kind == "staff":
        listed(by, at, "case", (filters or Filters()).as_codes(), [one.case_id for one in found[:limit]], purpose)
    return QueuePage(found[:limit], (more.breaks_on, more.case_id) if more else None)


def numbers_in_queue(*, by: Actor, filters: Filters, limit: int) -> list[str]:
    """The receipt numbers of what the filters let through, in the order of the queue, so many at most."""
    rows = Standing.objects.visible_to(by).filter(filters.condition()).order_by("breaks_on", "case_id")
    return list(rows.values_list("number", flat=True)[:limit])


def standings(numbers: Sequence[str], *, by: Actor) -> list[Standing]:
    """The open cases of these numbers that this person may see, in the order of the queue. One query."""
    rows = Standing.objects.visible_to(by).filter(number__in=numbers).select_related("case__key", "case__version", "assignee")
    return list(rows.defer(*without_text("case__version")).order_by("breaks_on", "case_id"))


def counts_by_state(*, by: Actor, section: str = "", late_on: date | None = None) -> dict[str, int]:
    """How many open cases stand where, bounded, without the states where none stands; with `late_on`, under "" how many
    promises are broken on that day. One query, that reads no more of the index however much is open.
    """
    rows = Standing.objects.visible_to(by)
    if section:
        rows = rows.filter(section=section)
    wanted = {state: rows.filter(state=state) for state in State.values}
    if late_on:
        wanted[""] = rows.filter(breaks_on__lt=late_on)
    return {name: n for name, n in within(wanted).items() if n}


def next_after(case: Case, *, by: Actor, filters: Filters | None = None) -> Standing | None:
    """The case that follows in the queue: what one key opens."""
    here = Standing.objects.filter(pk=case.pk).first()
    page = queue(by=by, filters=filters, after=(here.breaks_on, here.pk) if here else None, limit=1)
    return page.items[0] if page.items else None


def applications_of(*, by: Actor, after: tuple[datetime, UUID] | None = None, limit: int = 20) -> list[Application]:
    """A resident's own, the newest first, each with its case, standing and decisions as far as they exist; `sent_away`
    where another city has it now. Two queries.
    """
    if by.kind not in {"resident", "machine"}:
        return []
    mine = Application.objects.visible_to(by)
    if after:
        mine = mine.filter(Q(received_at__lt=after[0]) | Q(received_at=after[0], id__lt=after[1]))
    left = Transfer.objects.filter(case__application=OuterRef("pk")).exclude(to_city="")
    rows = mine.annotate(sent_away=Exists(left)).select_related("version", "case__standing", "case__withdrawal", "case__completion")
    rows = rows.defer(*without_text())
    return list(rows.prefetch_related("case__decisions").order_by("-received_at", "-id")[:limit])


def own_cases(account_id: Any, most: int = 500) -> dict[str, Owned]:
    """For `register_owned`: an account's own cases, the newest, each with its number and procedure. One query."""
    rows = Case.objects.filter(account=account_id).order_by("-opened_at").values_list("pk", "number", "procedure")
    return {str(pk): Owned(number, procedure) for pk, number, procedure in rows[:most]}


def owners_of_cases(ids: list[str]) -> set[UUID]:
    return set(Case.objects.filter(pk__in=ids, account__isnull=False).values_list("account", flat=True))


def newest_revision(application: Application) -> int:
    found = application.revisions.order_by("-number").values_list("number", flat=True).first()
    return found or 1


def answers_of(application: Application, revision: int | None = None) -> dict[str, Any]:
    """The answers of a revision, or the newest ones; on the public side those that the office has lent. Raises NotFound,
    Unreadable.
    """
    if revision is None and zone_here() is Zone.PUBLIC:
        lent = LentAnswers.objects.filter(application=application).select_related("key").first()
        if lent:
            return lent.answers
    if revision == 1:
        return application.answers
    if revision is None and (brought := getattr(application, "revisions_brought", None)) is not None:
        return brought[0].answers if brought else application.answers
    later = application.revisions.select_related("key").order_by("-number")
    found = (later.filter(number=revision) if revision else later).first()
    if found is None and revision:
        raise NotFound
    return found.answers if found else application.answers


def differences(application: Application, a: int = 1, b: int | None = None, language: str = "") -> list[Difference]:
    """What changed from revision a to revision b (the newest)."""
    before, after = answers_of(application, a), answers_of(application, b)
    return differences_between(application.definition, before, after, language)


def calculated_of(case: Case, *, history: bool = True) -> list[Calculated]:
    """What follows from the newest answers, and (with `history`) from what was granted before."""
    return calculated(
        case.definition, answers_of(case.application), case.received_on, history=history_for(case) if history else None
    )


def values_of(case: Case) -> dict[str, Any]:
    return {one.id: one.value for one in calculated_of(case) if one.value is not None}


@dataclass(frozen=True)
class Entry:
    """A line of the time line. `event` says it in words; `by` and `section` who did it; `data` the codes that go
    with it.
    """

    at: datetime
    kind: str
    by: str
    section: str
    data: dict[str, Any]
    sentence: Any


def timeline(case: Case, audience: str = "staff") -> list[Entry]:
    """What happened, oldest first, in sentences; to the resident only what concerns the resident. One query."""
    said: dict[str, type[Event]] = {event.kind: event for event in event_classes()}
    about = Q(subject_kind="case", subject_id=str(case.id)) | Q(subject_kind="application", subject_id=str(case.application_id))
    entries = []
    for event in StoredEvent.objects.filter(about).order_by("at", "id"):
        known = said.get(event.kind)
        attribute = "sentence" if audience == "staff" else "to_person"
        ours = known is not None and issubclass(known, Said)
        sentence = known.words(event.data, audience) if ours else getattr(known, attribute, None)  # type: ignore[union-attr]
        if sentence is not None:
            by = event.by if audience == "staff" else ""
            entries.append(Entry(event.at, event.kind, by, event.section, dict(event.data), sentence))
    return entries


def names_behind(codes: set[str]) -> dict[str, str]:
    """The names of staff behind codes such as "staff:…". One query."""
    ids = {code.partition(":")[2] for code in codes if code.startswith("staff:")}
    rows = Account.objects.filter(pk__in=ids).values_list("pk", "name") if ids else ()
    return {f"staff:{pk}": name for pk, name in rows}


def register_entry_of(case: Case) -> Addressee | None:
    """The person of the register: who signed, else whom the office has bound to the account; for the comparison on the desk."""
    signed = SignatureMatch.objects.filter(signature__application=case.application).values("addressee")
    signer: Addressee | None = Addressee.objects.filter(pk__in=signed).first()
    if signer is not None:
        return signer
    return bound_addressee(case.account_id) if case.account_id else None


def whole() -> Any:
    """Cases with everything that the desk shows of one."""
    from madoguchi.engines.cases.models import (
        CaseLink,
        Correction,
        Decision,
        Extension,
        LaterAttachment,
        Message,
        Proposal,
    )

    return (
        all_with_steps()  # type: ignore[misc]  # the plugin does not see a relation declared in a later file
        .select_related(
            "key",
            "application__key",
            "application__delegation__proxy",
            "application__signature",
            "account",
            "standing",
            "intake",
            "review",
            "withdrawal",
            "completion",
            "filing",
            "follows__earlier__version",
        )
        .prefetch_related(
            Prefetch("application__revisions", to_attr="later_revisions"),
            "application__files__file",
            Prefetch("application__later_attachments", LaterAttachment.objects.select_related("file").order_by("at")),
            Prefetch("corrections", Correction.objects.prefetch_related("items").order_by("at"), to_attr="all_corrections"),
            Prefetch(
                "decisions", Decision.objects.select_related("notification").prefetch_related("grants").order_by("decided_at")
            ),
            "follows__earlier__decisions",
            Prefetch("followed_by", CaseLink.objects.select_related("case__version").prefetch_related("case__decisions")),
            Prefetch("extensions", Extension.objects.order_by("at")),
            Prefetch("transfers", Transfer.objects.order_by("at")),
            Prefetch("proposals", Proposal.objects.order_by("at")),
            "notes",
            Prefetch("messages", Message.objects.order_by("at", "id")),
            "identity_checks",
        )
    )
