"""What every change to a meeting begins with: its minutes are not confirmed yet."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.services.plan.models import Meeting


class MinutesStand(Refused):
    code, message = "plan-minutes-stand", _("議事録は確定しています。変えられません。")


def still_open(meeting: Meeting) -> Meeting:
    """The meeting, locked, while its minutes are not confirmed. Raises MinutesStand."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.confirmed_at is not None:
        raise MinutesStand
    return held
