"""The pages of questions: shown, saved, and what to do when two screens saved differently."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people import public as people
from madoguchi.faces.portal.apply import parking
from madoguchi.faces.portal.apply.fields import errors_of, field_of
from madoguchi.faces.portal.apply.frame import Frame, address, after, before, frame_of, step_number
from madoguchi.faces.portal.apply.who import draft_of
from madoguchi.faces.shell import preferences

Typed = dict[str, list[str]]


def overview(request: Any, id: UUID) -> HttpResponse:
    """Where to go on: the first page that is not yet done, else the review."""
    draft, _by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    state = forms.state_of(draft, today(request.received_at))
    page = state.first_open_page()
    return HttpResponseRedirect(address("apply-page", draft, page.name) if page else address("apply-review", draft))


@sensitive_post_parameters()
def page(request: Any, id: UUID, key: str, index: int | None = None) -> HttpResponse:
    """One page of questions, or one item of a repeated page."""
    try:
        draft, by = draft_of(request, id)
    except NotFound:
        if request.method == "POST":
            return parking.keep(request, id, key, index)
        return parking.ask_who(request, id)
    if not draft.is_open:
        return closed(request, draft)
    frame = frame_of(request, draft, by)
    stop = frame.state.walk.stop(key)
    if stop is None:
        return HttpResponseRedirect(address("apply-draft", draft))
    frame.number = step_number(frame, key)
    if stop.page.repeat and index is None:
        return items(request, frame, stop)
    if request.method == "POST":
        return save(request, frame, key, index)
    if stop.page.repeat and index is not None and index > len(frame.state.items(key)):
        return HttpResponseRedirect(address("apply-page", draft, key))
    return show(request, frame, stop.page, index)


def save(request: Any, frame: Frame, key: str, index: int | None) -> HttpResponse:
    typed = typed_in(request)
    draft, at = frame.draft, request.received_at
    try:
        revision, seen = _number(request, "revision"), frame.state
        saved = forms.save_page(draft, key, typed, revision=revision, index=index, by=frame.by, at=at, seen=seen)
    except forms.StaleSave as stale:
        return conflict(request, frame, key, index, stale, typed)
    except forms.DraftClosed:
        return closed(request, draft)
    except forms.TooManyItems as refusal:
        return too_many(request, frame, key, refusal)
    return follow(request, frame, key, index, saved, typed)


def follow(request: Any, frame: Frame, key: str, index: int | None, saved: forms.Saved, typed: Typed) -> HttpResponse:
    """Where a saved page leads: to its errors, to what it revealed, to an explanation, or on."""
    draft = frame.draft
    fresh = frame_of(request, draft, frame.by, saved.state)
    fresh.number = step_number(fresh, key)
    wish = request.POST.get("then", "")
    if wish.startswith("lang:"):
        return HttpResponseRedirect(_in_language(request, wish.removeprefix("lang:")))
    if wish == "later":
        return HttpResponseRedirect(address("apply-later", draft))
    if wish == "display":
        return _in_another_look(request)
    stop = fresh.state.walk.stop(key)
    if stop is None:
        return HttpResponseRedirect(address("apply-draft", draft))
    if saved.problems or saved.revealed:
        typed = {**_proposed_to(fresh, stop.page, saved.revealed), **typed}
        return show(request, fresh, stop.page, index, typed=typed, problems=saved.problems, revealed=saved.revealed)
    if saved.to_confirm:
        return HttpResponseRedirect(address("apply-explain", draft, key) + _from(request))
    if stop.page.repeat:
        return HttpResponseRedirect(address("apply-page", draft, key) + _from(request))
    return HttpResponseRedirect(address("apply-review", draft) if _wants_review(request) else after(fresh, key))


def show(
    request: Any,
    frame: Frame,
    page: forms.Page,
    index: int | None,
    *,
    typed: Typed | None = None,
    problems: list[forms.Problem] | None = None,
    revealed: list[str] | None = None,
    note: str = "",
    revision: int | None = None,
) -> HttpResponse:
    """The page with its fields. Without `typed`, what was saved, or what the house can propose."""
    state = frame.state
    saved = state.items(page.name)
    item = saved[index or 0] if (index or 0) < len(saved) else None
    known: dict[str, Any] = {}
    if typed is None:
        known = {} if item and "typed" in item else _known(frame, page)
        typed = dict(item["typed"]) if item and "typed" in item else _as_typed(page, known)
        problems = problems if problems is not None else []
    asked = _asked(frame, page, index, known)
    kept = set(frame.draft.secrets.values_list("path", flat=True)) if any(a.type.sealed for a in asked) else set()
    problems = problems or []
    fields = [field_of(a, typed, problems, kept=a.path in kept) for a in asked]
    rules = [rule for path, rule in _rules(frame, page, index) if not rule.confirm] if item else []
    alone = len(fields) == 1 and page.intro is None and fields[0].widget != "consent"
    fields[0].heading = alone  # the only question of a page is its heading
    context = {
        "frame": frame,
        "page": page,
        "saved_by": "page-form",
        "title": forms.item_title(page, index, _lang()),
        "fields": fields,
        "alone": alone,
        "errors": errors_of(fields, problems, asked),
        "asked": " ".join(a.question.id for a in asked),
        "revision": state.revision(page.name) if revision is None else revision,
        "revealed": revealed,
        "rules": rules,
        "saved": bool(item),
        "note": note,
        "review": _wants_review(request),
        "back": address("apply-page", frame.draft, page.name) if index is not None else before(frame, page.name),
        "languages": True,
    }
    return render(request, "portal/apply/page.html", context, status=422 if problems else 200)


def items(request: Any, frame: Frame, stop: forms.Stop) -> HttpResponse:
    """The list of a repeated page: what is there, one more, take one out, go on."""
    draft, page = frame.draft, stop.page
    assert page.repeat
    if not stop.items and page.repeat.min and request.method == "GET" and page.name not in frame.state.pages:
        return HttpResponseRedirect(address("apply-item", draft, page.name, 0) + _from(request))
    problems: list[forms.Problem] = []
    if request.method == "POST":
        if request.POST.get("then") == "add":
            return HttpResponseRedirect(address("apply-item", draft, page.name, len(stop.items)) + _from(request))
        saved = forms.save_none(draft, page.name, revision=0, by=frame.by, at=request.received_at)
        problems = [problem for problem in saved.problems if not problem.confirm]
        soft = [problem for problem in saved.problems if problem.confirm and problem.key not in frame.state.confirmed]
        if not problems and soft:
            return HttpResponseRedirect(address("apply-explain", draft, page.name) + _from(request))
        if not problems:
            return HttpResponseRedirect(address("apply-review", draft) if _wants_review(request) else after(frame, page.name))
    sections = [s for s in forms.shown(frame.state.spec, frame.state.answers, frame.state.today) if s.page == page]
    context = {
        "frame": frame,
        "page": page,
        "sections": [s for s in sections if s.index is not None],
        "problems": problems,
        "revision": frame.state.revision(page.name),
        "full": len(stop.items) >= page.repeat.max,
        "review": _wants_review(request),
        "back": before(frame, page.name),
        "next_index": len(stop.items),
    }
    return render(request, "portal/apply/items.html", context, status=422 if problems else 200)


def remove(request: Any, id: UUID, key: str, index: int) -> HttpResponse:
    """Take one item out."""
    draft, by = draft_of(request, id)
    try:
        forms.remove_item(draft, key, index, revision=_number(request, "revision"), by=by, at=request.received_at)
    except forms.StaleSave:
        from django.contrib import messages

        messages.warning(request, _("別の画面で内容が変わっていたため、削除していません。もう一度お確かめください。"))
    return HttpResponseRedirect(address("apply-page", draft, key) + _from(request))


def explain(request: Any, id: UUID, key: str) -> HttpResponse:
    """What the person should know before going on. It asks to confirm; it never bars."""
    draft, by = draft_of(request, id)
    if not draft.is_open:
        return closed(request, draft)
    frame = frame_of(request, draft, by)
    frame.number = step_number(frame, key)
    if request.method == "POST":
        forms.confirm_problems(draft, key, request.POST.getlist("key"), by=by, at=request.received_at)
        frame = frame_of(request, draft, by)
        if not _open_points(frame, key):
            there = address("apply-review", draft) if _wants_review(request) else after(frame, key)
            return HttpResponseRedirect(there)
    points = _open_points(frame, key)
    if not points:
        return HttpResponseRedirect(after(frame, key))
    back = address("apply-papers", draft) if key == forms.PAPERS else address("apply-page", draft, key)
    context = {"frame": frame, "points": points, "back": back, "review": _wants_review(request)}
    return render(request, "portal/apply/explain.html", context)


def conflict(request: Any, frame: Frame, key: str, index: int | None, stale: forms.StaleSave, typed: Typed) -> HttpResponse:
    """Both versions side by side; the person says which one stays."""
    fresh = frame_of(request, frame.draft, frame.by)
    page = frame.state.spec.page(key)
    assert page
    rows = []
    for question in page.ask:
        field_type = forms.FIELD_TYPES.get(question.type)
        mine = field_type.show(forms.get(stale.mine.get("values"), question.id), question)
        theirs = field_type.show(forms.get((stale.theirs or {}).get("values"), question.id), question)
        if mine or theirs:
            rows.append({"label": str(question.short or question.label), "mine": mine, "theirs": theirs, "same": mine == theirs})
    hidden = [(name, value) for name, values in typed.items() if not _sealed(page, name) for value in values]
    context = {
        "frame": fresh,
        "page": page,
        "rows": rows,
        "hidden": [(n, v) for n, v in hidden if n not in {"revision", "csrfmiddlewaretoken", "then"}],
        "revision": stale.revision,
        "sealed": any(_sealed(page, name) and any(values) for name, values in typed.items()),
        "here": address("apply-item", fresh.draft, key, index) if index is not None else address("apply-page", fresh.draft, key),
        "keep": address("apply-page", fresh.draft, key),
    }
    return render(request, "portal/apply/conflict.html", context, status=409)


def too_many(request: Any, frame: Frame, key: str, refusal: Refused) -> HttpResponse:
    context = {"frame": frame, "sentence": str(refusal), "back": address("apply-page", frame.draft, key)}
    return render(request, "portal/apply/too_many.html", context, status=409)


def closed(request: HttpRequest, draft: forms.Draft) -> HttpResponse:
    context = {"draft": draft, "title": getattr(draft.spec, "title", "")}
    return render(request, "portal/apply/closed.html", context, status=410)


def typed_in(request: Any) -> Typed:
    return {name: request.POST.getlist(name) for name in request.POST}


def _asked(frame: Frame, page: forms.Page, index: int | None, known: Mapping[str, Any]) -> list[forms.Asked]:
    """Questions of the page as they stand; for an item that is not there yet, as for an empty one. What is only proposed (`known`)
    leads on to further questions as if it were answered: the person sees it chosen.
    """
    stop = frame.state.walk.stop(page.name)
    assert stop
    if known and any(question.when for question in page.ask):
        answers = frame.state.answers
        for path, value in known.items():
            answers = forms.put(answers, path, value)
        asked = _stop_with(frame, page, answers).items[0].asked
    elif index is None or index < len(stop.items):
        asked = stop.items[index or 0].asked
    else:
        assert page.repeat
        empty = [*(forms.get(frame.state.answers, page.repeat.id) or []), {}]
        answers = forms.put(frame.state.answers, page.repeat.id, empty)
        asked = _stop_with(frame, page, answers).items[index].asked
    return [a for a in asked if a.question.type != "file"]


def _stop_with(frame: Frame, page: forms.Page, answers: dict[str, Any]) -> forms.Stop:
    stop = forms.walk(frame.state.spec, answers, frame.state.today).stop(page.name)
    assert stop
    return stop


def _known(frame: Frame, page: forms.Page) -> dict[str, Any]:
    """What the house knows already, by question. Not to a proxy: what the city knows of a person is not theirs to read; who
    represents by law stands in that person's place."""
    behalf = frame.by.acting_for
    if page.repeat or frame.is_helper or (behalf and behalf.role != people.Basis.LEGAL and not behalf.is_group):
        return {}
    known: dict[str, Any] = {}
    earlier = frame.draft.proposed
    for question in page.ask:
        before = _at(earlier, question.id)
        if before is not None:
            known[question.id] = before
            continue
        if question.prefill_when and not forms.holds(question.prefill_when, frame.state.walk.names):
            continue
        value = forms.prefilled(question.prefill, frame.draft.account)
        if value is not None:
            known[question.id] = value
    return known


