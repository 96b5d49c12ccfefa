"""The door of intake: what the demo, the command line and its pages use."""

from madoguchi.services.intake.actions.take import Outcome, take
from madoguchi.services.intake.channels import channel_of, channels
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.models import Parcel, ParcelState, Run

__all__ = ["Channel", "Outcome", "Parcel", "ParcelState", "Run", "channel_of", "channels", "take"]
