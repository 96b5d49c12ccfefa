"""What the room's parts put into the house's registries: the day at the counter, the lottery, the waiting list."""

from madoguchi.city.public import definition_root, register_check
from madoguchi.engines.booking import limits
from madoguchi.engines.booking.counter import checks as counter_checks
from madoguchi.engines.booking.counter import jobs as counter_jobs  # noqa: F401
from madoguchi.engines.booking.counter import permissions as counter_permissions  # noqa: F401
from madoguchi.engines.booking.counter.definitions import Counter
from madoguchi.engines.booking.counter.queries import no_shows
from madoguchi.engines.booking.lottery import checks as lottery_checks
from madoguchi.engines.booking.lottery import fulfilling as lottery_fulfilling  # noqa: F401
from madoguchi.engines.booking.lottery import permissions as lottery_permissions  # noqa: F401
from madoguchi.engines.booking.lottery import texts as lottery_texts  # noqa: F401
from madoguchi.engines.booking.lottery.definitions import LotteryRules
from madoguchi.engines.booking.lottery.models import Entry, Lottery
from madoguchi.engines.booking.nursery.models import Child
from madoguchi.engines.booking.slot_field import SlotType
from madoguchi.engines.booking.taking import ON_RETURN
from madoguchi.engines.booking.waiting import jobs as waiting_jobs  # noqa: F401
from madoguchi.engines.booking.waiting import queries as waiting_queries
from madoguchi.engines.booking.waiting import texts as waiting_texts  # noqa: F401
from madoguchi.engines.booking.waiting.models import Waiting
from madoguchi.engines.booking.waiting.offering import on_return
from madoguchi.engines.forms.public import register_field_type
from madoguchi.engines.people.public import register_owned, register_persons, register_scoped

definition_root("counters", "counter", Counter)
definition_root("lotteries", "lottery", LotteryRules)
register_check("counter", counter_checks.check_counter)
register_check("lottery", lottery_checks.check_lottery)
register_scoped(Child, kind="child")
register_field_type(SlotType())
register_scoped(Lottery, kind="lottery")
register_scoped(Entry, kind="lottery-entry")
limits.NO_SHOWS.append(no_shows)
register_scoped(Waiting, kind="waiting", fields="contact")
register_persons("waiting", waiting_queries.persons_waiting)
register_owned("waiting", waiting_queries.own_waiting, waiting_queries.owners_waiting)
ON_RETURN.append(on_return)
