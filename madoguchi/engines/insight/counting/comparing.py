"""Comparing: at night the last days are counted once more from the events. An event that came to lie before the mark after the
mark had passed (a transaction of more than ten seconds) is found here, and the indicator is counted anew in the shade.
"""

from datetime import datetime, time, timedelta

from madoguchi.core.calendar.public import TOKYO, today
from madoguchi.core.events.public import happened_between
from madoguchi.engines.insight.counting.feeding import rebuild
from madoguchi.engines.insight.counting.folding import counted_indicators, digest_of, fold
from madoguchi.engines.insight.models import Count, Fact, Grain

DAYS = 3


def compare(at: datetime, *, days: int = DAYS) -> list[str]:
    """Indicators whose last days do not agree with the events; each is being counted anew."""
    last = today(at) + timedelta(days=1)
    first = last - timedelta(days=days)
    span = datetime.combine(first, time(), TOKYO), datetime.combine(last, time(), TOKYO)
    wrong = []
    for code, counts in counted_indicators().items():
        row = Count.objects.filter(indicator=code, shown=True, digest=digest_of(counts)).exclude(upto=None).first()
        if row is None or row.upto is None:
            continue
        there = fold(counts, happened_between(counts.events, *span, until=row.upto))
        kept = Fact.objects.filter(count=row, grain=Grain.DAY, at__gte=first, at__lt=last, part="")
        if {place[1]: n for place, n in there.items() if place[0] == Grain.DAY} != dict(kept.values_list("at", "n")):
            wrong.append(code)
    rebuild(wrong, at)
    return wrong
