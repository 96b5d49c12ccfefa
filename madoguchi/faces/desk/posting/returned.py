"""返戻: letters that came back, scanned or typed in one after another."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.messages import public as mail
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.sections import name_sections
from madoguchi.faces.shell.guard import open_to


@open_to("messages.print")
def page(request: Any) -> HttpResponse:
    """The box takes the next number at once; reason and day stay as they were chosen."""
    said, error = request.POST, ""
    if request.method == "POST":
        try:
            typed = said.get("on", "").strip()
            job = mail.letter_of(said.get("reference", ""), by=request.actor)
            came = mail.record_return(
                job,
                reason=said.get("reason", "") if said.get("reason") in mail.WhyReturned.values else "other",
                returned_on=parse_date(typed) if typed else None,
                by=request.actor,
                at=request.received_at,
            )
        except NotFound:
            error = _("その番号の手紙は、この所属にはありません。宛名のバーコードの番号（12桁）を確かめてください。")
        except Refused as refusal:
            error = str(refusal)
        else:
            messages.success(
                request, _("返戻を登録しました：%(title)s（%(why)s）") % {"title": title_of(job), "why": came.get_reason_display()}
            )
            request.session["desk.returned"] = {"reason": came.reason, "on": typed}
            return redirect("desk:returned")
    kept = request.session.get("desk.returned", {})
    rows = page_of(mail.returned_letters(by=request.actor), request, by=("-at", "-id"), size=30)
    name_sections(one.delivery for one in rows.rows)
    context = {
        "error": error,
        "typed": said.get("reference", "") if error else "",
        "reason": said.get("reason") or kept.get("reason", "unknown"),
        "on": said.get("on") or kept.get("on", ""),
        "reasons": mail.WhyReturned.choices,
        "page": rows,
    }
    return render(request, "desk/posting/returned.html", context, status=422 if error else 200)


def title_of(job: Any) -> str:
    notice = job.delivery.notice
    return notice.title if notice else job.reference
