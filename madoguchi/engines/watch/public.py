"""The door of watch."""

from madoguchi.engines.watch.actions.flag import AlreadyFlagged, NobodyOfNumber, flag, unflag
from madoguchi.engines.watch.actions.link_staff import (
    WRITTEN,
    Finding,
    ListGoneStale,
    ListHasFaults,
    NoStaffOfMail,
    NotOneself,
    Planned,
    apply_links,
    link_staff,
    mark_of,
    plan_links,
)
from madoguchi.engines.watch.actions.observe import observe
from madoguchi.engines.watch.actions.settle import AlreadyClosed, NotAsked, TooLong, WordsMissing, ask, close, explain
from madoguchi.engines.watch.crossing import tell
from madoguchi.engines.watch.definitions import Disclosure, Sort, WatchRule, Withheld
from madoguchi.engines.watch.models import Anomaly, Flag, StaffPerson, State, Step, Why
from madoguchi.engines.watch.permissions import EXPLAIN, LINK_STAFF, SEE, SEE_OWN, may_link_staff
from madoguchi.engines.watch.queries import (
    ShownLook,
    ShownLooks,
    count_of_linked,
    counts_by_state,
    disclosure,
    linked_staff,
    own_looks,
    title_of_rule,
)
from madoguchi.engines.watch.staff_list import COLUMNS, MOST_ROWS, Fault, Line, StaffList, read_staff_list

__all__ = [
    "COLUMNS", "EXPLAIN", "LINK_STAFF", "MOST_ROWS", "SEE", "SEE_OWN", "WRITTEN", "AlreadyClosed", "AlreadyFlagged", "Anomaly",
    "Disclosure", "Fault", "Finding", "Flag", "Line", "ListGoneStale", "ListHasFaults", "NoStaffOfMail", "NobodyOfNumber",
    "NotAsked", "NotOneself", "Planned", "ShownLook", "ShownLooks", "Sort", "StaffList", "StaffPerson", "State", "Step", "TooLong",
    "WatchRule", "Why", "Withheld", "WordsMissing", "apply_links", "ask", "close", "count_of_linked", "counts_by_state",
    "disclosure", "explain", "flag", "link_staff", "linked_staff", "mark_of", "may_link_staff", "observe", "own_looks",
    "plan_links", "read_staff_list", "tell", "title_of_rule", "unflag",
]  # fmt: skip
