"""Every procedure of the city goes the whole way: an example of its own arrives, is decided or received, and is told."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from madoguchi.city.public import all_defined, current, load_folder
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.receive import Arrival, receive
from madoguchi.engines.cases.examples import answers_of
from madoguchi.engines.cases.testing import agree, run
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import an_officer

URAYASU = Path(__file__).parents[1] / "cities" / "urayasu"
TOKYO = ZoneInfo("Asia/Tokyo")


def good_example(procedure: cases.Procedure) -> tuple[Any, dict[str, Any]]:
    """One that the city answers as wished, else the first without a fault, with what the clerk enters."""
    wished = {"grant", "accept", "acknowledge", "answer"}
    found = [one for one in procedure.examples if one.decided and one.decided.result in wished]
    sound = found or [one for one in procedure.examples if not one.expect.errors]
    return sound[0], dict(sound[0].decided.entered) if found and sound[0].decided else {}


@pytest.mark.django_db
def test_every_procedure__goes_from_arrival_to_its_notice() -> None:
    begun = datetime(2026, 4, 1, 9, tzinfo=TOKYO)
    load_folder(URAYASU, by=SYSTEM, at=begun)
    wrong = {}
    for procedure in all_defined(cases.Procedure):
        try:
            if problem := go_through(procedure):
                wrong[procedure.code] = problem
        except Exception as fault:  # all of them at once: whoever mends one wants to see the others
            problems = getattr(fault, "problems", "")
            wrong[procedure.code] = f"{type(fault).__name__}: {fault} {problems}"
    assert wrong == {}


def go_through(procedure: cases.Procedure) -> str:
    example, entered = good_example(procedure)
    at = datetime.combine(example.today, time(10), tzinfo=TOKYO)
    later = at + timedelta(days=14)
    version = current("procedure", procedure.code)
    assert version is not None
    arrival = Arrival(version, answers_of(procedure, example), assurance="sign")
    application = receive(arrival, by=SYSTEM, at=at)
    case = cases.open_case(application, by=SYSTEM, at=at)
    clerk = an_officer(section=case.section)
    if procedure.kind.is_answered:
        cases.accept(case, by=clerk, at=at)
        cases.start_review(case, by=clerk, at=at)
        cases.propose(case, outcome="granted", entered=entered or None, by=clerk, at=later)
        agree(case, at=later)
    else:
        cases.settle(case, reply="例示の回答です。", by=clerk, at=at)
    run(later)
    cases.case_for_desk(case, by=clerk, at=later)
    decision = case.decisions.get()
    told = {notice.kind for notice in messages.notices_about("case", case.id)}
    wanted = procedure.notice_for(decision.outcome)
    return (
        ""
        if wanted is None or wanted in told
        else f"{wanted} not among {told}: {list(case.notifications.values('waits_for', 'missing'))}"
    )
