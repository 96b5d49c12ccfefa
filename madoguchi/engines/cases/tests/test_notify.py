"""通知 of a decision: once; a name that can't be printed waits visibly."""

import pytest

from madoguchi.core.events.public import StoredEvent
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Notification, Standing
from madoguchi.engines.cases.testing import ANSWERS, NOON, a_case, run
from madoguchi.engines.documents import public as documents
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import an_approver, an_officer

pytestmark = pytest.mark.django_db


def test_decided__event_twice__gives_one_notice():
    from madoguchi.core.events.public import replay
    from madoguchi.engines.people.public import SYSTEM

    case = a_case("decided")
    run(NOON)
    event = StoredEvent.objects.get(kind="cases.decided", subject_id=str(case.id))
    replay(event.id, "cases.notify", by=SYSTEM, at=NOON)
    run(NOON)
    assert len(messages.notices_about("case", case.id)) == 1
    with pytest.raises(cases.NothingToNotify):
        cases.notify(case, by=an_officer(), at=NOON)


def test_decided__name_cannot_be_printed__waits_until_a_chief_approves_other_letters():
    unprintable = "\U0002ffff"
    claimant = {**ANSWERS["claimant"], "name": {**ANSWERS["claimant"]["name"], "family": f"見{unprintable}"}}
    case = a_case("decided", answers={**ANSWERS, "claimant": claimant})
    run(NOON)
    notification = Notification.objects.get()
    assert (notification.waits_for, notification.missing) == ("names", unprintable)
    assert Standing.objects.get(case=case).waits_for == "names"
    assert messages.print_queue(by=an_officer()) == []

    [waiting] = documents.names_waiting(by=an_approver())
    documents.solve_by_substitute(waiting, substitutes={unprintable: "本"}, reason="本人の同意による。", by=an_approver(), at=NOON)
    run(NOON)
    assert Standing.objects.get(case=case).waits_for == "posting"
    assert len(messages.print_queue(by=an_officer())) == 1


def test_paper__data__names_reason_remedies_and_values():
    from madoguchi.engines.cases.actions.paper import paper_of
    from madoguchi.engines.cases.testing import agree

    case = a_case("reviewing")
    cases.propose(case, outcome="refused", reason="例示の理由です。", by=an_officer(), at=NOON)
    agree(case, at=NOON)
    data = paper_of(case, case.decisions.get().notification).data
    assert (data["reason"], data["remedies"], data["appeal_body"]) == ("例示の理由です。", True, "prefecture")
    assert data["values"]["amount"] == "15,000円"
