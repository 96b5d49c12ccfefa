"""支援措置: somebody has read the warning, and opens the record under their own name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from madoguchi.core.refused import NotFound
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import open_to

RECORDS: dict[str, tuple[Any, str, str]] = {
    "case": (cases.Case, "number", "desk:case"),
    "addressee": (people.Addressee, "number", "desk:addressee"),
    "reservation": (booking.Reservation, "number", "desk:booking-one"),
    "waiting": (booking.waiting.Waiting, "id", "desk:booking-waiting-one"),
}
"""What opens after a warning, by what it is known, and the page of it."""


@open_to("cases.see", "people.look-up", "booking.see", purpose="casework")
@require_POST
def acknowledge(request: Any) -> HttpResponse:
    """Only for a record that the person may see; the look itself is logged when it opens."""
    number, back = request.POST.get("number", "")[:40], request.POST.get("back", "")
    kind = request.POST.get("kind", "")
    model, field, page = RECORDS.get(kind, RECORDS["case"])
    try:
        held = model.objects.all().visible_to(request.actor).filter(**{field: number}).first()
    except ValidationError:
        held = None
    if held is None:
        raise NotFound
    known = str(getattr(held, field))
    people.mark(held, by=request.actor, at=request.received_at, purpose="protected")
    mark = known if model is cases.Case else f"{kind}:{known}"
    people.sessions.note_warned(request.session, mark, request.received_at)
    ours = back.startswith("/desk/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if ours else reverse(page, args=[known]))
