"""The queue as CSV or xlsx: the rows that its filters let through, in its order."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.tables import FORMS
from madoguchi.faces.desk.worklist import filters
from madoguchi.faces.shell.guard import open_to

COLUMNS = [
    _("受付番号"),
    _("手続"),
    _("申請者"),
    _("状態"),
    _("待っているもの"),
    _("到達日"),
    _("処理期限"),
    _("法定の期限"),
    _("受け方"),
    _("担当"),
    _("所属"),
]


@open_to("cases.see", purpose="casework")
@require_safe
def queue(request: Any, form: str) -> HttpResponseBase:
    if form not in FORMS:
        raise Http404
    kept, day = filters.kept(request.GET), today(request.received_at)
    asked = filters.filters_of(kept, by=request.actor, day=day)
    try:
        noted, rows = cases.export_queue(by=request.actor, filters=asked, form=form, at=request.received_at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("desk:home") + filters.address(kept))
    return FORMS[form](f"cases-{day:%Y%m%d}", COLUMNS, (row_of(standing) for standing in rows), noted.watermark)


def row_of(standing: Any) -> list[Any]:
    case = standing.case
    return [
        standing.number,
        str(case.definition.title),
        case.applicant,
        str(standing.get_state_display()),
        str(standing.get_waits_for_display()),
        standing.received_on,
        standing.promised_on,
        standing.legal_on,
        str(standing.get_source_display()),
        standing.assignee.name if standing.assignee else "",
        standing.section,
    ]
