"""The door of the lottery; others reach it as `booking.lottery`."""

from madoguchi.engines.booking.lottery import verify_lottery as verifier
from madoguchi.engines.booking.lottery.actions.announce import announce
from madoguchi.engines.booking.lottery.actions.enter import Wish, change, enter, withdraw
from madoguchi.engines.booking.lottery.actions.exclude import exclude
from madoguchi.engines.booking.lottery.actions.steps import call_off, close, draw, propose, publish
from madoguchi.engines.booking.lottery.definitions import LotteryRules
from madoguchi.engines.booking.lottery.models import Award, Entry, Exclusion, Lottery, Stage
from madoguchi.engines.booking.lottery.queries import (
    awards_of,
    entries_of,
    entries_of_person,
    entry_of,
    lotteries,
    lotteries_of,
    lottery_of,
    my_entries,
    public_record,
    receipt_of,
    still_free,
    whole_record,
)
from madoguchi.engines.booking.lottery.refusals import AlreadyEntered, NotOpen

__all__ = [
    "AlreadyEntered", "Award", "Entry", "Exclusion", "Lottery", "LotteryRules", "NotOpen", "Stage", "Wish", "announce",
    "awards_of", "call_off", "change", "close", "draw", "enter", "entries_of", "entries_of_person", "entry_of", "exclude",
    "lotteries", "lotteries_of", "lottery_of", "my_entries", "propose", "public_record", "publish", "receipt_of", "still_free",
    "verifier", "whole_record", "withdraw",
]  # fmt: skip
