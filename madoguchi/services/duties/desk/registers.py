"""個人情報ファイル簿と処理の記録, at the desk: as they are now, what changed since it was published, publishing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.duties.register.differing import changes
from madoguchi.services.duties.register.generating import ITEMS, files, processing
from madoguchi.services.duties.register.publishing import newest, publish, wanted
from madoguchi.services.duties.rules import may_publish, rules


@open_to("duties.registers")
def register(request: Any) -> HttpResponse:
    if request.method == "POST":
        act = lambda: publish(by=request.actor, at=request.received_at)  # noqa: E731
        attempt(request, act, _("個人情報ファイル簿を公表しました。"))
        return redirect("desk-duties:register")
    last = newest()
    context = {
        "files": files(),
        "labels": list(ITEMS.items()),
        "last": last,
        "changes": changes(last.entries if last else {}, wanted()),
        "threshold": rules().file_threshold,
        "may_publish": may_publish(request.actor),
        "tab": "register",
    }
    return render(request, "duties/register.html", context)


@open_to("duties.registers")
@require_safe
def processing_page(request: Any) -> HttpResponse:
    rows = list(processing())
    section = request.GET.get("section", "")
    context = {
        "rows": [one for one in rows if section in {"", one.procedure.department}],
        "sections": list(dict.fromkeys((one.procedure.department, one.section) for one in rows)),
        "section": section,
        "tab": "processing",
    }
    return render(request, "duties/processing.html", context)
