"""支援措置: somebody has read the warning, and opens the record under their own name."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from madoguchi.core.refused import NotFound
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import open_to

RECORDS: dict[str, tuple[Any, str]] = {
    "case": (cases.Case, "desk:case"),
    "addressee": (people.Addressee, "desk:addressee"),
    "reservation": (booking.Reservation, "desk:booking-one"),
}
"""What opens after a warning, and the page of it."""


@open_to("cases.see", "people.look-up", "booking.see", purpose="casework")
@require_POST
def acknowledge(request: Any) -> HttpResponse:
    """Only for a record that the person may see; the look itself is logged when it opens."""
    number, back = request.POST.get("number", "")[:30], request.POST.get("back", "")
    kind = request.POST.get("kind", "")
    model, page = RECORDS.get(kind, RECORDS["case"])
    held = model.objects.all().visible_to(request.actor).filter(number=number).first()
    if held is None:
        raise NotFound
    people.mark(held, by=request.actor, at=request.received_at, purpose="protected")
    mark = held.number if model is cases.Case else f"{kind}:{held.number}"
    people.sessions.note_warned(request.session, mark, request.received_at)
    ours = back.startswith("/desk/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if ours else reverse(page, args=[held.number]))
