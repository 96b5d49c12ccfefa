"""Two at once, on a database that lets two write at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connection, connections

from madoguchi.city.testing import a_city
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.decide import decide_as_approved
from madoguchi.engines.cases.flow import CASES
from madoguchi.engines.cases.models import Case
from madoguchi.engines.cases.standing import differing
from madoguchi.engines.cases.testing import NOON, a_case, a_submitted_application
from madoguchi.engines.insight import testing as insight
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident_account, actor_of, an_approver, an_officer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _only_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")


def at_once(action, times=4):
    """Every call starts at the same moment; gives what came back, refusals included."""
    start = Barrier(times)

    def one(number):
        start.wait()
        try:
            return action(number)
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_decide__four_chiefs_at_once__one_decision():
    case = a_case("reviewing")
    chiefs = [an_approver() for _ in range(4)]
    came = at_once(lambda n: cases.decide(case, outcome="granted", by=chiefs[n], at=NOON))
    assert case.decisions.count() == 1
    assert sum(isinstance(one, cases.AlreadyDecided) for one in came) == 3


def test_open_case__four_workers_at_once__one_case():
    application = a_submitted_application()
    came = at_once(lambda n: cases.open_case(application, by=SYSTEM, at=NOON))
    assert Case.objects.count() == 1
    assert len({case.pk for case in came}) == 1


def test_propose__four_clerks_at_once__one_draft():
    case = a_case("reviewing")
    clerks = [an_officer() for _ in range(4)]
    came = at_once(lambda n: cases.propose(case, outcome="granted", by=clerks[n], at=NOON))
    assert case.proposals.count() == 1
    assert sum(isinstance(one, cases.ProposalOpen) for one in came) == 3


def test_approved__while_withdrawn__one_of_them_counts():
    case = a_case("proposed")
    proposal = case.proposals.get()
    from madoguchi.engines.approvals import public as approvals

    draft = approvals.open_approval("proposal", proposal.id)

    def act(number):
        if number % 2:
            return cases.withdraw(case, by=an_officer(), at=NOON)
        approvals.approve(draft, by=an_approver(), at=NOON)
        return decide_as_approved(proposal, at=NOON)

    at_once(act, times=2)
    withdrawn = Case.objects.filter(pk=case.pk, withdrawal__isnull=False).exists()
    assert withdrawn != Case.objects.get(pk=case.pk).is_decided()
    assert list(differing()) == []


def test_transfer__while_people_write__every_message_lies_where_the_case_does():
    a_city(kodomo="こども課", kaigo="介護保険課")
    for _round in range(5):
        case = a_case("reviewing", account=a_resident_account())
        person, here = actor_of(case.account), an_officer()

        def act(number, case=case, person=person, here=here):
            if number == 0:
                return cases.transfer(case, to="kaigo", reason="所管のため", by=here, at=NOON)
            return cases.write_message(case, f"まだですか {number}", by=person, at=NOON)

        at_once(act, times=5)
        assert {one.section for one in case.messages.all()} == {"kaigo"}
        assert case.messages.count() == 4


def test_message__written_without_holding_the_case__never_lies_elsewhere():
    """Held to it by the database alone: the section moves, and who read it before is refused."""
    case = a_case("reviewing", account=a_resident_account())
    sections = ("kaigo", "kodomo")

    def act(number):
        if number == 0:
            return [Case.objects.filter(pk=case.pk).update(section=sections[turn % 2]) for turn in range(40)]
        stored = 0
        for _turn in range(40):
            read = Case.objects.values_list("section", flat=True).get(pk=case.pk)
            with suppress(IntegrityError):
                cases.Message.objects.create(case=case, section=read, from_person=True, sealed_text=b"x", by_code="x", at=NOON)
                stored += 1
        return stored

    _moves, *stored = at_once(act, times=5)
    assert case.messages.count() == sum(stored)
    assert {one.section for one in case.messages.all()} == {Case.objects.get(pk=case.pk).section}


def test_flow__four_workers_and_a_rebuild_at_once__facts_are_the_log():
    """As jobs do it: each event once or twice, in any order; what the database turns back is tried again."""
    made = [a_case(until, at=NOON) for until in ("opened", "accepted", "reviewing", "withdrawn", "decided") for _n in range(3)]

    def act(number):
        for turn in range(2 * len(made)):
            case = made[(turn * 7 + number * 4) % len(made)]
            rebuilds = number == 0 and turn % 5 == 0
            again(partial(insight.rebuild, CASES) if rebuilds else partial(insight.refresh, CASES, str(case.pk)))

    at_once(act, times=5)
    assert insight.Trace.objects.count() == len(made)
    assert list(insight.differing(CASES)) == []


def again(action, times=8):
    for left in reversed(range(times)):
        try:
            return action()
        except OperationalError:
            if not left:
                raise
    return None
