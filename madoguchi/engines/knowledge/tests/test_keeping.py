"""Searches in vain keep words and forget people; kept lists belong to whoever has their link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madoguchi.city.public import LifeEvent, defined, publish
from madoguchi.city.testing import a_city
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.engines.knowledge.actions.note import forget_searches, stripped
from madoguchi.engines.knowledge.models import Checklist, SearchInVain
from madoguchi.engines.people.public import ANONYMOUS, SYSTEM
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of

EVENT = {
    "code": "moving",
    "title": "引っ越し",
    "summary": "引っ越し",
    "icon": "truck",
    "position": 10,
    "questions": [
        {"id": "way", "label": "どこへ", "options": {"into": "市へ", "out": "市の外へ"}},
        {"id": "dog", "label": "犬", "when": "way == 'into'", "options": {"y": "はい", "n": "いいえ"}},
    ],
    "todo": [
        {"id": "in", "title": "転入届", "when": "way == 'into'", "bring": ["転出証明書"]},
        {"id": "dog", "title": "犬の登録", "when": "dog == 'y'"},
        {"id": "water", "title": "水道", "need": "may"},
    ],
}


@pytest.fixture
def event(db: None) -> LifeEvent:
    a_city(kodomo="こども課")
    publish("life-event", EVENT, by=SYSTEM, at=timezone.now())
    return defined(LifeEvent, "moving")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("山田太郎です、090-1234-5678に電話ください ドローンを飛ばしたい", "電話 ドローン 飛ばす"),
        ("田中さんの猫", "猫"),
        ("My name is Nguyen and my drone", "name drone"),
        ("1234567890", ""),
    ],
)
def test_stripped__names_and_numbers__are_gone(query: str, kept: str) -> None:
    assert stripped(query) == kept


def test_note__same_words__are_counted_and_forgotten_in_time(event: LifeEvent) -> None:
    now = timezone.now()
    knowledge.note_vain("ドローンを飛ばしたい", "ja", at=now)
    knowledge.note_vain("ドローンを飛ばしたい。", "ja", at=now)
    assert list(SearchInVain.objects.values_list("words", "times")) == [("ドローン 飛ばす", 2)]
    assert forget_searches(timezone.localdate() + timedelta(days=30)) == 0
    assert forget_searches(timezone.localdate() + timedelta(days=31)) == 1


def test_searches__are_for_staff_with_the_right(event: LifeEvent) -> None:
    knowledge.note_vain("ドローン", "ja", at=timezone.now())
    clerk = actor_of(a_staff_account("kodomo", "clerk"))
    assert [row["words"] for row in knowledge.searches_in_vain(by=clerk, limit=5)] == ["ドローン"]
    with pytest.raises(NotPermitted):
        knowledge.searches_in_vain(by=actor_of(a_resident_account()), limit=5)


def test_path__by_answers__asks_what_is_open_and_sorts_the_list(event: LifeEvent) -> None:
    first = knowledge.next_question(event, {})
    assert first is not None
    assert first.id == "way"
    assert knowledge.next_question(event, {"way": "out"}) is None
    plan = knowledge.plan_of(event, {"way": "into", "dog": "n"})
    assert [[one.id for one in part] for part in (plan.must, plan.may, plan.need_not)] == [["in"], ["water"], ["dog"]]


def test_path__answers_that_were_not_asked_for__do_not_count(event: LifeEvent) -> None:
    assert knowledge.asked(event, {"way": "out", "dog": "y", "evil": "x"}) == {"way": "out"}
    assert knowledge.asked(event, {"way": "nowhere"}) == {}


def test_checklist__kept_and_ticked__opens_by_its_link_alone(event: LifeEvent) -> None:
    now = timezone.now()
    token = knowledge.keep_checklist(event, {"way": "into", "dog": "y"}, by=ANONYMOUS, at=now)
    kept, _event = knowledge.open_checklist(token)
    knowledge.tick(kept, ["in", "nothing"], at=now)
    assert knowledge.open_checklist(token)[0].done == ["in"]
    assert token not in str(Checklist.objects.values().get())
    with pytest.raises(NotFound):
        knowledge.open_checklist(token + "x")


def test_checklist__of_an_account__is_seen_by_its_owner_alone(event: LifeEvent) -> None:
    owner, other = actor_of(a_resident_account()), actor_of(a_resident_account())
    knowledge.keep_checklist(event, {"way": "out"}, by=owner, at=timezone.now())
    knowledge.keep_checklist(event, {"way": "out"}, by=ANONYMOUS, at=timezone.now())
    staff = actor_of(a_staff_account("kodomo", "clerk"))
    assert [len(knowledge.checklists_of(who, 9)) for who in (owner, other, ANONYMOUS, staff)] == [1, 0, 0, 0]
    mine = knowledge.checklists_of(owner, 9)[0]
    with pytest.raises(NotFound):
        knowledge.own_checklist(mine.pk, other)
