"""本人に見えるものを渡す: the case as its person may see it, whole each time, so that the newest one says everything.

The same tables on both sides; on the public side only the columns that the model declares (`shown_to_person`), sealed by a key
of that side. What the person has done since, and the office did not know of when it wrote, is not undone by it.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from madoguchi.core.acting import SYSTEM
from madoguchi.core.events.public import StoredEvent, adopt, envelope_of, event_classes
from madoguchi.core.relay.public import (
    Crossing,
    Said,
    Taken,
    Writing,
    crosses,
    heard,
    is_unheard,
    letters,
    raw_of,
    said_of,
    values_of,
)
from madoguchi.core.sealing.public import DataKey, Unreadable, destroy, new_key, seal, unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.crossing.applications import event_of, say_version, version_of
from madoguchi.engines.cases.erasing import clear, is_erased
from madoguchi.engines.cases.events import CaseEvent
from madoguchi.engines.cases.events import Said as SaidEvent
from madoguchi.engines.cases.models import (
    Application,
    Case,
    CaseLink,
    Completion,
    Correction,
    CorrectionItem,
    Decision,
    Extension,
    Filing,
    Grant,
    Intake,
    LentAnswers,
    Message,
    Notification,
    Review,
    Source,
    Standing,
    State,
    Transfer,
    Withdrawal,
)
from madoguchi.engines.cases.models.correction import comment_context
from madoguchi.engines.cases.models.lent import lent_context
from madoguchi.engines.cases.queries import answers_of
from madoguchi.engines.cases.sealed import hide_json
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.public import Account

OF_APPLICATION = (
    "id", "number", "procedure", "section", "account_id", "source", "received_at", "assurance", "helped", "electronic_notice",
    "language", "later",
)  # fmt: skip
TOLD = Q(notification__given_at__isnull=False) | Q(case__completion__isnull=False)
"""A decision is shown when its notice was given; one that needs none, when the case is over."""

Contexts = dict[str, Callable[[Any], str]]


class Table:
    """One table of what is shown: which rows of a case, and by which words each sealed column is bound."""

    def __init__(self, model: type[Model], where: str = "case", only: Q | None = None, **contexts: Callable[[Any], str]) -> None:
        self.model, self.where, self.only = model, where, only or Q()
        self.contexts: Contexts = contexts

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.model.shown_to_person)  # type: ignore[attr-defined]

    def say(self, case: Case) -> list[dict[str, Any]]:
        rows = self.model._default_manager.filter(self.only, **{self.where: case}).order_by("pk").distinct()
        return [{**said_of(row, self.names), **self._opened(row, case.key)} for row in rows]

    def _opened(self, row: Model, key: DataKey) -> dict[str, str]:
        sealed = {name: bytes(getattr(row, name)) for name in self.contexts}
        return {name: letters(unseal(key, raw, self.contexts[name](row))) for name, raw in sealed.items() if raw}

    def clear(self, case: Case) -> None:
        rows = self.model._default_manager.filter(**{self.where: case})
        pks = list(rows.values_list("pk", flat=True))
        if pks:
            found = self.model._default_manager.filter(pk__in=pks)
            found._raw_delete(found.db)  # the rows that point here are written anew in this transaction

    def rows(self, said: list[dict[str, Any]], key: DataKey) -> list[Model]:
        return [self._row(one, key) for one in said]

    def _row(self, said: dict[str, Any], key: DataKey) -> Model:
        opened = {name: said[name] for name in self.contexts if name in said}
        row = self.model(**values_of(self.model, {name: value for name, value in said.items() if name not in opened}))
        for name, text in opened.items():
            setattr(row, name, seal(key, raw_of(text), self.contexts[name](row)))
        return row


TABLES = [
    Table(Intake),
    Table(Review),
    Table(Correction, sealed_otherwise=lambda row: f"cases.otherwise:{row.id}"),
    Table(CorrectionItem, "correction__case", sealed_comment=lambda row: comment_context(row.correction_id, row.path)),
    Table(
        Decision,
        only=TOLD,
        sealed_reason=lambda row: f"cases.reason:{row.id}",
        sealed_values=lambda row: f"cases.values:{row.id}",
    ),
    Table(
        Grant,
        "decision__case",
        only=Q(decision__notification__given_at__isnull=False) | Q(decision__case__completion__isnull=False),
        sealed_name=lambda row: f"cases.grant-name:{row.decision_id}:{row.path}",
        sealed_reason=lambda row: f"cases.grant-reason:{row.decision_id}:{row.path}",
        sealed_values=lambda row: f"cases.grant-values:{row.decision_id}:{row.path}",
    ),
    Table(Extension, sealed_reason=lambda row: f"cases.extension:{row.id}"),
    Table(Transfer, sealed_reason=lambda row: f"cases.transfer:{row.id}"),
    Table(Notification, only=Q(given_at__isnull=False)),
    Table(Completion),
    Table(Withdrawal, sealed_reason=lambda row: f"cases.withdrawal:{row.case_id}"),
    Table(CaseLink),
    Table(
        Filing,
        sealed_name=lambda row: f"cases.filer:{row.case_id}",
        sealed_relation=lambda row: f"cases.filer-relation:{row.case_id}",
        sealed_office=lambda row: f"cases.filer-office:{row.case_id}",
    ),
    Table(Standing),
]
MESSAGES = Table(Message, sealed_text=lambda row: f"cases.message:{row.id}")


def about(event: Any, stored: StoredEvent) -> tuple[str, str] | None:
    """Of an application that somebody can see on the public side."""
    which = Q(case__pk=str(event.subject)) if isinstance(event, CaseEvent) else Q(pk=str(event.subject))
    found = Application.objects.filter(which).first()
    return (str(found.pk), "") if found and is_shown(found) else None


def is_shown(application: Application) -> bool:
    return application.account_id is not None or application.source == Source.PORTAL


def write(subject: str, item: str, writing: Writing) -> Said:
    application = Application.objects.select_related("version", "key").get(pk=subject)
    held = Case.objects.select_for_update().only("pk").filter(application=application).first()  # or half of a deed could be read
    case = Case.objects.select_related("key", "application__key", "version").get(pk=held.pk) if held else None
    said: Said = {"heard": heard(subject), "version": say_version(application.version), "case": None, "events": []}
    said["application"] = said_of(application, OF_APPLICATION)
    if case is None:
        return said
    said["events"] = [seen_outside(one) for one in events_of(case)]
    said["case"] = said_of(case, Case.shown_to_person)
    if is_erased(case):
        return {**said, "erased": True}
    try:
        said["tables"] = {table.model.__name__: [masked(one) for one in table.say(case)] for table in TABLES}
        said["messages"] = MESSAGES.say(case)
        said["answers"] = answers_of(application) if Correction.objects.filter(case=case, ended_at=None).exists() else None
    except Unreadable:
        said["erased"] = True
    return said


def masked(row: dict[str, Any]) -> dict[str, Any]:
    """How far a decision has come inside the house is not told before its notice."""
    if row.get("state") in (State.PROPOSED, State.DECIDED):
        return {**row, "state": State.REVIEWING.value}
    return row


def events_of(case: Case) -> list[StoredEvent]:
    """Those that the person's time line tells."""
    told = {one.kind for one in event_classes() if issubclass(one, SaidEvent) and one.to_person is not None}
    mine = Q(subject_kind="case", subject_id=str(case.id)) | Q(subject_kind="application", subject_id=str(case.application_id))
    return list(StoredEvent.objects.filter(mine, kind__in=told).order_by("id"))


