"""結びつける: say which earlier case this one follows."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, Refused
from madoguchi.core.zones import Zone, is_here
from madoguchi.engines.cases.actions.guards import lock
from madoguchi.engines.cases.definitions import Follows
from madoguchi.engines.cases.events import CaseLinked
from madoguchi.engines.cases.models import Case, CaseLink
from madoguchi.engines.cases.queries import answers_of, stored_form
from madoguchi.engines.cases.reading import at as at_path
from madoguchi.engines.people.public import SYSTEM, Actor, authorize


class DoesNotFollow(Refused):
    code, message = "does-not-follow", _("その受付番号の案件は、この手続の前の案件ではありません。")


class LinkedAlready(Refused):
    code, message = "linked-already", _("この案件は、すでに前の案件と結びついています。")


@transaction.atomic
def link(case: Case, number: str, *, by: Actor, at: datetime) -> CaseLink:
    """By a clerk, where the answers name no earlier case, or a wrong one. Both must lie within what the clerk may see.

    Raises NotPermitted, NotFound, DoesNotFollow, LinkedAlready.
    """
    authorize(by, "cases.link", case)
    held = lock(case)
    earlier = Case.objects.visible_to(by).filter(number=stored_form(number)).first()
    if earlier is None:
        raise NotFound
    if earlier.pk == held.pk or earlier.procedure not in {one.procedure for one in held.definition.follows}:
        raise DoesNotFollow
    if CaseLink.objects.filter(case=held).exists():
        raise LinkedAlready
    return join(held, earlier, by=by, at=at)


def join(case: Any, earlier: Case, *, by: Actor, at: datetime) -> CaseLink:
    kept = CaseLink.objects.create(case=case, earlier=earlier, by_code=by.code, at=at)
    record(CaseLinked(subject=case.id, number=case.number, earlier=str(earlier.id)), by=by, at=at, section=case.section)
    return kept


def link_by_answers(case: Any, *, at: datetime) -> CaseLink | None:
    """By the number in the answers, when the case is opened or corrected. None where there is no such case: the desk says so."""
    known = CaseLink.objects.filter(case=case).first()
    if not is_here(Zone.OFFICE) or known or not case.definition.follows:
        return known
    answers = answers_of(case.application)
    for follows in case.definition.follows:
        earlier = named_in(follows, answers, case)
        if earlier:
            return join(case, earlier, by=SYSTEM, at=at)
    return None


def named_in(follows: Follows, answers: dict[str, Any], case: Any) -> Case | None:
    number = at_path(answers, follows.number)
    if not isinstance(number, str) or not number:
        return None
    return Case.objects.filter(number=number, procedure=follows.procedure).exclude(pk=case.pk).first()
