"""閲覧の記録: which section looked at one's data, on which day, for what purpose. Never who: that is for the auditors."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.engines.people import public as people
from madoguchi.engines.watch import public as watch
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.templatetags.mado import department_name


@open_to(watch.SEE_OWN)
@require_safe
def mine(request: Any) -> HttpResponse:
    """Over all that the house keeps under the account, and what the registers hold of its person."""
    shown = watch.own_looks(request.actor.account_id, at=request.received_at)
    names = {section: department_name(section) for section in {look.section for look in shown.looks}}
    return render(
        request, "portal/mine/looks.html", {"shown": shown, "looks": [(look, names[look.section]) for look in shown.looks]}
    )


def looks_at(case: Any, *, by: Any, at: Any) -> list[watch.ShownLook]:
    """Those at one case, for its own person; for nobody who acts for them."""
    if by.acting_for is not None or case.account_id != by.account_id:
        return []
    this = {"case": {str(case.pk): people.Owned(case.number, case.procedure)}}
    return watch.own_looks(by.account_id, at=at, only=this).looks
