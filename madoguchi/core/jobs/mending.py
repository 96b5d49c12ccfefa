"""Mending: what a person may do with a job that failed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.jobs.models import Job, State
from madoguchi.core.jobs.queries import TROUBLED
from madoguchi.core.jobs.queueing import announce_again
from madoguchi.core.refused import Refused


class NotWaitingForHelp(Refused):
    code, message = "job-not-waiting-for-help", _("この処理は失敗の状態ではないため、やり直しや取りやめはできません。")


@transaction.atomic
def retry(job: Job | UUID | str, *, by: By, at: datetime) -> None:
    """Try a dead job again, or a retrying one at once, with all its attempts before it. Whether `by` may, the face
    asks.
    """
    pk = job.pk if isinstance(job, Job) else job
    fields = {"state": State.READY, "attempts": 0, "run_after": at, "finished_at": None}
    if not _troubled(pk).update(**fields):
        raise NotWaitingForHelp
    announce_again(Job.objects.get(pk=pk))
    note("jobs.retried", by=by, at=at, subject_kind="job", subject_id=str(pk))


@transaction.atomic
def set_aside(job: Job | UUID | str, *, by: By, at: datetime) -> None:
    """A failed job is not to be tried any more: it was done by hand, or is no longer needed."""
    pk = job.pk if isinstance(job, Job) else job
    if not _troubled(pk).update(state=State.ASIDE, finished_at=at):
        raise NotWaitingForHelp
    note("jobs.set-aside", by=by, at=at, subject_kind="job", subject_id=str(pk))


def _troubled(pk: UUID | str) -> QuerySet[Job]:
    return Job.objects.filter(TROUBLED, pk=pk)
