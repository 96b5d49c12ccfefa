"""提出: handing in once, and the receipt."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.faces.portal.apply.frame import address, frame_of, office_of, title_of
from madoguchi.faces.portal.apply.ways import show_review
from madoguchi.faces.portal.apply.who import draft_of

NO_ACCOUNT_NEEDED = "none"


def submit(request: Any, id: UUID) -> HttpResponse:
    """Hand in. Who needs to sign in first comes back to the review; a second press shows the same receipt."""
    draft, by = draft_of(request, id)
    wanted = getattr(draft.spec, "level", NO_ACCOUNT_NEEDED)
    if by.kind == "anonymous" and wanted != NO_ACCOUNT_NEEDED and draft.is_open:
        there = urlencode({"next": address("apply-review", draft)})
        return HttpResponseRedirect(f"{reverse('account_login')}?{there}")
    try:
        cases.submit(draft, by=by, at=request.received_at)
    except NotPermitted:
        raise
    except Refused as refusal:
        return show_review(request, frame_of(request, draft, by), str(refusal))
    return HttpResponseRedirect(address("apply-receipt", draft))


def receipt(request: Any, id: UUID) -> HttpResponse:
    """The number, what comes next, whom to ask."""
    draft, by = draft_of(request, id)
    application = cases.Application.objects.filter(draft=draft.pk).first()
    if application is None:
        raise Http404
    spec = draft.spec
    later = set(draft.later_marks.values_list("slot", flat=True))
    context = {
        "application": application,
        "spec": spec,
        "title": title_of(spec),
        "office": office_of(spec),
        "signed_in": by.kind == "resident",
        "later": [slot for slot in spec.attach if slot.id in later],
        "standard_days": getattr(spec, "standard_days", None),
    }
    return render(request, "portal/apply/receipt.html", context)
