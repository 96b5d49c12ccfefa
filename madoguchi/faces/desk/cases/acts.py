"""受理・受領・回答, 延期, 移送, 前の案件との結びつき: each a page of its own, or a button."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from madoguchi.city.public import departments
from madoguchi.core.calendar.public import today
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.cases.forms import ExtensionForm, LinkForm, ReplyForm, TransferForm
from madoguchi.faces.desk.cases.longer import asked, opened
from madoguchi.faces.shell.guard import open_to


@open_to("cases.settle", purpose="casework")
def answer(request: Any, number: str) -> HttpResponse:
    """回答 of an inquiry."""
    held = opened(request, number)
    return asked(
        request,
        held,
        ReplyForm(request.POST or None),
        title=_("回答する"),
        button=_("回答する"),
        act=lambda data: cases.settle(held, **data, by=request.actor, at=request.received_at),
        done=_("回答しました。"),
    )


@open_to("cases.extend", purpose="casework")
def extend(request: Any, number: str) -> HttpResponse:
    held = opened(request, number)
    return asked(
        request,
        held,
        ExtensionForm(held.definition.extend_beyond, request.POST or None),
        title=_("決定の時期を延ばす"),
        button=_("延期を通知する"),
        act=lambda data: cases.extend(held, **data, by=request.actor, at=request.received_at),
        done=_("延期しました。通知書を作ります。"),
        due=cases.due_now(held),
    )


@open_to("cases.transfer", purpose="casework")
def transfer(request: Any, number: str) -> HttpResponse:
    """To another section, or to another city: which of them the form says."""
    held = opened(request, number)
    sections = [(one.code, str(one.name)) for one in departments(today(request.received_at)) if one.code != held.section]

    def act(data: dict[str, Any]) -> Any:
        who = {"reason": data["reason"], "by": request.actor, "at": request.received_at}
        if data["where"] == "city":
            return cases.send_to_city(held, city=data["city"], **who)
        return cases.transfer(held, to=data["to"], **who)

    return asked(
        request,
        held,
        TransferForm(sections, request.POST or None),
        title=_("移送する"),
        button=_("移送する"),
        act=act,
        done=_("移送しました。"),
        back="desk:home",
    )


@open_to("cases.link", purpose="casework")
def link(request: Any, number: str) -> HttpResponse:
    held = opened(request, number)
    return asked(
        request,
        held,
        LinkForm(request.POST or None),
        title=_("前の案件と結びつける"),
        button=_("結びつける"),
        act=lambda data: cases.link(held, data["number"], by=request.actor, at=request.received_at),
        done=_("前の案件と結びつけました。"),
    )