def seen_outside(stored: StoredEvent) -> dict[str, Any]:
    """Which section, never who."""
    envelope = envelope_of(stored)
    return {**envelope, "by": "staff" if stored.by.startswith("staff:") else stored.by}


def take(subject: str, said: Said, taken: Taken) -> None:
    if is_unheard(subject, said["heard"]):
        return  # written before the office knew what the person did last: another one follows
    application = keep_application(said, taken)
    if application is None:
        return
    forget_papers(application, taken)
    if application.draft:
        forms.empty(application.draft, by=SYSTEM, at=taken.at)
    if said["case"] is None:
        return
    case = keep_case(application, said["case"])
    if said.get("erased"):
        clear(application, case, at=taken.at)
    else:
        keep_tables(case, said)
        lend(application, said["answers"], taken)
    for one in said["events"]:
        adopt(event_of(one))


def keep_application(said: Said, taken: Taken) -> Application | None:
    """The one handed in here; one handed in at the office, as far as its person has an account here."""
    values = values_of(Application, said["application"])
    known = Application.objects.filter(pk=values["id"]).first()
    if known is not None:
        if known.section != values["section"]:
            Application.objects.filter(pk=known.pk).update(section=values["section"])
        return known
    if not Account.objects.filter(pk=values["account_id"]).exists():
        return None
    key = new_key("shown", str(values["id"]))
    return Application.objects.create(**values, version=version_of(said["version"]), key=key, digest="", submitted_by="office")


def keep_case(application: Application, said: dict[str, Any]) -> Case:
    values = values_of(Case, said)
    known = Case.objects.filter(pk=values["id"]).select_related("key").first()
    if known is None:
        return Case.objects.create(**values, version=application.version, key=new_key("shown", str(values["id"])))
    Case.objects.filter(pk=known.pk).update(**values)
    known.section = values["section"]
    return known


def keep_tables(case: Case, said: Said) -> None:
    for table in reversed(TABLES):
        table.clear(case)
    for table in TABLES:
        rows = table.rows(said["tables"][table.model.__name__], case.key)
        if table.model is CaseLink:
            rows = [one for one in rows if Case.objects.filter(pk=one.earlier_id).exists()]  # type: ignore[attr-defined]
        table.model._default_manager.bulk_create(rows)
    for row in MESSAGES.rows(said["messages"], case.key):
        assert isinstance(row, Message)
        row.section = case.section
        known = Message.objects.filter(pk=row.pk)
        if known.update(seen_at=row.seen_at) == 0:
            row.save(force_insert=True)


def lend(application: Application, answers: dict[str, Any] | None, taken: Taken) -> None:
    """While a correction is open its answers are here; afterwards the key is destroyed."""
    lent = LentAnswers.objects.filter(application=application).select_related("key").first()
    if lent is not None and answers is not None and lent.answers == answers:
        return  # the page that is open over there goes on
    if lent is not None:
        destroy(lent.key, by=SYSTEM, at=taken.at)
        lent.delete()
    if answers is not None:
        key = new_key("lent", str(application.id))
        sealed = hide_json(key, answers, lent_context(application.id))
        LentAnswers.objects.create(application=application, key=key, sealed=sealed, lent_at=taken.at)


def forget_papers(application: Application, taken: Taken) -> None:
    """The office has them: what lies here of them can be opened no more."""
    keys: dict[UUID, DataKey] = {}
    for papers in (application.files, application.later_attachments):
        for paper in papers.select_related("file__key"):
            keys[paper.file.key_id] = paper.file.key
    for key in keys.values():
        if key.destroyed_at is None:
            destroy(key, by=SYSTEM, at=taken.at)


STARTS = tuple(one for one in event_classes() if issubclass(one, SaidEvent) and one.kind.startswith("cases."))

crosses(Crossing("cases.shown", Zone.PUBLIC, write, take, on=STARTS, about=about, whole=True))
