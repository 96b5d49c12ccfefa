from madoguchi.engines.booking.lottery.models.award import Award
from madoguchi.engines.booking.lottery.models.entry import Entry, Exclusion
from madoguchi.engines.booking.lottery.models.lottery import Lottery, LotterySlot, Stage

__all__ = ["Award", "Entry", "Exclusion", "Lottery", "LotterySlot", "Stage"]
