"""The manuscript's page and its parts: read, changed, added, moved, taken out; what two people did is laid side by side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.views.decorators.http import require_POST, require_safe

from madoguchi.city import public as city
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.authoring import queries
from madoguchi.services.authoring.actions import edit, submit, taking, undo
from madoguchi.services.authoring.actions import remark as remarking
from madoguchi.services.authoring.body import GONE, at, follow, lasting, main_of, read_place, spelled
from madoguchi.services.authoring.checking import Note, looked_over
from madoguchi.services.authoring.desk import tree
from madoguchi.services.authoring.desk.adding import ADDED, ENDINGS, new_item, taken_in, with_notice
from madoguchi.services.authoring.desk.around import Desk, desk_of, number_in, said
from madoguchi.services.authoring.desk.boxes import put_all, typed_of, wrong_in
from madoguchi.services.authoring.desk.sheets import SHEETS, Context, idle_settings, part_of, sheet_of, suits
from madoguchi.services.authoring.models import Remark, Typing
from madoguchi.services.authoring.refusals import EditedMeanwhile, PartGone

OWN = {"csrfmiddlewaretoken", "base", "then", "force"}


@open_to("authoring.see")
@require_safe
def overview(request: Any, pk: UUID) -> HttpResponse:
    """All parts, what is wrong with them, what colleagues say."""
    desk = desk_of(request, pk)
    remarks = queries.open_remarks(desk.manuscript)
    pages = [] if desk.is_block else tree.pages_of(desk, remarks)
    questions = tree.questions_of(desk, remarks) if desk.is_block else []
    papers, deadlines = tree.papers_of(desk, remarks), [] if desk.is_block else tree.deadlines_of(desk)
    nodes = [*pages, *questions, *papers, *deadlines, *(child for page in pages for child in page.children)]
    shown = {note.path for node in nodes for note in node.notes}
    looked = desk.looked
    others = [note for note in looked.notes if note.path not in shown]
    context = {
        "desk": desk,
        "pages": pages,
        "questions": questions,
        "concerned": [said(one.written.get("title")) for one in looked.concerned],
        "papers": papers,
        "deadlines": deadlines,
        "others": others,
        "errors": len(looked.errors),
        "warnings": len(looked.warnings),
        "blocks": _blocks(desk),
        "remarks": remarks,
        "names": queries.names_of(
            [one.by_code for one in remarks] + [desk.manuscript.current.by_code if desk.manuscript.current else ""]
        ),
        "may_undo": desk.may_write and desk.manuscript.current and desk.manuscript.current.before_id,
        "may_redo": desk.may_write and undo.next_of(desk.manuscript),
        "examples": len(main_of(desk.body).get("examples") or []),
        "notices": tree.notices_of(desk, remarks),
        "fees": [] if desk.is_block else tree.fees_of(desk),
        "endings": [(code, words[1]) for code, words in ENDINGS.items()],
        "in_force": _notices_named(desk),
        "behind": desk.manuscript.is_open and not submit.is_based_on_what_is_in_force(desk.manuscript),
        "last": desk.manuscript.submissions.order_by("-asked_at").first(),
    }
    return render(request, "authoring/overview.html", context)


def _blocks(desk: Desk) -> list[tuple[str, str]]:
    """Those that may be asked within, with their codes where two have one name; a block does not ask itself."""
    own = desk.manuscript.code if desk.is_block else ""
    found = [one for one in desk.looked.world.documents("block") if one.definition and one.code != own]
    titles = [str(one.definition.title) for one in found if one.definition]
    return [
        (one.code, title if titles.count(title) == 1 else f"{title}（{one.code}）")
        for one, title in zip(found, titles, strict=True)
    ]


def _notices_named(desk: Desk) -> list[str]:
    """Those that the procedure names and that are not in the manuscript: they may be changed with it."""
    named = main_of(desk.body).get("results") or {}
    own = desk.body.get("notice", {})
    return sorted({str(code) for code in named.values() if code not in own and desk.looked.world.has("notice", str(code))})


@open_to("authoring.write")
def part(request: Any, pk: UUID, sheet: str, place: str) -> HttpResponse:
    """One part as a form."""
    desk = desk_of(request, pk)
    if sheet not in SHEETS:
        raise Http404
    if request.method == "POST":
        return save(request, desk, sheet, read_place(place))
    try:
        base = number_in(request.GET, "at", desk.number)
        path = follow(edit.body_of(desk.manuscript, base), desk.body, read_place(place))
    except PartGone:
        path = None
    if path is None or part_of(desk.body, path) is None:
        messages.warning(request, _t("開こうとした部分は、もうありません。"))
        return redirect("authoring:manuscript", desk.pk)
    found = part_of(desk.body, path)
    if not suits(sheet, path, found):
        return redirect("authoring:part", desk.pk, sheet_of(path, found), spelled(path))
    return show(request, desk, sheet, path)


def show(
    request: Any, desk: Desk, sheet: str, path: city.Path, typed: Any = None, *, wrong: Any = None, base: int = 0
) -> HttpResponse:
    """The form as it stands; or, with `wrong`, as it was typed on top of revision `base`."""
    found = part_of(desk.body, path) or {}
    boxes = SHEETS[sheet](Context(desk.body, desk.looked, desk.sections, path, found))
    name = f"{sheet}:{lasting(desk.body, path)}"[:200]
    kept = Typing.objects.filter(manuscript=desk.manuscript, by_code=request.actor.code, place=name).first()
    typed, wrong = typed or (kept.values if kept else typed_of(found, boxes)), wrong or {}
    remarks = list(desk.manuscript.remarks.filter(place=lasting(desk.body, path)).order_by("at"))
    notes = [note for note in desk.looked.under(path) if _concerns(note.path, path, boxes)]
    if not wrong:
        wrong, notes = _at_boxes(notes, path, boxes)
        status = 200
    else:
        status = 422
    context = {
        "desk": desk,
        "sheet": sheet,
        "place": spelled(path),
        "name": name,
        "about": lasting(desk.body, path),
        "fields": [box.view(typed, wrong.get(box.name, "")) for box in boxes],
        "kept": kept if status == 200 else None,
        "base": base or (kept.base if kept else desk.number),
        "notes": notes,
        "mistaken": bool(wrong),
        "remarks": remarks,
        "names": queries.names_of(one.by_code for one in remarks),
        "title": said(found.get("title") or found.get("label") or found.get("text")) or str(found.get("use", "")),
    }
    return render(request, "authoring/part.html", context, status=status)


def _concerns(where: city.Path, path: city.Path, boxes: Any) -> bool:
    """A page's form shows what is said of the page, not of each question."""
    rest = where[len(path) :]
    return not rest or any(rest[: len(box.path)] == box.path or box.path[: len(rest)] == rest for box in boxes)


