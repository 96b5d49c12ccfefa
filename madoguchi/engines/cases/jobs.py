"""What runs by itself: the nightly comparison of `Standing` with the rows, reminders, forgetting."""

import logging
from datetime import datetime

from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.actions.memo import forget_memos
from madoguchi.engines.cases.actions.remind import remind_of_expiry
from madoguchi.engines.cases.signing.rechecking import recheck
from madoguchi.engines.cases.standing import set_right

log = logging.getLogger("madoguchi.cases")


@every("cases.compare-standing", daily="02:40", compares=True, zone=Zone.OFFICE)
def compare_standing(at: datetime) -> int:
    """Sets right what differs, and says so aloud: a difference is a fault of an action."""
    found = 0
    for case, was, should in set_right():
        found += 1
        log.error("standing of %s was %s, should be %s", case.number, was and was.state, should and should.state)
    return found


@every("cases.remind-of-expiry", daily="09:10", zone=Zone.OFFICE)
def remind_before_expiry(at: datetime) -> int:
    """Who holds a grant that ends in 60, 30 or 14 days (or as the procedure says) is told, once each."""
    return remind_of_expiry(at)


@every("cases.forget-memos", daily="03:20", zone=Zone.OFFICE)
def forget_over(at: datetime) -> int:
    """Memos whose year is over."""
    return forget_memos(at)


@every("cases.recheck-signatures", seconds=3600, zone=Zone.OFFICE)
def recheck_signatures(at: datetime) -> int:
    """Signatures whose revocation nobody could tell when they came."""
    return recheck(at)
