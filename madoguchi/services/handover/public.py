"""The door of handover: what its pages and the demo use."""

from madoguchi.services.handover.actions.answer import accept_all, answer
from madoguchi.services.handover.actions.make import looked_over, make
from madoguchi.services.handover.definitions import Handover
from madoguchi.services.handover.models import Batch, Line

__all__ = ["Batch", "Handover", "Line", "accept_all", "answer", "looked_over", "make"]