def _at_boxes(notes: list[Note], path: city.Path, boxes: Any) -> tuple[dict[str, list[str]], list[Note]]:
    """Mistakes stand at the box in which they are mended; what has no box stays above."""
    found: dict[str, list[str]] = {}
    rest = []
    for note in notes:
        place = note.path[len(path) :]
        box = next((box for box in boxes if place and place[: len(box.path)] == box.path), None)
        if box is not None and note.is_error:
            found.setdefault(box.name, []).append(note.words)
        else:
            rest.append(note)
    return found, rest


def save(request: Any, desk: Desk, sheet: str, place: city.Path) -> HttpResponse:
    base, typed = number_in(request.POST, "base"), typed_in(request)
    try:
        seen = edit.body_of(desk.manuscript, base)
    except PartGone:
        raise Http404 from None
    before = part_of(seen, place)
    if before is None or not suits(sheet, place, before):
        raise Http404
    looked = desk.looked if base == desk.number else looked_over(seen, run=False)
    boxes = SHEETS[sheet](Context(seen, looked, desk.sections, place, before))
    path = follow(seen, desk.body, place)
    if path is not None and (wrong := wrong_in(before, boxes, typed)):
        return show(request, desk, sheet, path, typed, wrong=wrong, base=base)
    mine = put_all(before, boxes, typed)
    if sheet == "question" and before.get("type") != mine.get("type"):
        mine = {key: value for key, value in mine.items() if key not in idle_settings(str(mine.get("type")))}
    force = request.POST.get("force") == "mine"
    try:
        revision = edit.change_part(desk.manuscript, place, mine, base=base, by=request.actor, at_=request.received_at, force=force)
    except PartGone as refusal:
        return gone(request, desk, boxes, typed, str(refusal))
    except EditedMeanwhile as refusal:
        return conflict(request, desk, sheet, place, boxes, typed, before, refusal)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("authoring:manuscript", desk.pk)
    path = follow(seen, revision.body, place) or place
    Typing.objects.filter(
        manuscript=desk.manuscript,
        by_code=request.actor.code,
        place__in={f"{sheet}:{lasting(seen, place)}"[:200], f"{sheet}:{lasting(revision.body, path)}"[:200]},
    ).delete()
    new = looked_over(revision.body, run=False)
    mistakes = [note for note in new.under(path) if note.is_error and _concerns(note.path, path, boxes)]
    messages.success(request, _t("保存しました。"))
    changed_type = isinstance(before, dict) and before.get("type") != mine.get("type")
    if mistakes or changed_type or request.POST.get("then") == "stay":
        return redirect(reverse("authoring:part", args=[desk.pk, sheet, spelled(path)]))
    anchor = "p-" + "-".join(map(str, path[1:])) if len(path) > 1 else sheet
    return redirect(reverse("authoring:manuscript", args=[desk.pk]) + f"#{anchor}")


