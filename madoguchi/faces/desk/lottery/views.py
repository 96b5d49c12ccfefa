"""抽選: announce, see who entered, exclude, close, draw by two people, publish."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.booking.public import lottery
from madoguchi.engines.people.public import Account
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.lottery.forms import AnnounceForm
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to


@open_to("lottery.see")
@require_safe
def listing(request: Any) -> HttpResponse:
    page = page_of(lottery.lotteries_of(request.actor), request, by=("-announced_at", "-id"), size=30)
    rows = [(one, one.stage(request.received_at).label) for one in page.rows]
    return render(request, "desk/lottery/lotteries.html", {"page": page, "rows": rows})


@open_to("lottery.prepare")
def announce(request: Any) -> HttpResponse:
    form = AnnounceForm(request.actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = lottery.announce(**form.values(), by=request.actor, at=request.received_at)
            return redirect("desk:lottery", made.pk)
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "desk/lottery/new.html", {"form": form})


@open_to("lottery.see", purpose="casework")
@require_safe
def one(request: Any, pk: UUID) -> HttpResponse:
    """Where it stands, who entered, and the one next step that this person may take."""
    found = own(request, pk)
    stage = found.stage(request.received_at)
    entries = lottery.entries_of(found, by=request.actor, at=request.received_at)
    context = {
        "lottery": found,
        "stage": stage,
        "entries": [(each, each.kept) for each in entries],
        "in_draw": sum(each.withdrawn_at is None and not each.is_excluded for each in entries),
        "said": found.record["announced"],
        "digest": found.record.get("lots_digest", ""),
        "lots": len(found.record.get("lots", ())),
        "proposed_by_me": found.proposed_by == request.actor.code,
        "proposer": name_of(found.proposed_by),
        "drawer": name_of(found.drawn_by),
        "awards": lottery.Award.objects.filter(entry__lottery=found).count() if found.drawn_at else 0,
        "troubled": lottery.Award.objects.filter(entry__lottery=found).exclude(trouble="").select_related("slot", "entry"),
    }
    return render(request, "desk/lottery/lottery.html", context)


@open_to("lottery.prepare", "lottery.propose", "lottery.draw")
@require_POST
def do(request: Any, pk: UUID) -> HttpResponse:
    found = own(request, pk)
    what = request.POST.get("what", "")
    by_whom = {"by": request.actor, "at": request.received_at}
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "close": (lambda: lottery.close(found, **by_whom), _("締め切り、くじの一覧を公開しました。")),
        "propose": (
            lambda: lottery.propose(found, entropy=request.POST.get("entropy", ""), **by_whom),
            _("起案しました。別の職員が確認して引いてください。"),
        ),
        "draw": (lambda: lottery.draw(found, **by_whom), _("抽選しました。結果を確かめて公開してください。")),
        "publish": (lambda: lottery.publish(found, **by_whom), _("公開しました。当選した方の予約と知らせは、続けて作られます。")),
        "call-off": (
            lambda: lottery.call_off(found, reason=request.POST.get("reason", ""), **by_whom),
            _("中止し、枠を戻しました。"),
        ),
    }
    if what not in acts:
        raise Http404
    act, done = acts[what]
    attempt(request, act, done)
    return redirect("desk:lottery", pk)


@open_to("lottery.prepare")
@require_POST
def exclude(request: Any, pk: UUID, number: str) -> HttpResponse:
    found = own(request, pk)
    entry = lottery.entry_of(number, by=request.actor, at=request.received_at)
    if entry.lottery_id != found.pk:
        raise Http404
    reason = request.POST.get("reason", "")
    done = _("除外しました。理由は本人のページに出ます。")
    attempt(request, lambda: lottery.exclude(entry, reason=reason, by=request.actor, at=request.received_at), done)
    return redirect("desk:lottery", pk)


def own(request: Any, pk: UUID) -> lottery.Lottery:
    found = lottery.lottery_of(pk)
    if found.section not in request.actor.sections_with("lottery.see"):
        raise Http404
    return found


def name_of(code: str) -> str:
    kind, _colon, pk = code.partition(":")
    return Account.objects.filter(pk=pk).values_list("name", flat=True).first() or "" if kind == "staff" else ""
