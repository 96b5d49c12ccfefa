"""支援措置: somebody has read the warning, and opens the record under their own name."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from madoguchi.core.refused import NotFound
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import open_to


@open_to("cases.see", "people.look-up", purpose="casework")
@require_POST
def acknowledge(request: Any) -> HttpResponse:
    """Only for a record that the person may see; the look itself is logged when it opens."""
    number, back = request.POST.get("number", "")[:30], request.POST.get("back", "")
    of_person = request.POST.get("kind") == "addressee"
    rows: Any = people.Addressee.objects.all() if of_person else cases.Case.objects.all()
    held = rows.visible_to(request.actor).filter(number=number).first()
    if held is None:
        raise NotFound
    people.mark(held, by=request.actor, at=request.received_at, purpose="protected")
    mark = f"addressee:{held.number}" if of_person else held.number
    people.sessions.note_warned(request.session, mark, request.received_at)
    ours = back.startswith("/desk/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    home = reverse("desk:addressee" if of_person else "desk:case", args=[held.number])
    return HttpResponseRedirect(back if ours else home)
