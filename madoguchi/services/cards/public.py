"""The door of cards: what the demo and its pages use."""

from madoguchi.services.cards.actions.follow_up import keep_figure
from madoguchi.services.cards.actions.take_in import next_rows, take_in
from madoguchi.services.cards.jobs import tell_due
from madoguchi.services.cards.models import ExpiryFile, IssueFigure, Renewal

__all__ = ["ExpiryFile", "IssueFigure", "Renewal", "keep_figure", "next_rows", "take_in", "tell_due"]
