"""指標: what a department answers for, and its next value."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.engines.insight.public import Indicator
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan.actions.feed import EXAMPLES, feed_figure, may_feed
from madoguchi.services.plan.desk.around import done, halved, page, the_plan


class FigureForm(forms.Form):
    period = forms.CharField(label=gettext_lazy("期間"), max_length=40)
    value = forms.CharField(label=gettext_lazy("数"), max_length=40)
    corrects = forms.BooleanField(label=gettext_lazy("訂正（もう入っている値を直す）"), required=False)
    note = forms.CharField(
        label=gettext_lazy("注・訂正の理由"), max_length=400, required=False, help_text=gettext_lazy("公開のページの表に載ります。")
    )

    def __init__(self, one: Indicator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one = one
        self.fields["period"].help_text = _("例：%(example)s") % {"example": EXAMPLES[one.every.value]}
        self.fields["value"].label = _("数（%(unit)s）") % {"unit": one.unit}

    def clean_period(self) -> str:
        return halved(self.cleaned_data["period"]).strip()

    def clean_value(self) -> float:
        """Full width, commas and the unit behind it do not matter."""
        text = halved(self.cleaned_data["value"]).replace(",", "").replace("、", "").strip()
        for unit in (self.one.unit.ja, self.one.unit.in_("en")):
            text = text.removesuffix(unit).strip()
        try:
            value = float(text)
        except ValueError:
            raise ValidationError(_("数字で書いてください。例：1,234")) from None
        if not abs(value) < 1e12:
            raise ValidationError(_("数字で書いてください。例：1,234"))
        return value


@open_to("plan.report")
def listing(request: Any) -> HttpResponse:
    book = the_plan()
    mine = [one for one in book.in_order(book.indicators.values()) if not one.counts and may_feed(one, request.actor)]
    return page(request, "figures", book, mine=mine)


@open_to("plan.report")
def feed(request: Any, code: str) -> HttpResponse:
    book = the_plan()
    one = book.indicators.get(code)
    if one is None or one.counts or not may_feed(one, request.actor):
        raise Http404
    form = FigureForm(one, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> object:
            return feed_figure(
                code,
                given["period"],
                given["value"],
                note=given["note"],
                corrects=given["corrects"],
                by=request.actor,
                at=request.received_at,
            )

        if done(request, form, act, _("数を入れました。公開のページに載っています。")):
            return redirect("plan-desk:figures")
    return page(request, "figure_feed", book, one=one, form=form)
