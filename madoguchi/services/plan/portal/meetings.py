"""The headquarters' meetings, as far as they were made public."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from madoguchi.faces.shell.guard import open_to
from madoguchi.services.plan.models import PublicMeeting
from madoguchi.services.plan.portal.views import page, the_plan


@open_to("anyone")
def listing(request: Any) -> HttpResponse:
    return page(request, "meetings", the_plan(), rows=PublicMeeting.objects.order_by("-held_on")[:100])


@open_to("anyone")
def one(request: Any, pk: UUID) -> HttpResponse:
    return page(request, "meeting", the_plan(), meeting=get_object_or_404(PublicMeeting, pk=pk))
