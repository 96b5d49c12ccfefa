"""The second page: the slot is held, a few questions, one button. The third is the reservation itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.core.refused import Refused
from madoguchi.core.text.public import format_phone
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import nursery
from madoguchi.engines.forms.public import Problem
from madoguchi.engines.people.public import Account, contact_of
from madoguchi.faces.portal.booking.frame import booker, when_of
from madoguchi.faces.shell.correcting import raw_of, typed
from madoguchi.faces.shell.fields import ErrorLink, FieldView, OptionView, errors_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.questions import field_of

CONTACT = {
    "name": (gettext_lazy("お名前"), "name", "text"),
    "kana": (gettext_lazy("フリガナ"), "", "text"),
    "mail": (gettext_lazy("メールアドレス"), "email", "email"),
    "phone": (gettext_lazy("電話番号"), "tel", "tel"),
}
HINTS = {
    "mail": gettext_lazy("予約の控えと、前日などのお知らせを送ります。"),
    "phone": gettext_lazy("変更などのときだけ、お電話します。"),
}


@open_to("booking.reserve")
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: Any, hold_id: UUID) -> HttpResponse:
    by = booker(request)
    try:
        held, slots, one = booking.held_slots(hold_id, by=by)
    except booking.HoldGone as refusal:
        messages.error(request, str(refusal))
        return redirect("portal:booking")
    made = booking.reservation_on(held)
    if made is not None:
        return redirect("portal:booking-held", number=made.number)
    if held.ended_at or (held.expires_at and held.expires_at <= request.received_at):
        messages.error(request, str(booking.HoldGone.message))
        return redirect("portal:booking-calendar", code=one.code)
    questions = {question.id: question for page in one.pages for question in page.ask}
    problems: list[Problem] = []
    refusal_said = ""
    if request.method == "POST":
        answers, problems = answers_of(questions, request)
        if not problems:
            child, confirmed = child_typed(request)
            wish = booking.Request(
                contact=contact_typed(request), answers=answers, language=request.language.code, child=child, confirmed=confirmed
            )
            try:
                made = booking.reserve(held, wish, slots=slots, by=by, at=request.received_at)
            except booking.NotAcceptable as wrong:
                problems = [*wrong.problems, *unconfirmed(one, request)]
            except booking.HoldGone as gone:
                messages.error(request, str(gone))
                return redirect("portal:booking-calendar", code=one.code)
            except Refused as refused:
                refusal_said = str(refused)
            else:
                return redirect("portal:booking-held", number=made.number)
    contact = contact_fields(one, request, problems)
    asked = [
        field_of(
            question,
            raw_of(question, question.id, request) if request.method == "POST" else {},
            [p for p in problems if p.path == question.id],
        )
        for question in questions.values()
    ]
    shown = {field.name: field for field in asked}
    pages = [(page, [shown[question.id] for question in page.ask if question.id in shown]) for page in one.pages]
    of_child = [problem.sentence for problem in problems if problem.path == "child"]
    errors = [*errors_of(contact), *(ErrorLink("f-child", said) for said in of_child), *errors_of(asked)]
    errors += [ErrorLink("", refusal_said)] if refusal_said else []
    context = {
        "bookable": one,
        "held": held,
        "slots": slots,
        "when": when_of(slots),
        "contact": contact,
        "pages": pages,
        "errors": errors,
        "seconds": int((held.expires_at - request.received_at).total_seconds()) if held.expires_at else 0,
        "fee": booking.fee_of(one, slots, held.party, resident=True),
        "extras": [need.title for need in one.needs if need.code in held.extras],
        "by_mail": one.who.proof == "mail" and request.actor.kind == "anonymous",
        "track": one.track(slots[0].track),
        "children": children(request, one, slots) if one.nursery else [],
        "child": request.POST.get("child", ""),
        "of_child": of_child,
    }
    return render(request, "portal/booking/fill.html", context, status=422 if errors else 200)


@open_to("booking.reserve")
@require_POST
def give_up(request: Any, hold_id: UUID) -> HttpResponse:
    """Left: the slot goes back at once."""
    by = booker(request)
    try:
        held, _slots, one = booking.held_slots(hold_id, by=by)
        booking.leave(held, by=by, at=request.received_at)
    except booking.HoldGone as refusal:
        messages.error(request, str(refusal))
        return redirect("portal:booking")
    messages.info(request, _("枠を手放しました。"))
    return redirect("portal:booking-calendar", code=one.code)


def children(request: Any, one: booking.Bookable, slots: list[booking.Slot]) -> list[tuple[Any, dict[str, Any], str]]:
    """The parent's registered children with what is known about them, and what stands in the way, before anything is filled in."""
    found = []
    for child in nursery.children_of(request.actor):
        refusal = nursery.hindrance(one, slots, child)
        found.append((child, child.about, str(refusal) if refusal else ""))
    return found


