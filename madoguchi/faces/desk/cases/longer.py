"""Actions that ask for something first: each a page of its own with one form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.cases.forms import AssignmentForm, IdentityForm, MessageForm, NoteForm, WithdrawalForm
from madoguchi.faces.shell.guard import open_to


def asked(
    request: Any,
    held: Any,
    form: forms.Form,
    *,
    title: str,
    button: str,
    act: Callable[[dict[str, Any]], Any],
    done: str,
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """Show the form; when it is sent and sound, act; a refusal becomes a sentence on the form. `back`: the page to go on
    with, where it is not the case itself.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error("reason" if refused.code == "reason-missing" and "reason" in form.fields else None, str(refused))
        else:
            messages.success(request, done)
            return redirect(back) if back else redirect("desk:case", number=held.number)
    context = {"case": held, "form": form, "title": title, "button": button, **more}
    return render(request, "desk/cases/ask.html", context, status=422 if form.errors else 200)


def opened(request: Any, number: str) -> Any:
    return cases.look(number, by=request.actor, at=request.received_at, purpose=request.purpose)


@open_to("cases.withdraw", purpose="casework")
def withdraw(request: Any, number: str) -> HttpResponse:
    held = opened(request, number)
    return asked(
        request,
        held,
        WithdrawalForm(request.POST or None),
        title=_("取下げを登録する"),
        button=_("取り下げる"),
        act=lambda data: cases.withdraw(held, **data, by=request.actor, at=request.received_at),
        done=_("取下げを登録しました。"),
    )


@open_to("cases.note", purpose="casework")
def note(request: Any, number: str) -> HttpResponse:
    held = opened(request, number)
    return asked(
        request,
        held,
        NoteForm(request.POST or None),
        title=_("メモを書く"),
        button=_("残す"),
        act=lambda data: cases.note(held, data["text"], by=request.actor, at=request.received_at),
        done=_("メモを残しました。"),
    )


@open_to("cases.message", purpose="casework")
def message(request: Any, number: str) -> HttpResponse:
    """Write to the person. What the person wrote stands above the box."""
    held = opened(request, number)
    return asked(
        request,
        held,
        MessageForm(request.POST or None, initial={"token": str(uuid7())}),
        title=_("本人にメッセージを書く"),
        button=_("送る"),
        act=lambda data: cases.write_message(held, data["text"], token=data["token"], by=request.actor, at=request.received_at),
        done=_("本人に送りました。届いたことを、本人が選んだ方法でお知らせします。"),
        said=cases.messages_of(held),
    )


@open_to("cases.record-identity", purpose="casework")
def identity(request: Any, number: str) -> HttpResponse:
    held = opened(request, number)
    return asked(
        request,
        held,
        IdentityForm(request.POST or None, initial={"succeeded": "1"}),
        title=_("本人確認を記録する"),
        button=_("記録する"),
        act=lambda data: cases.record_identity(
            held, method=data["method"], succeeded=bool(data["succeeded"]), by=request.actor, at=request.received_at
        ),
        done=_("本人確認を記録しました。"),
    )


@open_to("cases.assign", purpose="casework")
def assign(request: Any, number: str) -> HttpResponse:
    """担当を決める, or hand over with a note; whoever is away is named with the deputy."""
    held = opened(request, number)
    on = today(request.received_at)
    colleagues = {str(one.pk): one for one in cases.caseworkers(by=request.actor, on=on, section=held.section)}
    away = cases.deputies(by=request.actor, on=on)
    choices = [
        (pk, f"{one.name}{_('（不在、代わり：%(name)s）') % {'name': away[pk]} if pk in away else ''}")
        for pk, one in colleagues.items()
    ]
    form = AssignmentForm(choices, request.POST or None)
    return asked(
        request,
        held,
        form,
        title=_("担当を決める・引き継ぐ"),
        button=_("決める"),
        act=lambda data: cases.hand_over(
            held, to=colleagues[data["to"]], text=data["text"], by=request.actor, at=request.received_at
        ),
        done=_("担当を決めました。"),
    )


@open_to("cases.request-correction", purpose="casework")
def request_correction(request: Any, number: str) -> HttpResponse:
    """Item by item: tick it, say how to mend it."""
    held = opened(request, number)
    view = cases.case_for_desk(held, by=request.actor, at=request.received_at)
    papers = [(f"attach.{slot.id}", slot.label) for slot in held.definition.attach]
    errors: list[str] = []
    if request.method == "POST":
        items = [(path, request.POST.get(f"say.{path}", "").strip()) for path in request.POST.getlist("ask")]
        typed = request.POST.get("due_on", "").strip()
        try:
            cases.request_correction(
                held,
                items=items,
                due_on=parse_date(typed) if typed else None,
                otherwise=request.POST.get("otherwise", "").strip(),
                by=request.actor,
                at=request.received_at,
            )
        except Refused as refused:
            errors.append(str(refused))
        else:
            messages.success(request, _("補正を求めました。本人に知らせます。"))
            return redirect("desk:case", number=held.number)
    context = {
        "case": held,
        "view": view,
        "papers": papers,
        "errors": errors,
        "ticked": set(request.POST.getlist("ask")),
        "said": {key.removeprefix("say."): value for key, value in request.POST.items() if key.startswith("say.")},
        "post": request.POST,
        "days": held.definition.correction_days,
    }
    return render(request, "desk/cases/request_correction.html", context, status=422 if errors else 200)


@open_to("cases.correct", purpose="correction")
def correct(request: Any, number: str) -> HttpResponse:
    """Typing in a correction that came by telephone, post or at the counter, with the papers that came along."""
    from madoguchi.faces.shell.correcting import PAPER, asks_of, show_again, typed
    from madoguchi.faces.shell.fields import ErrorLink
    from madoguchi.faces.shell.papers import keep_papers
    from madoguchi.faces.shell.questions import error_links

    held = opened(request, number)
    view = cases.application_for_person(held.application, by=request.actor)
    if view.correction is None:
        messages.info(request, _("補正を求めている項目はありません。"))
        return redirect("desk:case", number=held.number)
    asks = asks_of(held.definition, view.asked, cases.answers_of(held.application))
    errors: list[ErrorLink] = []
    if request.method == "POST":
        changes, problems = typed({p: q for ask in asks for p, q in ask.questions.items()}, request)
        refusal = ""
        if not problems:
            try:
                files = [
                    pair
                    for slot in filter(None, (ask.slot for ask in asks))
                    for pair in keep_papers(
                        held.application.id, slot, request.FILES.getlist(PAPER + slot), by=request.actor, at=request.received_at
                    )
                ]
                cases.correct(held, changes, files=files, by=request.actor, at=request.received_at)
            except cases.StillWrong as wrong:
                problems = wrong.problems
            except Refused as refused:
                refusal = str(refused)
            else:
                messages.success(request, _("補正の内容を登録しました。"))
                return redirect("desk:case", number=held.number)
        show_again(asks, problems, request)
        errors = [*error_links(f for ask in asks for f in ask.fields), *([ErrorLink("", refusal)] if refusal else [])]
    return render(request, "desk/cases/correct.html", {"case": held, "asks": asks, "errors": errors}, status=422 if errors else 200)
