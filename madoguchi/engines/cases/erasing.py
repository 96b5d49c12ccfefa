"""消去: what a case leaves when it is disposed of. The number, the days, the outcome; nobody's name, no answer, no paper.

Each step may be done twice. The rows go in one transaction; the bytes of files after it, and those that a crash left are
swept away a day later, unreadable meanwhile, for their key is gone.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import SYSTEM, By
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.files.public import StoredFile, drop
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import DataKey, destroy
from madoguchi.engines.cases.desk_events import CaseErased
from madoguchi.engines.cases.models import (
    Application,
    ApplicationSecret,
    Case,
    Decision,
    LentAnswers,
    Memo,
    Notification,
    RunMember,
    SearchKey,
    Signature,
    SignatureMatch,
    Standing,
)
from madoguchi.engines.cases.runs.sending import SUBJECT
from madoguchi.engines.documents import public as documents
from madoguchi.engines.forms import public as forms
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.public import Actor


class NotToBeErased(Refused):
    code, message = "not-to-be-erased", _("この案件は、まだ保存期限の前か、処理中です。")


def due_for_disposal(on: date) -> QuerySet[Case]:
    """Cases whose years of keeping are over, that are not being worked on, were not erased, and by which nobody holds
    anything that is still valid.
    """
    valid = Decision.objects.filter(case=OuterRef("pk"), revised_by=None, expires_on__gte=on)
    rows = Case.objects.filter(kept_until__lt=on, key__destroyed_at=None).filter(~Exists(valid))
    return rows.filter(~Exists(Standing.objects.filter(case=OuterRef("pk"))))


def is_erased(case: Case) -> bool:
    return bool(case.key.destroyed_at)


def digest_of_sealed(case: Case) -> str:
    """SHA-256 over what is sealed, as it lies: it tells of a backup whether it holds the same, and nothing of the content."""
    digest = hashlib.sha256(bytes(case.application.sealed_answers))
    for revision in case.application.revisions.order_by("number"):
        digest.update(bytes(revision.sealed_answers))
    for paper in papers_of(case.application):
        digest.update(paper.file.sha256.encode())
    return digest.hexdigest()


@transaction.atomic
def erase(case: Case, *, by: Actor, at: datetime) -> bool:
    """Destroy what was sealed of a case that is due, and what was derived from it. False where it was done before.

    Who may say so, and whether two persons did, is for the caller. Raises NotToBeErased.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("key", "application__key").get(pk=case.pk)
    if is_erased(held):
        return False
    if not due_for_disposal(today(at)).filter(pk=held.pk).exists():
        raise NotToBeErased
    record(CaseErased(subject=held.id, number=held.number), by=by, at=at, section=held.section)
    clear_of_office(held, by, at)
    clear(held.application, held, by=by, at=at)
    return True


def clear_of_office(case: Case, by: By, at: datetime) -> None:
    """What the office alone has: marks for the search, memos, who signed, letters of mass runs."""
    memos = list(Memo.objects.filter(case=case).select_related("key"))
    SearchKey.objects.filter(case=case).delete()
    for memo in memos:
        destroy(memo.key, by, at)
        memo.delete()
    SignatureMatch.objects.filter(signature__application=case.application_id).delete()
    Notification.objects.filter(case=case).exclude(missing="").update(missing="")
    for member in RunMember.objects.filter(case=case).values_list("pk", flat=True):
        messages.forget_subject(SUBJECT, str(member), by=by, at=at)


def clear(application: Application, case: Case | None, *, by: By = SYSTEM, at: datetime) -> None:
    """What either side has of it."""
    keys: dict[UUID, DataKey] = {application.key.pk: application.key}
    if case is not None:
        keys[case.key.pk] = case.key
        sheets = messages.forget_subject("case", case.id, by=by, at=at)
        documents.forget_subject("case", case.id, by=by, at=at)
        for sheet in StoredFile.objects.filter(pk__in=[one.pk for one in sheets]):
            drop(sheet, by=by, at=at)
    for row in keyed(application):
        keys[row.key.pk] = row.key
    for paper in papers_of(application):
        keys[paper.file.key.pk] = paper.file.key
        paper.delete()
        if not forms.DraftFile.objects.filter(file=paper.file).exists():
            drop(paper.file, by=by, at=at)
    if application.draft:
        forms.forget(application.draft, by=by, at=at)
    Signature.objects.filter(application=application).delete()
    ApplicationSecret.objects.filter(application=application).delete()
    LentAnswers.objects.filter(application=application).delete()
    application.revisions.update(digest="")
    Application.objects.filter(pk=application.pk).update(digest="", account=None, delegation=None, confirmed=[])
    if case is not None:
        Case.objects.filter(pk=case.pk).update(account=None)
    for key in keys.values():
        destroy(key, by, at)


def keyed(application: Application) -> Iterator[Any]:
    """Rows of an application that have a key of their own."""
    yield from application.revisions.select_related("key")
    yield from application.secrets.select_related("key")
    yield from LentAnswers.objects.filter(application=application).select_related("key")


def papers_of(application: Application) -> Iterator[Any]:
    yield from application.files.select_related("file__key").order_by("pk")
    yield from application.later_attachments.select_related("file__key").order_by("pk")
