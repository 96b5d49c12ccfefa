"""補正する: mend what was asked about, and nothing else. The earlier answers stay; these are a further revision."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.files.public import StoredFile
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.cases.actions.attach_later import keep_paper
from madoguchi.engines.cases.actions.end_correction import end
from madoguchi.engines.cases.actions.guards import lock, undecided
from madoguchi.engines.cases.actions.link import link_by_answers
from madoguchi.engines.cases.answers import PAPER, below, differing_paths, put, question_path
from madoguchi.engines.cases.events import AnswersCorrected
from madoguchi.engines.cases.filings import keep_filing
from madoguchi.engines.cases.models import Application, Case, Correction, Ending, Revision
from madoguchi.engines.cases.models.application import answers_context
from madoguchi.engines.cases.queries import answers_of, newest_revision
from madoguchi.engines.cases.reading import applicant_of
from madoguchi.engines.cases.sealed import digest_of, hide_json
from madoguchi.engines.cases.search.keys import index_case
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.forms.public import Problem, check, effective, walk
from madoguchi.engines.people.public import Actor, authorize


class NoCorrectionAsked(Refused):
    code, message = "no-correction-asked", _("いまは、修正をお願いしている項目はありません。")


class NotAsked(Refused):
    code, message = "not-asked", _("修正をお願いした項目だけを変えられます。")


class NothingCorrected(Refused):
    code, message = "nothing-corrected", _("修正した項目も、加えた書類もありません。")


class StillWrong(Refused):
    """`problems` say what and where."""

    code, message = "still-wrong", _("修正した内容に、まだ確認が必要なところがあります。")

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


@transaction.atomic
def correct(
    case: Case,
    changes: Mapping[str, Any],
    *,
    files: Iterable[tuple[str, StoredFile]] = (),
    by: Actor,
    at: datetime,
) -> int:
    """Answer the open correction with new values by path and papers by slot; gives the number of the newest
    revision. Questions that only the new values bring up may be answered too.

    Raises NotPermitted, CaseOver, AlreadyDecided, NoCorrectionAsked, NotAsked, StillWrong, NothingCorrected.
    """
    authorize(by, "cases.correct", case)
    held = lock(case)
    undecided(held)
    correction = Correction.objects.filter(case=held, ended_at=None).prefetch_related("items").first()
    if correction is None:
        raise NoCorrectionAsked
    asked = [item.path for item in correction.items.all()]
    papers = list(files)
    before = answers_of(held.application)
    after = mended(held, before, changes, asked)
    changed = differing_paths(before, after, held.definition)
    if not changed and not papers:
        raise NothingCorrected
    if below([f"{PAPER}{slot}" for slot, _file in papers], asked):
        raise NotAsked
    number = revise(held, after, changed, by=by, at=at)
    for slot, file in papers:
        keep_paper(held.application, slot, file, by=by, at=at)
    end(held, correction, Ending.ANSWERED, revision=number, by=by, at=at)
    keep_standing(held)
    return number


def revise(held: Any, after: dict[str, Any], changed: list[str], *, by: By, at: datetime) -> int:
    """A further revision where something has changed, and what the office reads from it; the number of the newest."""
    number = newest_revision(held.application)
    if changed:
        number = write_revision(held.application, number + 1, after, changed, by=by, at=at)
        index_case(held, applicant_of(held.definition, after))
        keep_filing(held)
        link_by_answers(held, at=at)
    return number


def mended(held: Any, before: dict[str, Any], changes: Mapping[str, Any], asked: list[str]) -> dict[str, Any]:
    """The answers with the changes, those that count. Raises NotAsked, StillWrong."""
    definition, day = held.definition, held.received_on
    shown = {one.path for stop in walk(definition, before, day).stops for one in stop.asked()}
    unasked = [path for path in below(changes, asked) if question_path(definition, path) in shown]
    if unasked:
        raise NotAsked
    after = before
    for path, value in changes.items():
        after = put(after, path, value)
    after = effective(definition, after, day)
    old = {problem.key for problem in check(definition, before, day)}
    touched = [*asked, *changes]
    problems = [
        problem
        for problem in check(definition, after, day)
        if not problem.confirm and (problem.key not in old or not below([problem.path], touched))
    ]
    if problems:
        raise StillWrong(problems)
    return after


def write_revision(
    application: Application, number: int, answers: dict[str, Any], paths: list[str], *, by: By, at: datetime
) -> int:
    key = new_key("application", str(application.id), to="office")
    Revision.objects.create(
        application=application,
        number=number,
        key=key,
        sealed_answers=hide_json(key, answers, answers_context(application.id, number)),
        digest=digest_of(answers),
        paths=paths,
        by_code=by.code,
        at=at,
    )
    record(AnswersCorrected(subject=application.id, revision=number), by=by, at=at, section=application.section)
    return number