def _proposed_to(frame: Frame, page: forms.Page, revealed: list[str]) -> Typed:
    """The same, as if typed, for questions that have just appeared."""
    known = _as_typed(page, _known(frame, page)) if revealed else {}
    return {name: value for name, value in known.items() if any(f"{name}.".startswith(f"{path}.") for path in revealed)}


def _as_typed(page: forms.Page, known: Mapping[str, Any]) -> Typed:
    typed: Typed = {}
    for question in page.ask:
        if question.id in known:
            parts = forms.FIELD_TYPES.get(question.type).typed(known[question.id], question)
            typed |= {f"{question.id}.{part}" if part else question.id: written for part, written in parts.items()}
    return typed


def _at(answers: dict[str, Any], path: str) -> Any:
    return forms.read_path(answers, path) if answers else None


def _rules(frame: Frame, page: forms.Page, index: int | None) -> list[tuple[str, forms.Explain]]:
    stop = frame.state.walk.stop(page.name)
    rules = forms.shown_explanations(stop) if stop else []
    prefix = f"{page.repeat.id}[{index}]" if page.repeat else ""
    return [(path, rule) for path, rule in rules if path.startswith(prefix)]


def _open_points(frame: Frame, key: str) -> list[forms.Problem]:
    spec = frame.state.spec
    return [p for p in frame.state.problems() if p.confirm and forms.page_of(spec, p.path) == key]