def conflict(
    request: Any, desk: Desk, sheet: str, place: city.Path, boxes: Any, typed: Any, before: Any, refusal: EditedMeanwhile
) -> HttpResponse:
    """Both people's words side by side; the person says which stay."""
    rows = []
    theirs = typed_of(refusal.theirs, boxes)
    for box in boxes:
        old, mine, other = at(before, box.path), at(refusal.mine, box.path), at(refusal.theirs, box.path)
        if mine != other and mine != old and other != old:
            rows.append({"label": box.label, "mine": _words(box, typed), "theirs": _words(box, theirs)})
    path = follow(edit.body_of(desk.manuscript, number_in(request.POST, "base")), desk.body, place) or place
    context = {
        "desk": desk,
        "rows": rows,
        "sentence": str(refusal),
        "hidden": [(name, value) for name, values in typed.items() for value in values],
        "base": number_in(request.POST, "base"),
        "here": reverse("authoring:part", args=[desk.pk, sheet, spelled(place)]),
        "theirs": reverse("authoring:part", args=[desk.pk, sheet, spelled(path)]),
        "who": queries.names_of([desk.manuscript.current.by_code]) if desk.manuscript.current else {},
    }
    return render(request, "authoring/conflict.html", context, status=409)


def gone(request: Any, desk: Desk, boxes: Any, typed: Any, sentence: str) -> HttpResponse:
    rows = [{"label": box.label, "mine": words} for box in boxes if (words := _words(box, typed))]
    return render(request, "authoring/gone.html", {"desk": desk, "rows": rows, "sentence": sentence}, status=409)


def _words(box: Any, typed: Any) -> str:
    values = [value for name, found in typed.items() if box.owns(name) for value in found if value]
    return " / ".join(values)


def typed_in(request: Any) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in request.POST if name not in OWN}


@open_to("authoring.write")
@require_POST
def do(request: Any, pk: UUID) -> HttpResponse:
    """Everything that is one button: add, move, take out, undo, redo, give up."""
    desk = desk_of(request, pk)
    what, _, where = request.POST.get("do", "").partition(" ")
    place = read_place(where)
    base = number_in(request.POST, "base", desk.number)
    by, when = request.actor, request.received_at
    here = reverse("authoring:manuscript", args=[desk.pk])
    if what == "undo":
        attempt(request, lambda: undo.undo(desk.manuscript, by=by, at=when), _t("1つ前に戻しました。"))
    elif what == "redo":
        attempt(request, lambda: undo.redo(desk.manuscript, by=by, at=when), _t("やり直しました。"))
    elif what in {"up", "down"}:
        step = -1 if what == "up" else 1
        if attempt(request, lambda: edit.move_item(desk.manuscript, place, step, base=base, by=by, at_=when)):
            here += "#p-" + "-".join(map(str, (*place[1:-1], int(place[-1]) + step)))
    elif what == "remove":
        attempt(
            request,
            lambda: edit.remove_item(desk.manuscript, place, base=base, by=by, at_=when),
            _t("削除しました。「元に戻す」で戻せます。"),
        )
    elif what == "discard":
        if attempt(request, lambda: submit.discard(desk.manuscript, by=by, at=when), _t("原稿を破棄しました。")):
            return redirect("authoring:manuscripts")
    elif what == "take-back":
        attempt(request, lambda: submit.take_back(desk.manuscript, by=by, at=when), _t("起案を取り下げました。"))
    elif what == "take-in":
        attempt(
            request,
            lambda: taking.take_in(desk.manuscript, by=by, at=when),
            _t("公開中の版の変更を取り込みました。違いを確かめてください。"),
        )
    elif what in {"add-notice", "change-notice"}:
        return add_notice(request, desk, what, base)
    elif what in ADDED:
        return add(request, desk, what, place, base)
    else:
        raise Http404
    return redirect(here)


