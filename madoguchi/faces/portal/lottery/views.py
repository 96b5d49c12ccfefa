"""抽選: what can be entered, one's own entry, the result, and the proof for everybody."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.links.public import UnknownKey, link_to
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.booking.public import lottery
from madoguchi.faces.portal.lottery.forms import EntryForm, given
from madoguchi.faces.shell.guard import open_to


@open_to("anyone")
@require_safe
def listing(request: Any) -> HttpResponse:
    at = request.received_at
    rows = [(one, one.stage(at)) for one in lottery.lotteries(at)]
    return render(request, "portal/lottery/lotteries.html", {"rows": rows})


@open_to("anyone")
@require_safe
def one(request: Any, pk: UUID) -> HttpResponse:
    """The rules, the promise, the list, the result: everything that makes it checkable."""
    found = lottery.lottery_of(pk)
    record = lottery.public_record(found)
    stage = found.stage(request.received_at)
    context = {
        "lottery": found,
        "stage": stage,
        "said": found.record["announced"],
        "record": record,
        "lots": len(record.get("lots", ())),  # type: ignore[arg-type]
        "won": len(record.get("awards", ())),  # type: ignore[arg-type]
        "mine": lottery.my_entries(found, request.actor),
        "is_open": stage == lottery.Stage.OPEN,
        "free": lottery.still_free(found, request.received_at) if stage == lottery.Stage.PUBLISHED else [],
    }
    return render(request, "portal/lottery/lottery.html", context)


@open_to("anyone")
@require_safe
def public_record(request: Any, pk: UUID) -> HttpResponse:
    found = lottery.lottery_of(pk)
    headers = {"Content-Disposition": f'attachment; filename="lottery-{found.rules}-{found.first_on}.json"'}
    return _json(lottery.public_record(found), headers)


@open_to("anyone")
@require_safe
def verifier(request: Any) -> HttpResponse:
    content = Path(lottery.verifier.__file__).read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="verify_lottery.py"'}
    return HttpResponse(content, content_type="text/x-python; charset=utf-8", headers=headers)


@open_to("resident")
def enter(request: Any, pk: UUID) -> HttpResponse:
    found = lottery.lottery_of(pk)
    form = EntryForm(found, request.POST or None, initial={"name": request.actor.name})
    if request.method == "POST" and form.is_valid():
        try:
            made = lottery.enter(found, form.wish(), by=request.actor, at=request.received_at)
            messages.success(request, _("応募しました。控えを保存しておくと、抽選の後に自分で確かめられます。"))
            return redirect("portal:lottery-entry", made.number)
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "portal/lottery/enter.html", {"lottery": found, "form": form, "entry": None})


@open_to("resident")
def change(request: Any, pk: UUID, number: str) -> HttpResponse:
    found = lottery.lottery_of(pk)
    mine = lottery.entry_of(number, by=request.actor, at=request.received_at)
    form = EntryForm(found, request.POST or None, initial=given(mine))
    if request.method == "POST" and form.is_valid():
        try:
            lottery.change(mine, form.wish(), by=request.actor, at=request.received_at)
            messages.success(request, _("応募を変えました。前の控えは使えません。新しい控えを保存してください。"))
            return redirect("portal:lottery-entry", number)
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "portal/lottery/enter.html", {"lottery": found, "form": form, "entry": mine})


@open_to("resident")
@require_safe
def entry(request: Any, number: str) -> HttpResponse:
    """One's own entry: what was wished for, and once it is published what was won."""
    mine = lottery.entry_of(number, by=request.actor, at=request.received_at)
    found = lottery.lottery_of(mine.lottery_id)
    stage = found.stage(request.received_at)
    published = stage == lottery.Stage.PUBLISHED
    titles = {slot["id"]: slot["title"] for slot in found.record["announced"]["slots"]}
    awards = lottery.awards_of(mine) if published else []
    lost = published and not awards and not mine.is_excluded and mine.withdrawn_at is None
    context = {
        "entry": mine,
        "kept": mine.kept,
        "lottery": found,
        "stage": stage,
        "is_open": stage == lottery.Stage.OPEN and mine.withdrawn_at is None and not mine.is_excluded,
        "wishes": [titles.get(one, one) for one in mine.wishes],
        "awards": [(one, titles.get(str(one.slot_id), ""), reservation_page(one)) for one in awards],
        "published": published,
        "lost": lost,
        "free": lottery.still_free(found, request.received_at) if lost else [],
    }
    return render(request, "portal/lottery/entry.html", context)


@open_to("resident")
@require_safe
def receipt(request: Any, number: str) -> HttpResponse:
    mine = lottery.entry_of(number, by=request.actor, at=request.received_at)
    headers = {"Content-Disposition": f'attachment; filename="lottery-receipt-{number}.json"'}
    return _json(lottery.receipt_of(mine), headers)


@open_to("resident")
@require_POST
def withdraw(request: Any, number: str) -> HttpResponse:
    mine = lottery.entry_of(number, by=request.actor, at=request.received_at)
    try:
        lottery.withdraw(mine, by=request.actor, at=request.received_at)
        messages.success(request, _("応募を取り下げました。"))
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:lottery-entry", number)


def reservation_page(award: lottery.Award) -> str:
    """The page of the reservation that a win became, once it has."""
    if award.reservation is None:
        return ""
    try:
        return link_to("reservation", award.reservation.number)
    except UnknownKey:
        return ""


def _json(what: dict[str, object], headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(
        json.dumps(what, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8", headers=headers
    )
