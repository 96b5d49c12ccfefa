"""次の版: begun, and read while it is still a draft."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.city.public import NotDefined
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan import progress
from madoguchi.services.plan.actions.begin import begin_edition
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.desk.around import done, halved, long_text, page, the_plan
from madoguchi.services.plan.stages import Ending

YEARS = [(n, str(n)) for n in range(1, 11)]


class BeginForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("版の年月"), max_length=7, help_text=gettext_lazy("西暦の年と月。例：2026-04"), initial="2026-04"
    )
    years = forms.TypedChoiceField(
        label=gettext_lazy("年度の数"), coerce=int, choices=[(n, str(n)) for n in range(1, 11)], initial=4
    )
    purpose = long_text(gettext_lazy("つくる目的"), rows=3)
    carries = forms.MultipleChoiceField(label=gettext_lazy("続ける施策"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ended = progress.outcomes(book.latest.code)
        choices, kept = [], []
        for one in book.standings():
            outcome = ended.get(one.code)
            word = f"（{outcome.get_ending_display()}）" if outcome else ""
            choices.append((one.code, f"{one.code} {one.title}{word}"))
            if outcome is None or outcome.ending == Ending.CONTINUED:
                kept.append(one.code)
        self.fields["carries"].choices = choices  # type: ignore[attr-defined]
        self.fields["carries"].initial = kept

    def clean_code(self) -> str:
        code = halved(self.cleaned_data["code"]).strip().replace("年", "-").replace("月", "").replace("/", "-")
        year, _dash, month = code.partition("-")
        code = f"{year}-{month:0>2}"
        if not re.fullmatch(r"20\d{2}-(0[1-9]|1[0-2])", code):
            raise ValidationError(_("年と月を「2026-04」のように書いてください。"))
        return code


@open_to("plan.see")
def listing(request: Any) -> HttpResponse:
    return page(request, "editions", the_plan())


@open_to("plan.keep")
def new(request: Any) -> HttpResponse:
    book = the_plan()
    form = BeginForm(book, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> object:
            return begin_edition(
                given["code"],
                years=given["years"],
                carries=given["carries"],
                purpose=given["purpose"],
                by=request.actor,
                at=request.received_at,
            )

        if done(request, form, act, _("次の版を案として始めました。")):
            return redirect("plan-desk:edition", given["code"])
    return page(request, "edition_new", book, form=form)


@open_to("plan.see")
def one(request: Any, code: str) -> HttpResponse:
    book = the_plan()
    try:
        edition = book.edition(code)
    except NotDefined as missing:
        raise Http404 from missing
    before = {one.code for one in book.standings(edition.based_on)} if edition.based_on else set()
    found = [(policy, [s for _g, ones in book.of_policy(policy, code) for s in ones]) for policy in book.plan.policies]
    here = {one.code for _policy, ones in found for one in ones}
    left = [standing for one in sorted(before - here) if (standing := book.standing(one, edition.based_on or ""))]
    return page(request, "edition", book, shown=edition, found=found, left=left)