def add(request: Any, desk: Desk, what: str, place: city.Path, base: int) -> HttpResponse:
    """A new page, question …; its form opens."""
    found = new_item(desk.body, what, place, request.POST.get(f"which:{spelled(place)}", ""))
    if found is None:
        messages.error(request, _t("足すものを選んでください。"))
        return redirect("authoring:manuscript", desk.pk)
    where, item, sheet = found
    try:
        _revision, path = edit.add_item(desk.manuscript, where, item, base=base, by=request.actor, at_=request.received_at)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("authoring:manuscript", desk.pk)
    return redirect(reverse("authoring:part", args=[desk.pk, sheet, spelled(path)]))


def add_notice(request: Any, desk: Desk, what: str, base: int) -> HttpResponse:
    """A new notice for an outcome, or one in force to be changed along with the procedure; its form opens."""
    which = request.POST.get("which:notice", "")
    seen = edit.body_of(desk.manuscript, base)
    if desk.is_block:
        raise Http404
    made = with_notice(seen, which) if what == "add-notice" else None
    version = city.current("notice", request.POST.get("which:in-force", "")) if what == "change-notice" else None
    if version is not None:
        made = taken_in(seen, version.code, version.written), version.code
    if made is None:
        messages.error(request, _t("足すものを選んでください。"))
        return redirect("authoring:manuscript", desk.pk)
    body, code = made
    if not attempt(request, lambda: edit.write_whole(desk.manuscript, body, base=base, by=request.actor, at_=request.received_at)):
        return redirect("authoring:manuscript", desk.pk)
    return redirect(reverse("authoring:part", args=[desk.pk, "notice", f"notice.{code}"]))


@open_to("authoring.write")
@require_POST
def keep(request: Any, pk: UUID) -> HttpResponse:
    """Typed and not yet saved: kept for the person who typed it (with script, by itself)."""
    desk = desk_of(request, pk)
    name = request.POST.get("about_page", "")[:200]
    if request.POST.get("then") == "drop":
        remarking.drop_typing(desk.manuscript, name, by=request.actor)
        return (
            redirect(request.POST.get("back", ""))
            if request.POST.get("back", "").startswith("/desk/making/")
            else redirect("authoring:manuscript", desk.pk)
        )
    typed = {key: values for key, values in typed_in(request).items() if key != "about_page"}
    base = number_in(request.POST, "base")
    try:
        kept = remarking.keep_typing(desk.manuscript, name, typed, base, by=request.actor, at=request.received_at)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        return HttpResponse(str(refusal), status=200, content_type="text/plain; charset=utf-8")
    words = (
        _t("入力を預かりました（まだ保存していません）。") if kept else _t("長すぎるため、預かれませんでした。保存してください。")
    )
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@open_to("authoring.write")
@require_POST
def remark(request: Any, pk: UUID) -> HttpResponse:
    """Say something about a place, or settle what was said."""
    desk = desk_of(request, pk)
    by, when = request.actor, request.received_at
    if settled := request.POST.get("settle", ""):
        found = Remark.objects.filter(manuscript=desk.manuscript, pk=settled if settled.isdecimal() else 0).first()
        if found is None:
            raise Http404
        attempt(request, lambda: remarking.settle(found, by=by, at=when), _t("コメントを済みにしました。"))
    else:
        text, place = request.POST.get("text", ""), request.POST.get("about", "")[:200]
        attempt(
            request,
            lambda: remarking.remark(desk.manuscript, place, text, by=by, at=when),
            _t("コメントを書きました。") if text.strip() else "",
        )
    back = request.POST.get("back", "")
    return redirect(back) if back.startswith("/desk/making/") else redirect("authoring:manuscript", desk.pk)


__all__ = ["GONE", "add", "do", "keep", "overview", "part", "remark"]
