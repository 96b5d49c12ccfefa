"""Whom the rules watch over: persons who are flagged, and who members of staff are in the registers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from madoguchi.core.audit import public as audit
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.engines.watch import public as watch
from madoguchi.faces.desk.who import names_of
from madoguchi.faces.shell.guard import open_to

NUMBER = {"label": gettext_lazy("宛名番号"), "max_length": 15, "help_text": gettext_lazy("15桁の数字。")}


class FlagForm(forms.Form):
    number = forms.CharField(**NUMBER)
    why = forms.ChoiceField(label=gettext_lazy("理由"), choices=watch.Why.choices)


class LinkForm(forms.Form):
    mail = forms.EmailField(label=gettext_lazy("職員のメールアドレス"))
    person = forms.CharField(**NUMBER)


@open_to(watch.SEE, purpose="audit")
def page(request: Any) -> HttpResponse:
    by, at = request.actor, request.received_at
    people.authorize(by, watch.SEE)
    what = request.POST.get("do", "")
    flags = FlagForm(request.POST if what == "flag" else None)
    link = LinkForm(request.POST if what == "link" else None)
    form = flags if what == "flag" else link
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if what == "flag":
                watch.flag(said["number"], watch.Why(said["why"]), by=by, at=at)
            else:
                watch.link_staff(said["mail"], said["person"], by=by, at=at)
        except (NotFound, NotPermitted):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("登録しました。"))
            return redirect("desk:flags")
    rows = list(watch.Flag.objects.visible_to(by).filter(until_on=None).select_related("addressee").order_by("-at")[:200])
    linked = watch.linked_staff()
    names = names_of(row.by_code for row in linked)
    for row in linked:
        row.by_name = names.get(row.by_code, "")  # type: ignore[attr-defined]
    shown = [*(row.addressee_id for row in rows), *(row.addressee_id for row in linked)]
    audit.listed(by, at, "addressee", {}, shown, request.purpose)
    context = {"flags": flags, "link": link, "form": form, "rows": rows, "staff_persons": linked}
    context["known_staff"], _everybody = watch.count_of_linked()
    return render(request, "desk/watch/flags.html", context, status=422 if form.errors else 200)


@open_to(watch.SEE, purpose="audit")
@require_POST
def end(request: Any, pk: int) -> HttpResponse:
    row = get_object_or_404(watch.Flag.objects.visible_to(request.actor), pk=pk)
    watch.unflag(row, by=request.actor, at=request.received_at)
    messages.success(request, _("登録を終えました。"))
    return redirect("desk:flags")
