"""再送: a person decides that it goes once more."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.messages.actions.carry import send_again
from madoguchi.engines.messages.channels.base import CHANNELS
from madoguchi.engines.messages.models import Delivery, State
from madoguchi.engines.people.public import Actor, authorize


class NothingToResend(Refused):
    code, message = "nothing-to-resend", _("送り直せる状態ではありません。")


class ChannelNotConnected(Refused):
    code, message = "channel-not-connected", _("この手段は、まだつながっていません。")


def resend(delivery: Delivery, *, by: Actor, at: datetime) -> Delivery:
    """Send again what failed, is uncertain or was given up. Raises NotPermitted, NothingToResend,
    ChannelNotConnected.
    """
    authorize(by, "messages.resend", delivery)
    channel = CHANNELS.get(delivery.channel)
    if channel.unavailable() or not channel.carried:
        raise ChannelNotConnected
    states: list[str] = [State.FAILED, State.UNKNOWN, State.GIVEN_UP]
    if not send_again(delivery, from_states=states, at=at, uncertain=delivery.uncertain, by=by):
        raise NothingToResend
    delivery.refresh_from_db()
    return delivery
