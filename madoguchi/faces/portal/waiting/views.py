"""キャンセル待ち: join for a full slot, see where one stands, answer an offer by link or account."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.links.public import UnknownKey, link_to
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import waiting as line
from madoguchi.engines.forms.public import Problem
from madoguchi.faces.portal.booking.filling import answers_of
from madoguchi.faces.portal.waiting.asking import asked_with_offer, errors_with, questions_of
from madoguchi.faces.shell.guard import open_to, turn_away

LABELS = {
    "name": (gettext_lazy("氏名"), "name"),
    "kana": (gettext_lazy("氏名のフリガナ"), ""),
    "mail": (gettext_lazy("メールアドレス"), "email"),
    "phone": (gettext_lazy("電話番号"), "tel"),
}


class JoinForm(forms.Form):
    """What the definition asks to reach a person; a mail address where there is no account to tell."""

    def __init__(self, bookable: booking.Bookable, signed_in: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = forms.IntegerField(label=_("人数"), initial=1)
        for name, how in bookable.ask:
            needed = how == "needed" or (name == "mail" and not signed_in)
            if how == "none" and not needed:
                continue
            label, auto = LABELS[name]
            self.fields[name] = forms.CharField(
                label=label, required=needed, max_length=254, widget=forms.TextInput(attrs={"autocomplete": auto} if auto else {})
            )
        if bookable.who.residents_only:
            self.fields["resident"] = forms.BooleanField(label=_("市内に住んでいます"))
        for field in self.fields.values():
            field.error_messages["required"] = _("%(what)sを入力してください。") % {"what": field.label}


@open_to("anyone")
def join(request: Any) -> HttpResponse:
    slot = _slot(request.GET.get("slot", ""))
    bookable = slot.version.definition
    signed_in = request.actor.kind == "resident"
    if bookable.who.proof == "account" and request.actor.kind == "anonymous":
        return turn_away(request, ("resident",))
    form = JoinForm(bookable, signed_in, request.POST or None, initial={"name": request.actor.name})
    if request.method == "POST" and form.is_valid():
        contact = {name: value for name, value in form.cleaned_data.items() if name != "party"}
        try:
            made = line.join(
                slot.pk, party=form.cleaned_data["party"], contact=contact, language=request.language.code,
                by=request.actor, at=request.received_at,
            )  # fmt: skip
            messages.success(request, _("キャンセル待ちに入りました。空きが出たらお知らせします。"))
            return redirect("portal:waiting", made.token)
        except booking.NotAcceptable as refusal:
            for problem in refusal.problems:
                name = problem.path.removeprefix("contact.")
                form.add_error(name if name in form.fields else None, problem.sentence)
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "portal/waiting/join.html", {"slot": slot, "bookable": bookable, "form": form})


@open_to("anyone")
@require_safe
def one(request: Any, token: str) -> HttpResponse:
    """The page behind the link in the mail. One with an account asks for the account."""
    found = line.waiting_by_token(token)
    if found.account_id is not None and found.account_id != request.actor.account_id:
        return turn_away(request, ("resident",)) if request.actor.kind == "anonymous" else _none()
    return shown(request, found, [])


def shown(request: Any, found: line.Waiting, problems: Sequence[Problem]) -> HttpResponse:
    """Where one stands; with an offer what the reservation asks."""
    offer = line.open_offer(found)
    last = line.last_offer(found)
    open_now = offer if offer and offer.ends_at > request.received_at else None
    asked = asked_with_offer(found, request, problems) if open_now else []
    context = {
        "waiting": found,
        "bookable": found.slot.version.definition,
        "offer": open_now,
        "asked": asked,
        "errors": errors_with(asked, problems),
        "last": last,
        "place": line.place_in_line(found),
        "reservation": last.reservation if last else None,
        "reservation_page": _page(last.reservation) if last and last.reservation else "",
    }
    return render(request, "portal/waiting/waiting.html", context, status=422 if problems else 200)


@open_to("anyone")
@require_POST
def answer(request: Any, token: str) -> HttpResponse:
    found = line.waiting_by_token(token)
    by, at = request.actor, request.received_at
    answers, problems = answers_of(questions_of(found), request)
    acts: dict[str, Callable[[], object]] = {
        "accept": lambda: line.accept(found, answers=answers, token=token, by=by, at=at),
        "decline": lambda: line.decline(found, token=token, by=by, at=at),
        "leave": lambda: line.leave(found, token=token, by=by, at=at),
    }
    said = {
        "accept": _("予約しました。"),
        "decline": _("見送りました。空きは次の方に回ります。"),
        "leave": _("キャンセル待ちをやめました。"),
    }
    what = request.POST.get("what", "")
    if what not in acts:
        raise Http404
    try:
        line.may_touch(found, token, by)
        if what == "accept" and problems:
            return shown(request, found, problems)
        acts[what]()
        messages.success(request, said[what])
    except booking.NotAcceptable as wrong:
        return shown(request, found, wrong.problems)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:waiting", token)


def is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _slot(pk: str) -> booking.Slot:
    found = booking.Slot.objects.select_related("version").filter(pk=pk).first() if is_id(pk) else None
    if found is None:
        raise Http404
    return found


def _page(reservation: booking.Reservation) -> str:
    try:
        return link_to("reservation", reservation.number)
    except UnknownKey:
        return ""


def _none() -> HttpResponse:
    raise Http404
