"""一時預かりの登録: a parent's children, registered and kept up to date. No more than the nursery must know."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from madoguchi.core.refused import NotFound
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import nursery
from madoguchi.faces.portal.home.views import department_or_none
from madoguchi.faces.shell.fields import FieldView, errors_of
from madoguchi.faces.shell.guard import open_to

FIELDS = {
    "name": (gettext_lazy("お子さんの名前"), "", "text"),
    "kana": (gettext_lazy("フリガナ"), "", "text"),
    "birth": (gettext_lazy("生年月日"), gettext_lazy("例：2023-06-20、令和5年6月20日"), "text"),
    "allergies": (gettext_lazy("アレルギー"), gettext_lazy("食べ物・薬・虫など。ないときは「なし」と書いてください。"), "textarea"),
    "medical": (gettext_lazy("医療的な配慮"), gettext_lazy("持病、薬、けいれんなど、園が知っておくこと。"), "textarea"),
    "emergency": (gettext_lazy("緊急のときの電話番号"), "", "text"),
}


@open_to("booking.see-own", purpose="own")
@require_http_methods(["GET", "HEAD", "POST"])
def children(request: Any) -> HttpResponse:
    """One's own children, and a form for a further one."""
    return _page(request, None)


@open_to("booking.see-own", purpose="own")
@require_http_methods(["GET", "HEAD", "POST"])
def child(request: Any, pk: UUID) -> HttpResponse:
    found = nursery.children_of(request.actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return _page(request, found)


def _page(request: Any, found: Any) -> HttpResponse:
    section = next((one.department for one in booking.bookables() if one.nursery), "")
    if not section:
        raise NotFound
    problems = []
    given = request.POST if request.method == "POST" else (found.about if found else {})
    if request.method == "POST":
        try:
            if found:
                nursery.change_child(found, request.POST, by=request.actor, at=request.received_at)
            else:
                nursery.register_child(request.POST, section=section, by=request.actor, at=request.received_at)
        except booking.NotAcceptable as wrong:
            problems = wrong.problems
        else:
            messages.success(request, _("登録しました。"))
            return redirect("portal:booking-children")
    errors = {problem.path: problem.sentence for problem in problems}
    fields = [
        FieldView(
            name, label, widget if widget == "textarea" else "text", value=given.get(name, ""), hint=hint, rows=3,
            required=name != "medical", optional=name == "medical", error=errors.get(name, ""),
        )
        for name, (label, hint, widget) in FIELDS.items()
    ]  # fmt: skip
    context = {
        "child": found,
        "children": [(one, one.about, list(one.interviews.all())) for one in nursery.children_of(request.actor)],
        "fields": fields,
        "errors": errors_of(fields),
        "department": department_or_none(section),
    }
    return render(request, "portal/booking/children.html", context, status=422 if problems else 200)
