"""Standing is always what the rows say, whatever people do in whatever order."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from madoguchi.core.refused import Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.jobs import compare_standing
from madoguchi.engines.cases.models import Case, Standing
from madoguchi.engines.cases.standing import differing
from madoguchi.engines.cases.testing import ADDRESS, DAY, NOON, a_case, a_procedure, run
from madoguchi.engines.people.testing import an_approver, an_officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("until", "state", "waits_for"),
    [
        ("opened", "arrived", "intake"),
        ("accepted", "accepted", "review"),
        ("reviewing", "reviewing", "proposal"),
        ("correcting", "correcting", "resident"),
        ("proposed", "proposed", "approval"),
        ("decided", "decided", "notice"),
    ],
)
def test_standing__at_each_point__says_state_and_wait(until, state, waits_for):
    standing = Standing.objects.get(case=a_case(until))
    assert (standing.state, standing.waits_for) == (state, waits_for)


def test_queue__promise_that_breaks_first__on_top_in_pages():
    later, sooner, waiting = a_case(at=NOON + 3 * DAY), a_case(at=NOON), a_case("correcting", at=NOON + DAY)
    clerk = an_officer()
    first = cases.queue(by=clerk, limit=2)
    rest = cases.queue(by=clerk, limit=2, after=first.next)
    assert [s.case_id for s in [*first.items, *rest.items]] == [waiting.pk, sooner.pk, later.pk]
    assert rest.next is None


def test_queue__of_another_section__is_empty(django_assert_max_num_queries):
    a_case()
    assert cases.queue(by=an_officer(section="kaigo")).items == []
    with django_assert_max_num_queries(1):
        [item] = cases.queue(by=an_officer()).items
        assert item.case.applicant == "見本 さくら"
        assert str(item.case.definition.title) == "見本手当 認定請求"


def test_queue__filters__narrow_it():
    case = a_case("accepted")
    a_case()
    clerk = an_officer()
    for filters in (
        cases.Filters(state="accepted"),
        cases.Filters(waits_for="review"),
        cases.Filters(state="accepted", unassigned=True, breaks_until=date(2026, 12, 31), procedure="sample-allowance"),
    ):
        assert [s.case_id for s in cases.queue(by=clerk, filters=filters).items] == [case.pk]


def test_queue__shown_on_a_page__writes_down_what_was_seen():
    from madoguchi.core.audit.public import Entry

    case, clerk = a_case("accepted"), an_officer()
    cases.queue(by=clerk, filters=cases.Filters(state="accepted"), at=NOON)
    entry = Entry.objects.get(action="listed", by=clerk.code)
    assert entry.data == {"query": {"state": "accepted"}, "ids": [str(case.pk)], "count": 1}


def test_counts_by_state__one_query(django_assert_num_queries):
    a_case()
    a_case("accepted")
    clerk = an_officer()
    with django_assert_num_queries(1):
        assert cases.counts_by_state(by=clerk, late_on=date(2026, 9, 1)) == {"arrived": 1, "accepted": 1, "": 2}


def test_next_after__case__is_the_following_one():
    first, second = a_case(at=NOON), a_case(at=NOON + DAY)
    clerk = an_officer()
    assert cases.next_after(first, by=clerk).case_id == second.pk
    assert cases.next_after(second, by=clerk) is None


def test_compare_standing__row_tampered_with__is_set_right():
    case = a_case("reviewing")
    Standing.objects.filter(case=case).update(state="arrived", breaks_on=date(2000, 1, 1))
    lost = a_case()
    Standing.objects.filter(case=lost).delete()
    assert compare_standing(NOON) == 2
    assert list(differing()) == []
    assert Standing.objects.get(case=case).state == "reviewing"


def test_compare_standing__an_action_ended_since_the_case_was_read__is_no_difference(monkeypatch):
    case = a_case("reviewing")
    monkeypatch.setattr("madoguchi.engines.cases.standing.differing", lambda batch: [(case, None, Standing(state="arrived"))])
    assert compare_standing(NOON) == 0
    assert Standing.objects.get(case=case).state == "reviewing"


class Crowd:
    """People who press every button; the house refuses what does not fit."""

    def __init__(self, seed: int) -> None:
        self.random, self.clerk, self.chief, self.at = random.Random(seed), an_officer(), an_approver(), NOON
        self.case = a_case()

    def press(self, button: str) -> bool:
        self.at += timedelta(hours=self.random.randint(1, 90))
        try:
            getattr(self, button)()
        except Refused:
            return False
        return True

    def accept(self):
        cases.accept(self.case, by=self.clerk, at=self.at)

    def review(self):
        cases.start_review(self.case, by=self.clerk, at=self.at)

    def ask(self):
        cases.request_correction(self.case, items=[("claimant.address", "例示")], by=self.clerk, at=self.at)

    def correct(self):
        street = f"架空町{self.random.randint(1, 999)}番"
        cases.correct(self.case, {"claimant.address": {**ADDRESS, "street": street}}, by=self.clerk, at=self.at)

    def end(self):
        cases.end_correction(self.case, by=self.clerk, at=self.at)

    def propose(self):
        first = self.case.decisions.order_by("-decided_at").first()
        outcome = self.random.choice(["granted", "refused"])
        cases.propose(self.case, outcome=outcome, reason="例示の理由", revises=first, by=self.clerk, at=self.at)

    def approve(self):
        for draft in approvals.queue(by=self.chief).items:
            approvals.approve(draft, by=self.chief, at=self.at)

    def send_back(self):
        for draft in approvals.queue(by=self.chief).items:
            approvals.send_back(draft, reason="例示", by=self.chief, at=self.at)

    def withdraw(self):
        if self.random.random() < 0.2:
            cases.withdraw(self.case, by=self.clerk, at=self.at)

    def complete(self):
        cases.complete(self.case, by=self.clerk, at=self.at)

    def jobs(self):
        run(self.at)


BUTTONS = [
    "accept", "review", "ask", "correct", "end", "propose", "approve", "send_back", "withdraw", "complete", "jobs",
]  # fmt: skip


@settings(max_examples=8, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(BUTTONS), min_size=4, max_size=20), st.integers(0, 10_000))
def test_standing__any_order_of_actions__equals_the_rebuilt(db, buttons, seed):
    a_procedure()
    crowd = Crowd(seed)
    for button in ["accept", "review", *buttons]:
        crowd.press(button)
        assert list(differing()) == []
    case = Case.objects.get(pk=crowd.case.pk)
    assert case.decisions.filter(revises=None).count() <= 1
    assert case.closed_on or Standing.objects.filter(case=case).exists()  # both, while a finished one is being revised


def test_state__withdrawn__leaves_no_row():
    assert not Standing.objects.filter(case=a_case("withdrawn")).exists()