def _sealed(page: forms.Page, name: str) -> bool:
    return any(forms.FIELD_TYPES.get(q.type).sealed and (name == q.id or name.startswith(f"{q.id}.")) for q in page.ask)


def _number(request: Any, name: str) -> int:
    value = request.POST.get(name, "0")
    return int(value) if value.isdecimal() and len(value) < 9 else 0


def _wants_review(request: Any) -> bool:
    return "review" in request.GET or request.POST.get("from") == "review"


def _from(request: Any) -> str:
    return "?review" if _wants_review(request) else ""


def _in_language(request: Any, code: str) -> str:
    from madoguchi.faces.shell.languages import language_of_code

    return f"{language_of_code(code).prefix}{request.path_info}{_from(request)}"


def _in_another_look(request: Any) -> HttpResponse:
    """The saved page again, in letters and colours chosen in the header: where no script changes them on the spot."""
    chosen = {name: request.POST.get(f"display.{name}", "") for name in ("size", "contrast")}
    response = HttpResponseRedirect(f"{request.path}{_from(request)}")
    preferences.keep(response, preferences.preferences_of(request).changed(chosen))
    return response


def _lang() -> str:
    from django.utils.translation import get_language

    return "easy" if get_language() == "ja-easy" else (get_language() or "ja")