def unconfirmed(one: booking.Bookable, request: Any) -> list[Problem]:
    """What would be said next, said with the rest: that one lives in the city, the child, and that its registration still holds."""
    found = []
    if one.who.residents_only and not contact_typed(request)["resident"]:
        found.append(Problem("contact.resident", booking.OnlyResidents.code, str(booking.OnlyResidents.message)))
    child, confirmed = child_typed(request)
    if one.nursery and not confirmed:
        refusal = nursery.AllergiesNotConfirmed if child else nursery.ChildNeeded
        found.append(Problem("child", refusal.code, str(refusal.message)))
    return found


def child_typed(request: Any) -> tuple[str, int]:
    """The child that was chosen, and the revision of its registration that was confirmed beside it."""
    child = request.POST.get("child", "")
    confirmed = request.POST.get(f"confirmed.{child}", "")
    return child, int(confirmed) if confirmed.isascii() and confirmed.isdecimal() else 0


def answers_of(questions: dict[str, Any], request: Any) -> tuple[dict[str, Any], list[Problem]]:
    """What was typed as nested answers, and what could not be read."""
    values, problems = typed(questions, request)
    answers: dict[str, Any] = {}
    for path, value in values.items():
        inside = answers
        *groups, last = path.split(".")
        for group in groups:
            inside = inside.setdefault(group, {})
        if value is not None:
            inside[last] = value
    return answers, problems


def contact_typed(request: Any) -> dict[str, Any]:
    given: dict[str, Any] = {name: request.POST.get(f"contact.{name}", "") for name in CONTACT}
    given |= {name: request.POST.get(f"contact.{name}", "") for name in ("group", "proxy_for")}
    given["resident"] = request.POST.get("contact.resident") == "1"
    return given


def contact_fields(one: booking.Bookable, request: Any, problems: list[Problem]) -> list[FieldView]:
    """Contact as asked, filled in for who signed in; then for whom it is, where that can be otherwise."""
    known = own_contact(request) if request.method != "POST" else {}
    errors = {problem.path: problem.sentence for problem in problems}
    by_mail = one.who.proof == "mail" and request.actor.kind == "anonymous"
    fields = []
    for name, how in one.ask:
        if how == "none" and not (name == "mail" and by_mail):
            continue
        label, autocomplete, kind = CONTACT[name]
        needed = how == "needed" or (name == "mail" and by_mail)
        fields.append(
            FieldView(
                f"contact.{name}", label, value=request.POST.get(f"contact.{name}", known.get(name, "")), required=needed,
                optional=not needed, autocomplete=autocomplete, type=kind, inputmode=kind if kind != "text" else "",
                hint=HINTS.get(name, ""), error=errors.get(f"contact.{name}", ""),
            )
        )  # fmt: skip
    if one.who.groups:
        fields.append(text(request, "group", _("団体の名前"), _("団体として使うときだけ入力してください。"), errors))
    if one.who.proxy and one.ask.name != "none":
        fields.append(
            text(request, "proxy_for", _("使う方のお名前"), _("ご本人でない方が申し込むときだけ入力してください。"), errors)
        )
    if one.who.residents_only or one.lead.residents_first or (one.fee and one.fee.non_residents_percent > 100):
        words = _("市内に住んでいます")
        error = errors.get("contact.resident", "")
        field = FieldView("contact.resident", _("お住まい"), "checkboxes", required=one.who.residents_only, error=error)
        field.options = [OptionView("1", words, chosen=request.POST.get("contact.resident") == "1")]
        fields.append(field)
    return fields


def text(request: Any, name: str, label: str, hint: str, errors: dict[str, str]) -> FieldView:
    value = request.POST.get(f"contact.{name}", "")
    return FieldView(f"contact.{name}", label, value=value, hint=hint, optional=True, error=errors.get(f"contact.{name}", ""))


def own_contact(request: Any) -> dict[str, str]:
    """What the city has been told already."""
    if request.actor.kind != "resident":
        return {}
    account = Account.objects.filter(pk=request.actor.account_id).first()
    if account is None:
        return {}
    card = contact_of(account)
    phone = next((card.values[channel] for channel in ("phone", "sms", "telephone") if card.values.get(channel)), "")
    return {"name": account.name, "mail": card.mail, "phone": format_phone(phone) if phone else ""}
