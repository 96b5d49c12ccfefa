"""起案: one open draft a subject; the reason is sealed; the queue is the section's own."""

from datetime import timedelta

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.approvals.testing import NOON, a_draft
from madoguchi.engines.people.testing import a_resident, an_administrator, an_approver, an_officer

pytestmark = pytest.mark.django_db


def test_request_approval__second_while_one_is_open__is_turned_back():
    a_draft(subject_id="7")
    with pytest.raises(approvals.AlreadyRequested):
        a_draft(subject_id="7")


def test_request_approval__reason__is_sealed():
    draft = a_draft(reason="架空の事情")
    assert draft.reason == "架空の事情"
    assert "架空".encode() not in bytes(draft.sealed_reason)


def test_request_approval__for_another_section__is_not_permitted():
    with pytest.raises(NotPermitted):
        a_draft(by=an_officer(section="kodomo"), section="kaigo")


def test_request_approval__unknown_route__names_it():
    with pytest.raises(LookupError, match="chef"):
        a_draft(route="chef")


def test_queue__own_section__oldest_first_in_pages():
    drafts = [a_draft(at=NOON + timedelta(minutes=n)) for n in (2, 0, 1)]
    a_draft(by=an_officer(section="kaigo"))
    first = approvals.queue(by=an_approver(section="kodomo"), limit=2)
    rest = approvals.queue(by=an_approver(section="kodomo"), limit=2, after=first.next)
    assert [*first.items, *rest.items] == [drafts[1], drafts[2], drafts[0]]
    assert rest.next is None


@pytest.mark.parametrize("who", [a_resident, an_administrator, lambda: an_officer(section="kaigo")])
def test_queue__of_outsiders__is_empty(who):
    a_draft()
    assert approvals.queue(by=who()).items == []


def test_waiting_for__own_drafts__do_not_count():
    chief = an_approver(section="kodomo")
    a_draft(by=chief)
    a_draft()
    assert approvals.waiting_for(chief) == 1


def test_history_of__subject__newest_first_with_answers(django_assert_max_num_queries):
    clerk = an_officer(section="kodomo")
    old = a_draft(by=clerk, subject_id="9")
    approvals.withdraw(old, by=clerk, at=NOON)
    new = a_draft(by=clerk, subject_id="9", at=NOON + timedelta(days=1))
    with django_assert_max_num_queries(1):
        history = approvals.history_of("example", "9")
        assert [history[0].id, history[1].answer.verdict] == [new.id, "withdrawn"]
