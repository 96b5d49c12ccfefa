"""What stands out: for privacy officers to ask about and to end, for heads of sections to explain."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core.audit import public as audit
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.engines.watch import public as watch
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.sections import name_sections
from madoguchi.faces.desk.watch.asking import shown
from madoguchi.faces.desk.who import names_of
from madoguchi.faces.shell.guard import open_to

LOOKS, SIZE = 200, 25
WORDS = {
    watch.Sort.OWN_FAMILY: gettext_lazy("本人か家族の記録"),
    watch.Sort.FLAGGED: gettext_lazy("要注意の人の記録"),
    watch.Sort.BULK: gettext_lazy("短い間に多くの記録"),
    watch.Sort.CLOSED: gettext_lazy("時間外・閉庁日の閲覧"),
}
DEEDS = {"ask": watch.ask, "explain": watch.explain}


class WordsForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("内容"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("内容を書いてください。")},
    )


@open_to(watch.SEE, watch.EXPLAIN, purpose="audit")
@require_safe
def listing(request: Any) -> HttpResponse:
    """Newest first; of one state, or of all that is open."""
    state = request.GET.get("state", "")
    rows = watch.Anomaly.objects.visible_to(request.actor).select_related("account")
    rows = rows.filter(state=state) if state in watch.State.values else rows.open()
    page = page_of(rows, request, by=("-id",), size=SIZE)
    audit.listed(request.actor, request.received_at, "anomaly", {"state": state}, [one.pk for one in page.rows], request.purpose)
    name_sections(page.rows)
    counts = watch.counts_by_state(by=request.actor)
    context = {
        "page": page,
        "rows": [(one, watch.title_of_rule(one.rule)) for one in page.rows],
        "states": [(value, label, counts[value], query(request, state=value, after="")) for value, label in watch.State.choices],
        "state": state,
        "open": query(request, state="", after=""),
        "officer": people.may_guard_privacy(request.actor),
    }
    return render(request, "desk/watch/anomalies.html", context)


@open_to(watch.SEE, watch.EXPLAIN, purpose="audit")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Any, pk: UUID) -> HttpResponse:
    by, at = request.actor, request.received_at
    rows = watch.Anomaly.objects.select_related("account", "key")
    held = people.look(rows, by=by, at=at, purpose=request.purpose, pk=pk)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _do(request.POST.get("do", ""), held, form.cleaned_data["text"], by=by, at=at)
        except (NotFound, NotPermitted):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("記録しました。"))
            return redirect("desk:anomaly", pk=pk)
    steps = list(held.steps.select_related("anomaly__key"))
    looks = list(_looks_at(held))
    names = names_of([f"staff:{held.account_id}", *(step.by_code for step in steps), *(look.by for look in looks)])
    name_sections([held, *looks])
    context = {
        "one": held,
        "rule": watch.title_of_rule(held.rule),
        "word": word_of(held),
        "who": names.get(f"staff:{held.account_id}", ""),
        "steps": [(step, names.get(step.by_code, "")) for step in steps],
        "looks": [shown(look, names, request) for look in looks],
        "form": form,
        "officer": people.may_guard_privacy(by),
        "head": by.may(watch.EXPLAIN, held.section) and held.state in {watch.State.ASKED, watch.State.EXPLAINED},
    }
    return render(request, "desk/watch/anomaly.html", context, status=422 if form.errors else 200)


def word_of(one: watch.Anomaly) -> Any:
    return WORDS.get(watch.Sort(one.looks_at)) if one.looks_at in set(watch.Sort) else one.looks_at


def _do(what: str, held: watch.Anomaly, text: str, **who: Any) -> None:
    if what in DEEDS:
        DEEDS[what](held, text, **who)
    elif what in {"clear", "confirm"}:
        watch.close(held, text, proper=what == "clear", **who)
    else:
        raise Http404


def _looks_at(held: watch.Anomaly) -> Any:
    """The entries that it comes from: of that person, between the first and the last."""
    rows = audit.Entry.objects.filter(by=f"staff:{held.account_id}", action="looked", at__gte=held.first_at, at__lte=held.last_at)
    if held.subject_id:
        rows = rows.filter(subject_kind=held.subject_kind, subject_id=held.subject_id)
    return rows.order_by("at", "id")[:LOOKS]
