"""Messages on a case: who may write, what is told, what is seen, what comes twice."""

import pytest
from django.db import IntegrityError, transaction

from madoguchi.city.testing import a_city
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.write_message import LONGEST, MOST_WAITING
from madoguchi.engines.cases.testing import NOON, a_case
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import a_resident, a_resident_account, actor_of, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case("accepted", account=a_resident_account())


def test_write__both_sides__each_is_told_and_sees(case):
    person, clerk = actor_of(case.account), an_officer()
    asked = cases.write_message(case, " 書類は届きましたか。 ", by=person, at=NOON)
    assert (asked.text, asked.from_person, asked.seen_at) == ("書類は届きましたか。", True, None)
    assert [one.pk for one in cases.messages_waiting(clerk)] == [asked.pk]
    answered = cases.write_message(case, "届いています。", by=clerk, at=NOON)
    run_all_ready(NOON)
    assert cases.messages_waiting(clerk).count() == 0
    assert cases.unseen_for(person, [case.pk]) == {case.pk: 1}
    assert "メッセージが届いています" in [mail.subject for mail in messages.outbox() if mail.to == case.account.email]
    assert cases.see_messages(case, by=person, at=NOON) == 1
    assert cases.unseen_for(person, [case.pk]) == {}
    assert [one.pk for one in cases.messages_of(case)] == [asked.pk, answered.pk]
    assert b"\xe5\xb1\x8a" not in bytes(answered.sealed_text)


def test_write__page_sent_twice__is_one_message(case):
    person = actor_of(case.account)
    first = cases.write_message(case, "一度だけ", token="t-1", by=person, at=NOON)
    assert cases.write_message(case, "一度だけ", token="t-1", by=person, at=NOON).pk == first.pk
    assert case.messages.count() == 1


@pytest.mark.parametrize(("text", "refusal"), [(" 　\n", cases.EmptyMessage), ("あ" * (LONGEST + 1), cases.MessageTooLong)])
def test_write__nothing_or_too_much__is_turned_back(case, text, refusal):
    with pytest.raises(refusal):
        cases.write_message(case, text, by=actor_of(case.account), at=NOON)


def test_write__without_end__asks_to_wait(case):
    person = actor_of(case.account)
    for _n in range(MOST_WAITING):
        cases.write_message(case, "まだですか", by=person, at=NOON)
    with pytest.raises(cases.TooManyMessages):
        cases.write_message(case, "まだですか", by=person, at=NOON)


def test_waiting__case_transferred__goes_along_and_lies_with_one_section_alone(case):
    a_city(kodomo="こども課", kaigo="介護保険課")
    cases.write_message(case, "まだですか", by=actor_of(case.account), at=NOON)
    here, there = an_officer(), an_officer("kaigo")
    both = an_officer("kodomo", more=[("kaigo", "clerk")])
    assert [cases.messages_waiting(one).count() for one in (here, there, both)] == [1, 0, 1]
    cases.transfer(case, to="kaigo", reason="所管のため", by=here, at=NOON)
    assert [cases.messages_waiting(one).count() for one in (here, there, both)] == [0, 1, 1]
    assert [one.case_id for one in cases.messages_waiting(both).order_by("at", "id")[:20]] == [case.pk]


def test_section__other_than_that_of_the_case__cannot_be_stored(case):
    cases.write_message(case, "本人だけの話", by=actor_of(case.account), at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.Message.objects.update(section="kaigo")
    elsewhere = cases.Message(case=case, section="kaigo", from_person=True, sealed_text=b"x", by_code="x", at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        elsewhere.save(force_insert=True)
    assert not cases.messages_waiting(an_officer("kaigo")).exists()
    assert cases.messages_waiting(an_officer()).count() == 1


def test_section__of_the_case_changed_by_whatever_way__takes_its_messages_along(case):
    cases.write_message(case, "まだですか", by=actor_of(case.account), at=NOON)
    other = a_case("accepted", account=a_resident_account())
    cases.write_message(other, "こちらもまだですか", by=actor_of(other.account), at=NOON)
    cases.Case.objects.filter(pk=case.pk).update(section="kaigo")
    assert dict(cases.Message.objects.values_list("case", "section")) == {case.pk: "kaigo", other.pk: "kodomo"}


def test_write__stranger_or_other_section__may_not(case):
    cases.write_message(case, "本人だけの話", by=actor_of(case.account), at=NOON)
    for other in (a_resident(), an_officer("kaigo")):
        with pytest.raises((NotPermitted, NotFound)):
            cases.write_message(case, "見せて", by=other, at=NOON)
        assert cases.unseen_for(other, [case.pk]) == {}
        assert cases.messages_waiting(other).count() == 0


def test_write__to_a_paper_application__says_that_nobody_would_read_it():
    case = a_case("accepted")
    if case.account_id is None:
        with pytest.raises(cases.NobodyToRead):
            cases.write_message(case, "届きません", by=an_officer(), at=NOON)
