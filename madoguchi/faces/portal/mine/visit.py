"""来庁の日時を選び直す: another time for the visit of an application, joined to it, with nothing asked anew but the time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms.public import FIELD_TYPES, Problem
from madoguchi.faces.portal.booking.frame import span_words
from madoguchi.faces.shell.fields import ErrorLink, FieldView, OptionView, errors_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.questions import field_of


@open_to("cases.choose-visit")
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: Any, number: str) -> HttpResponse:
    by, at = request.actor, request.received_at
    held = cases.look_application(number, by=by, at=at)
    wanted = cases.visit_wanted(held, at=at)
    chosen = request.POST.get("time", "")
    problems: list[Problem] = []
    refusal = ""
    if request.method == "POST":
        try:
            cases.choose_visit(held, chosen, by=by, at=at)
        except booking.NotAcceptable as wrong:
            problems = wrong.problems
        except (NotPermitted, NotFound):
            raise
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("来庁の日時を決めました。"))
            return redirect("portal:application", number=held.number)
    if wanted is None:
        messages.info(request, refusal or str(cases.NoVisitWanted.message))
        return redirect("portal:application", number=held.number)
    field = times_of(wanted, request, chosen, problems)
    said = [*(problem.sentence for problem in problems if problem.path != wanted.path), *([refusal] if refusal else [])]
    errors = [*errors_of([field]), *(ErrorLink("", sentence) for sentence in said)]
    earlier = wanted.earlier
    context = {
        "application": held, "field": field, "errors": errors,
        "earlier": span_words(earlier.starts_at, earlier.ends_at) if earlier else "",
    }  # fmt: skip
    return render(request, "portal/mine/visit.html", context, status=422 if errors else 200)


def times_of(wanted: cases.Wanted, request: Any, chosen: str, problems: list[Problem]) -> FieldView:
    """The next free times; before them what the person has booked by hand meanwhile."""
    found = [problem for problem in problems if problem.path == wanted.path]
    field = field_of(wanted.question, {"": [chosen]} if chosen else {}, found, name="time", required=True)
    field.hint = ""  # it tells how the form books
    mine = cases.visits_to_join(wanted, by=request.actor, at=request.received_at)
    kind = FIELD_TYPES.get("slot")
    own = [OptionView(str(one.pk), kind.show(str(one.pk), wanted.question), chosen=str(one.pk) == chosen) for one in mine]
    first, *others = field.options
    field.options = [first, *own, *(option for option in others if option.value not in {one.value for one in own})]
    return field
