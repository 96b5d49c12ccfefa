"""起案 of an answer, or of a further one: the outcome, its reason, what is entered with a grant."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.cases.entering import entries_of
from madoguchi.faces.desk.cases.forms import ProposalForm
from madoguchi.faces.shell.fields import ErrorLink
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.questions import error_links

REVISIONS = (cases.Outcome.CANCELLED, cases.Outcome.GRANTED, cases.Outcome.REFUSED)


@open_to("cases.propose", purpose="casework")
def propose(request: Any, number: str) -> HttpResponse:
    held = opened(request, number)
    fitting = cases.outcomes_of(held.definition.kind)
    if not held.definition.kind.is_answered:
        fitting = fitting & {cases.Outcome.REJECTED}
    outcomes = [(o.value, o.label) for o in cases.Outcome if o in fitting]
    who = cases.applicant_of(held.definition, cases.answers_of(held.application))
    beside = cases.namesakes(held, who, by=request.actor, at=request.received_at, purpose=request.purpose)
    return drafted(request, held, outcomes, title=_("起案する"), namesakes=len(cases.other_people(beside)))


@open_to("cases.propose", purpose="casework")
def revise(request: Any, number: str) -> HttpResponse:
    """取消し or 変更 of the decision in force, by a further one. Of a grant with entries also the same outcome otherwise."""
    held = opened(request, number)
    decision = held.decisions.filter(revised_by=None).order_by("-decided_at").first()
    same = decision is not None and (held.definition.decide is None or decision.outcome != cases.Outcome.GRANTED)
    fitting = {*cases.outcomes_of(held.definition.kind), cases.Outcome.CANCELLED}
    outcomes = [(o.value, o.label) for o in REVISIONS if decision and o in fitting and not (same and o.value == decision.outcome)]
    return drafted(request, held, outcomes, decision, title=_("決定を改める"))


def opened(request: Any, number: str) -> Any:
    return cases.look(number, by=request.actor, at=request.received_at, purpose=request.purpose)


def drafted(
    request: Any, held: Any, outcomes: list[tuple[str, Any]], decision: Any = None, *, title: str, namesakes: int = 0
) -> HttpResponse:
    """Show the form; when it is sent and sound, draft; a refusal becomes a sentence at its field."""
    form = ProposalForm(outcomes, request.POST or None, namesakes=namesakes)
    entries = entries_of(held, request, decision)
    if request.method == "POST" and form.is_valid():
        granting = form.cleaned_data["outcome"] == cases.Outcome.GRANTED
        more = {"entered": entries.entered or None, "lines": entries.changes or None} if granting else {}
        if decision:
            more["revises"] = decision
        try:
            if granting and entries.problems:
                raise cases.EnteredWrong(entries.problems)
            cases.propose(held, **form.cleaned_data, **more, by=request.actor, at=request.received_at)
        except cases.EnteredWrong as wrong:
            entries = entries_of(held, request, decision, wrong.problems)
            form.add_error(None, str(wrong))
        except Refused as refused:
            form.add_error("reason" if refused.code == "reason-missing" else None, str(refused))
        else:
            messages.success(request, _("起案しました。決裁を待ちます。"))
            return redirect("desk:case", number=held.number)
    context = {
        "case": held,
        "form": form,
        "entries": entries,
        "errors": errors_of(form, entries),
        "title": title,
        "calculated": cases.calculated_of(held),
    }
    return render(request, "desk/cases/propose.html", context, status=422 if form.errors else 200)


def errors_of(form: Any, entries: Any) -> list[ErrorLink]:
    if not form.errors:
        return []
    links = [ErrorLink(form[name].auto_id, f"{form[name].label}：{said}") for name in form.fields for said in form[name].errors]
    links += error_links(entries.all_fields())
    return links + [ErrorLink("", said) for said in form.non_field_errors()]
