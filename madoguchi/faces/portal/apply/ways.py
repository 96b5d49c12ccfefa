"""Beginning, looking over, going on later, being helped, taking the way by paper."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from madoguchi.city.public import current
from madoguchi.core.calendar.public import today
from madoguchi.core.links.public import address_of
from madoguchi.core.refused import NotFound
from madoguchi.core.typesetting.public import MissingGlyph, qr_svg
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms
from madoguchi.faces.portal.apply.frame import Frame, address, before, frame_of, office_of, takes_signatures, title_of
from madoguchi.faces.portal.apply.pages import closed
from madoguchi.faces.portal.apply.who import draft_of, filler, filler_to_be
from madoguchi.faces.portal.booking.frame import held_of, key_given, span_words

KIND = "procedure"


def start(request: Any, code: str) -> HttpResponse:
    """Before the first page: what to have at hand, drafts that wait, the sheet. POST begins."""
    version = current(KIND, code)
    if version is None:
        raise Http404
    after = request.POST.get("after", "") or request.GET.get("after", "")
    visit = visit_of(request)
    if request.method == "POST":
        by = filler_to_be(request)
        earlier = cases.proposed_answers(version.definition, after, by=by, at=request.received_at) if after else None
        if visit is not None:
            earlier = cases.visit_answers(version.definition, visit)
        draft = forms.start_draft(version, by=by, at=request.received_at, language=language(), proposed=earlier)
        asks = not after and visit is None and by.kind == "resident"
        offers = asks and cases.earlier_answers(version.definition, by=by, at=request.received_at)
        return HttpResponseRedirect(address("apply-earlier" if offers else "apply-draft", draft))
    drafts = forms.drafts_of(filler(request), today(request.received_at)).filter(version__code=code)[:5]
    spec = version.definition
    context = {"code": code, "spec": spec, "title": title_of(spec), "drafts": drafts, "office": office_of(spec), "after": after}
    if visit is not None and cases.visit_answers(spec, visit):
        context |= {"visit": visit, "visit_when": span_words(visit.starts_at, visit.ends_at), "key": key_given(request)}
    return render(request, "portal/apply/start.html", context)


def visit_of(request: Any) -> booking.Reservation | None:
    """The visit from which the form is begun, if it is this person's and still stands."""
    number = request.POST.get("visit", "") or request.GET.get("visit", "")
    try:
        visit = held_of(request, number)[0] if number else None
    except NotFound:
        return None
    return visit if visit is not None and visit.is_in_force and visit.ends_at > request.received_at else None


def earlier(request: Any, id: UUID) -> HttpResponse:
    """What an earlier application says already, group by group; only what is chosen is used."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    if by.kind != "resident" or forms.is_helper(by, draft):
        return HttpResponseRedirect(address("apply-draft", draft))
    offers = cases.earlier_answers(draft.spec, by=by, at=request.received_at, language=_text_language())
    if request.method == "POST":
        chosen = set(request.POST.getlist("use"))
        pages = {offer.page.name: offer.items for offer in offers if offer.page.name in chosen}
        if forms.fill_pages(draft, pages, by=by, at=request.received_at):
            messages.success(request, _("選んだ内容を入れました。送る前に、確認のページで見直せます。"))
        return HttpResponseRedirect(address("apply-draft", draft))
    return render(request, "portal/apply/earlier.html", {"frame": frame_of(request, draft, by), "offers": offers})


def review(request: Any, id: UUID) -> HttpResponse:
    """Everything on one page, each part with a way to change it."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    return show_review(request, frame_of(request, draft, by))


def show_review(request: Any, frame: Frame, sentence: str = "") -> HttpResponse:
    frame.number = frame.of
    state = frame.state
    problems = state.problems()
    context = {
        "frame": frame,
        "sections": forms.shown(state.spec, state.answers, state.today),
        "problems": [{"sentence": p.sentence, "there": _there(frame, p)} for p in problems],
        "ready": not problems,
        "by_helper": {key for key, page in state.pages.items() if page.by_helper},
        "unconfirmed": forms.waits_for_confirmation(frame.draft),
        "later_slots": [slot for slot in state.walk.slots() if slot.id in state.later],
        "submit": address("submit", frame.draft),
        "sign": address("apply-sign", frame.draft) if takes_signatures(frame) else "",
        "back": before(frame, "review"),
        "sentence": sentence,
    }
    return render(request, "portal/apply/review.html", context, status=409 if sentence else 200)


def save_for_later(request: Any, id: UUID) -> HttpResponse:
    """How to go on another time, or on another device. POST makes the code."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    code = forms.resume_code(draft, by=by, at=request.received_at) if request.method == "POST" else ""
    frame = frame_of(request, draft, by)
    context = {
        "frame": frame,
        "code": code,
        "signed_in": by.kind == "resident",
        "resume": _absolute("portal:apply-code"),
    }
    return render(request, "portal/apply/later.html", context)


def resume(request: Any) -> HttpResponse:
    """Go on by code."""
    error, typed = "", request.POST.get("code", "") or request.GET.get("code", "")[:40]
    there = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        try:
            draft = forms.resume(typed, by=filler_to_be(request), at=request.received_at)
        except forms.BadCode as refusal:
            error = str(refusal)
        else:
            return HttpResponseRedirect(there if _ours(request, there) else address("apply-draft", draft))
    context = {"error": error, "typed": typed, "next": there, "helping": False}
    return render(request, "portal/apply/code.html", context, status=422 if error else 200)


def discard(request: Any, id: UUID) -> HttpResponse:
    """Give the draft up, after asking."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    if request.method == "POST":
        forms.discard(draft, by=by, at=request.received_at)
        messages.success(request, _("下書きを削除しました。入力した内容は、もう誰にも読めません。"))
        return HttpResponseRedirect(reverse("portal:apply-start", args=[draft.version.code]))
    return render(request, "portal/apply/discard.html", {"frame": frame_of(request, draft, by)})


