"""外字の解決: a font was added, or a chief approved other letters."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.typesetting.public import check_characters, missing_characters
from madoguchi.engines.documents.events import NamesSolved
from madoguchi.engines.documents.models import How, NameIssue, NameSolution
from madoguchi.engines.people.public import authorize


class AlreadySolved(Refused):
    code, message = "names-already-solved", _("この文字は、すでに解決しています。")


class StillMissing(Refused):
    code, message = (
        "names-still-missing",
        _("まだ印字できない文字があります：{characters}。書体を加えてから、もう一度押してください。"),
    )


class SubstituteMissing(Refused):
    code, message = "substitute-missing", _("代わりの字を、すべての文字について入れてください：{characters}")


class SubstituteNeedsReason(Refused):
    code, message = "substitute-needs-reason", _("代わりの字で印字する理由（本人の同意など）を書いてください。")


@transaction.atomic
def solve_by_font(issue: NameIssue, *, by: By, at: datetime) -> NameSolution:
    """All its characters can be printed now. Raises NotPermitted, AlreadySolved, StillMissing."""
    authorize(by, "documents.solve-names", issue)
    held = _lock(issue)
    if missing := missing_characters(*held.characters):
        raise StillMissing(characters="、".join(missing))
    return _solved(held, NameSolution(issue=held, how=How.FONT, by_code=by.code, at=at), by, at)


@transaction.atomic
def solve_by_substitute(issue: NameIssue, *, substitutes: Mapping[str, str], reason: str, by: By, at: datetime) -> NameSolution:
    """Print these letters instead, on all documents about this subject, with a word on the sheet that says so.

    Raises NotPermitted, AlreadySolved, SubstituteMissing, SubstituteNeedsReason, MissingGlyph.
    """
    authorize(by, "documents.approve-substitute", issue)
    held = _lock(issue)
    chosen = {one: substitutes.get(one, "").strip() for one in held.characters}
    if lacking := [one for one, instead in chosen.items() if not instead or instead == one]:
        raise SubstituteMissing(characters="、".join(lacking))
    if not reason.strip():
        raise SubstituteNeedsReason
    check_characters(*chosen.values())
    solution = NameSolution(issue=held, how=How.SUBSTITUTE, substitutes=chosen, by_code=by.code, at=at)
    solution.keep_reason(reason.strip())
    return _solved(held, solution, by, at)


def _lock(issue: NameIssue) -> NameIssue:
    held = NameIssue.objects.select_for_update(of=("self",)).select_related("key").get(pk=issue.pk)
    if held.solved_at is not None:
        raise AlreadySolved
    return held


def _solved(issue: NameIssue, solution: NameSolution, by: By, at: datetime) -> NameSolution:
    solution.save(force_insert=True)
    issue.solved_at = at
    issue.save(update_fields=["solved_at"])
    said = NamesSolved(
        subject=issue.id,
        about_kind=issue.subject_kind,
        about=issue.subject_id,
        template=issue.template,
        how=solution.how,
    )
    record(said, by=by, at=at)
    return solution
