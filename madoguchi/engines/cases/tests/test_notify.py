"""通知 of a decision: once; a name that can't be printed waits visibly."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from madoguchi.core.events.public import StoredEvent
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Notification, Standing
from madoguchi.engines.cases.testing import ANSWERS, NOON, a_case, run
from madoguchi.engines.documents import public as documents
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import a_resident_account, an_approver, an_officer

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


def given() -> dict[object, tuple[int, str]]:
    """Of each case the serial of its document and what its row says it waits for."""
    rows = documents.Document.objects.filter(subject_kind="case")
    waits = dict(Standing.objects.values_list("pk", "waits_for"))
    return {row.subject_id: (row.serial, waits.get(UUID(row.subject_id), "")) for row in rows}


def test_notify_together__some_decided_at_once__one_takes_the_others_along_in_few_statements():
    from madoguchi.engines.people.public import SYSTEM

    made = [a_case("decided", account=a_resident_account() if n % 2 else None) for n in range(5)]
    with CaptureQueriesContext(connection) as few:
        assert cases.notify_together(made[0], by=SYSTEM, at=NOON) == 5
    assert sorted(given().values()) == [(n, "posting") for n in range(1, 6)]
    assert messages.Notice.objects.count() == messages.Delivery.objects.count() == 5
    assert all(job.reference for job in messages.print_queue(by=an_officer()))

    [a_case("decided", account=a_resident_account() if n % 2 else None) for n in range(10)]
    last = Notification.objects.filter(given_at=None).first()
    with CaptureQueriesContext(connection) as many:
        assert cases.notify_together(last.case, by=SYSTEM, at=NOON) == 10
    asked = [sum("SAVEPOINT" not in one["sql"] and "mado_people" not in one["sql"] for one in each) for each in (few, many)]
    assert asked[1] <= asked[0] <= 45


def test_notify_together__events_of_all__each_is_told_once():
    made = [a_case("decided") for _n in range(4)]
    run(NOON)
    assert sorted(serial for serial, _waits in given().values()) == [1, 2, 3, 4]
    assert StoredEvent.objects.filter(kind="cases.notified").count() == 4
    assert {one.subject_id for one in messages.Notice.objects.all()} == {str(case.pk) for case in made}
    assert documents.gaps("kodomo", 2026) == []


def test_notify_together__one_name_cannot_be_printed__the_others_are_told_and_no_number_is_lost():
    claimant = {**ANSWERS["claimant"], "name": {**ANSWERS["claimant"]["name"], "family": "見\U0002ffff"}}
    odd = a_case("decided", answers={**ANSWERS, "claimant": claimant})
    made = [a_case("decided") for _n in range(3)]
    run(NOON)
    assert sorted(given()) == sorted(str(case.pk) for case in made)
    assert sorted(serial for serial, _waits in given().values()) == [1, 2, 3]
    assert Standing.objects.get(case=odd).waits_for == "names"


def test_notify_together__fails_half_way__leaves_nothing(monkeypatch):
    from madoguchi.engines.cases.actions import notify as acting
    from madoguchi.engines.people.public import SYSTEM

    made = [a_case("decided") for _n in range(3)]
    events = StoredEvent.objects.count()
    monkeypatch.setattr(acting, "keep_standings", lambda ids: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cases.notify_together(made[0], by=SYSTEM, at=NOON)
    assert not documents.Document.objects.exists()
    assert not messages.Notice.objects.exists()
    assert StoredEvent.objects.count() == events
    assert Notification.objects.filter(given_at=None).count() == 3