def helper(request: Any, id: UUID) -> HttpResponse:
    """Let somebody else type: a code, and a QR, good for one helper within the hour."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    code = forms.hand_to_helper(draft, by=by, at=request.received_at) if request.method == "POST" else ""
    there = _absolute("portal:apply-help")
    context = {
        "frame": frame_of(request, draft, by),
        "code": code,
        "there": there,
        "qr": qr_svg(f"{there}?code={code}", module=1.2) if code else "",
    }
    return render(request, "portal/apply/helper.html", context)


def help_somebody(request: Any) -> HttpResponse:
    """The helper gives the code."""
    error, typed = "", request.POST.get("code", "") or request.GET.get("code", "")[:40]
    if request.method == "POST":
        try:
            draft = forms.begin_help(typed, by=filler_to_be(request), at=request.received_at)
        except (forms.BadCode, forms.NotForHelper, forms.DraftClosed) as refusal:
            error = str(refusal)
        else:
            return HttpResponseRedirect(address("apply-draft", draft))
    context = {"error": error, "typed": typed, "helping": True}
    return render(request, "portal/apply/code.html", context, status=422 if error else 200)


def help_over(request: Any, id: UUID) -> HttpResponse:
    """The helper has finished, or the person closes the help."""
    draft, by = draft_of(request, id)
    was_helper = forms.is_helper(by, draft)
    forms.end_help(draft, by=by, at=request.received_at)
    if was_helper:
        return render(request, "portal/apply/helped.html", {"title": title_of(draft.spec)})
    return HttpResponseRedirect(address("apply-review", draft))


def confirm(request: Any, id: UUID) -> HttpResponse:
    """The person has read what the helper typed."""
    draft, by = draft_of(request, id)
    try:
        forms.confirm(draft, by=by, at=request.received_at)
    except forms.DraftClosed:
        return closed(request, draft)
    return HttpResponseRedirect(address("apply-review", draft))


def by_paper(request: Any, id: UUID) -> HttpResponse:
    """The way out that is always open: counter and post, with the sheet filled in or blank."""
    draft, by = draft_of(request, id)
    return render(request, "portal/apply/by_paper.html", {"frame": frame_of(request, draft, by)})


def filled(request: Any, id: UUID) -> HttpResponse:
    """What was typed, on paper."""
    draft, by = draft_of(request, id)
    frame = frame_of(request, draft, by)
    state = frame.state

    def set_it() -> bytes:
        return forms.filled_sheet(
            state.spec, state.answers, state.today, title=frame.title, where=frame.office.hand_in(),
            attached=state.attached, later=state.later, at=request.received_at, language=_text_language(),
        )  # fmt: skip

    return _sheet(request, set_it, f"{draft.version.code}.pdf", address("apply-by-paper", draft))


def blank(request: Any, code: str) -> HttpResponse:
    """The empty form, on paper."""
    version = current(KIND, code)
    if version is None or not isinstance(version.definition, forms.FormSpec):
        raise Http404
    spec, where = version.definition, office_of(version.definition).hand_in()

    def set_it() -> bytes:
        return forms.blank_sheet(spec, title=title_of(spec), where=where, language=_text_language())

    return _sheet(request, set_it, f"{code}-blank.pdf", reverse("portal:apply-start", args=[code]))


def language() -> str:
    return get_language() or "ja"


def _sheet(request: Any, set_it: Callable[[], bytes], name: str, back: str) -> HttpResponse:
    try:
        content = set_it()
    except MissingGlyph as missing:
        messages.warning(request, str(missing))
        return HttpResponseRedirect(back)
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _there(frame: Frame, problem: forms.Problem) -> str:
    key = forms.page_of(frame.state.spec, problem.path)
    if problem.confirm and key:
        return address("apply-explain", frame.draft, key) + "?review"
    if key == forms.PAPERS or not key:
        return address("apply-papers", frame.draft)
    page = frame.state.spec.page(key)
    question = page.question(problem.path) if page else None
    if question and question.type == "file":
        return address("apply-papers", frame.draft)
    if page and page.repeat and "[" in problem.path:
        number = problem.path[len(page.repeat.id) + 1 :].partition("]")[0]
        return address("apply-item", frame.draft, key, int(number)) + "?review"
    return address("apply-page", frame.draft, key) + "?review"


def _absolute(name: str) -> str:
    return address_of("portal").rstrip("/") + reverse(name)


def _ours(request: Any, there: str) -> bool:
    return there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})


def _text_language() -> str:
    return "easy" if get_language() == "ja-easy" else language()
