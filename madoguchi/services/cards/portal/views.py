"""更新の予約: from the link of a letter or mail straight to a time, without an account. Whose card it is stands nowhere."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.links.public import UnknownKey, link_to
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.booking import public as booking
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.cards import queries
from madoguchi.services.cards.actions.book import book
from madoguchi.services.cards.models import Invitation
from madoguchi.services.cards.rules import rules


class BookForm(forms.Form):
    """A time, and what is asked to reach the person."""

    name = forms.CharField(label=gettext_lazy("氏名"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    kana = forms.CharField(label=gettext_lazy("氏名のフリガナ"), max_length=100)
    phone = forms.CharField(
        label=gettext_lazy("電話番号"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("%(what)sを入力してください。") % {"what": field.label}


@open_to("anyone")
def invitation(request: Any, token: str) -> HttpResponse:
    """What ends when, from when it can be renewed, where there is a time free; one form books it."""
    found = Invitation.objects.filter(token=token).first()
    if found is None:
        raise Http404
    form = BookForm(request.POST or None, initial={"name": request.actor.name})
    chosen, missing = request.POST.get("slot", ""), ""
    if request.method == "POST":
        if not chosen:
            missing = _("日時を選んでください。")
        if form.is_valid() and chosen:
            try:
                made = book(
                    found,
                    chosen,
                    contact=form.cleaned_data,
                    language=request.language.code,
                    by=request.actor,
                    at=request.received_at,
                )
                messages.success(request, _("予約しました（予約番号 %(number)s）。") % {"number": made.number})
                return redirect("cards:invitation", token)
            except booking.NotAcceptable as refusal:
                for problem in refusal.problems:
                    name = problem.path.removeprefix("contact.")
                    form.add_error(name if name in form.fields else None, problem.sentence)
            except (NotPermitted, NotFound):
                raise
            except Refused as refusal:
                form.add_error(None, str(refusal))
    at, day = request.received_at, request.received_at.date()
    until = max(found.expires_on, day + timedelta(days=60))
    reserved = booking.Reservation.objects.filter(number=found.reserved, cancelled_at=None).first() if found.reserved else None
    context = {
        "invitation": found,
        "form": form,
        "missing": missing,
        "further": [missing] if missing else [],
        "chosen": chosen,
        "places": queries.free_times(found.what, found.opens_on, until, at) if found.over_on is None else [],
        "reserved": reserved,
        "place": reserved.definition if reserved else None,
        "reservation_page": _page(reserved),
        "is_past": found.expires_on < day,
        "bring": rules().bring,
    }
    return render(request, "cards/invitation.html", context)


def _page(reservation: booking.Reservation | None) -> str:
    try:
        return link_to("reservation", reservation.number) if reservation else ""
    except UnknownKey:
        return ""
