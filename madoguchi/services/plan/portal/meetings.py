"""The headquarters' meetings, as far as they were made public."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan.models import PublicMeeting, PublicPaper
from madoguchi.services.plan.portal.handing_out import as_download
from madoguchi.services.plan.portal.views import page, the_plan


@open_to("anyone")
def listing(request: Any) -> HttpResponse:
    return page(request, "meetings", the_plan(), rows=PublicMeeting.objects.order_by("-held_on")[:100])


@open_to("anyone")
def one(request: Any, pk: UUID) -> HttpResponse:
    meeting = get_object_or_404(PublicMeeting, pk=pk)
    return page(request, "meeting", the_plan(), meeting=meeting, papers=meeting.papers.select_related("file"))


@open_to("anyone")
def paper(request: Any, pk: UUID, position: int) -> StreamingHttpResponse:
    """The public's own copy."""
    found = get_object_or_404(PublicPaper.objects.select_related("file__key"), meeting=pk, position=position)
    return as_download(found.file)
