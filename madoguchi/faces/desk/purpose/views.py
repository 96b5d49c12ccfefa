"""One page with one question."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import open_to


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("何のために見ますか"), widget=forms.RadioSelect, error_messages={"required": _("目的を選んでください。")}
    )
    reference = forms.CharField(
        label=_("受付番号・照会文書の番号"),
        required=False,
        max_length=60,
        help_text=_("あれば。英数字と - で。法令に基づく照会では必ず。"),
    )

    def __init__(self, task: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["purpose"].choices = [(one, people.PURPOSES.get(one).label) for one in people.TASKS[task]]  # type: ignore[attr-defined]


@open_to("people.look-up")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Any, task: str) -> HttpResponse:
    if task not in people.TASKS:
        raise Http404
    if not people.may_look_up(request.actor):
        raise NotPermitted
    back = request.GET.get("next", "") or request.POST.get("next", "")
    ours = back.startswith("/desk/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    back = back if ours else reverse("desk:addressees")
    said = people.sessions.purposes(request.session).get(task, "")
    form = PurposeForm(task, request.POST or None, initial={"purpose": said})
    if request.method == "POST" and form.is_valid():
        try:
            people.say_purpose(request.session, task, **form.cleaned_data, by=request.actor, at=request.received_at)
        except Refused as refusal:
            form.add_error("reference", str(refusal))
        else:
            return HttpResponseRedirect(back)
    return render(request, "desk/purpose.html", {"form": form, "back": back}, status=422 if form.errors else 200)
