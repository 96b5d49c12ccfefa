"""Cases are disposed of by several processes while others hold them back, and some are killed. Run by `test_disposal.py`:

python -m tests.races.disposer CASES CHILDREN KILLS SEED
"""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from madoguchi.core.events.public import StoredEvent  # noqa: E402
from madoguchi.core.refused import Refused  # noqa: E402
from madoguchi.engines.approvals import public as approvals  # noqa: E402
from madoguchi.engines.cases import public as cases  # noqa: E402
from madoguchi.engines.cases.testing import a_case  # noqa: E402
from madoguchi.engines.people.testing import an_approver, an_officer  # noqa: E402
from madoguchi.services.duties import public as duties  # noqa: E402
from madoguchi.services.duties.models import Verdict  # noqa: E402
from madoguchi.services.duties.testing import the_rules  # noqa: E402


def fork(work: Callable[[], None]) -> int:
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def prepare(number: int) -> tuple[Any, Any]:
    """Cases whose years are over, proposed by one who may also decide."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    the_rules()
    now = timezone.now()
    for _case in range(number):
        a_case("withdrawn", at=now - timedelta(days=1))
    cases.Case.objects.update(kept_until=date(2020, 3, 31))
    both = an_officer(more=[("kodomo", "chief")])
    numbers = list(cases.Case.objects.values_list("number", flat=True))
    return duties.propose(numbers, token="race", by=both, at=now), both


def answer(made: Any, both: Any) -> None:
    """All agree at the same moment, the proposer too: one agreement, by another."""
    begin = time.monotonic() + 0.3
    approval = approvals.Approval.objects.get(pk=made.approval)

    def agree(who: Any) -> None:
        time.sleep(max(begin - time.monotonic(), 0))
        try:
            approvals.approve(approval, by=who, at=timezone.now())
        except Refused:
            return

    pool = [fork(lambda who=who: agree(who)) for who in (both, an_approver(), an_approver())]  # type: ignore[misc]
    if any(os.waitpid(child, 0)[1] for child in pool):
        print("an answer ended with an error")
    event = StoredEvent.objects.get(kind=approvals.Approved.kind)
    if event.by == both.code:
        print("the proposer has agreed")
    duties.answered(made.pk, Verdict.AGREED, event)


def hold_some(numbers: list[str]) -> None:
    by = an_officer()
    for number in numbers:
        try:
            review = timezone.localdate() + timedelta(days=30)
            duties.hold(number, why="audit", reason="監査", review_on=review, by=by, at=timezone.now())
        except duties.GoneAlready:
            continue


def storm(number: int, children: int, kills: int, seed: int) -> None:
    made, both = prepare(number)
    answer(made, both)
    chance = random.Random(seed)
    numbers = list(cases.Case.objects.values_list("number", flat=True))
    holder = fork(lambda: hold_some(chance.sample(numbers, number // 2)))
    pool = [fork(lambda: duties.carry_out.call(str(made.pk))) for _child in range(children)]
    for _kill in range(kills):
        time.sleep(chance.uniform(0.02, 0.3))
        place = chance.randrange(children)
        os.kill(pool[place], signal.SIGKILL)
        os.waitpid(pool[place], 0)
        pool[place] = fork(lambda: duties.carry_out.call(str(made.pk)))
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in (*pool, holder))
    if failed:
        print(f"{failed} processes ended with an error")
    duties.carry_out.call(str(made.pk))
    report(made)


def report(made: Any) -> None:
    held = set(duties.Preservation.objects.open().values_list("case", flat=True))
    erased = 0
    for line in duties.Disposal.objects.select_related("case__key", "case__application__key"):
        gone = cases.is_erased(line.case)
        erased += gone
        if gone != bool(line.erased_at):
            print(f"{line.number}: erased {gone}, the ledger says {line.erased_at}")
        if line.case_id in held and gone:
            print(f"{line.number}: held back and erased")
        if not gone and not line.left_out:
            print(f"{line.number}: neither erased nor left out")
        if not gone and not line.case.application.answers:
            print(f"{line.number}: its answers are lost")
    told = StoredEvent.objects.filter(kind="cases.erased").count()
    if told != erased:
        print(f"{erased} erased, {told} events")
    if duties.DisposalList.objects.get(pk=made.pk).finished_at is None:
        print("the list has no end")
    print(f"erased {erased}, held {len(held)}", file=sys.stderr)


if __name__ == "__main__":
    storm(*map(int, sys.argv[1:5]))
