"""How well people are understood: success@3 and nDCG@10 over queries with graded answers.

`tuned.yaml` may be looked at when phrasings are added; `held-out.yaml` may not: it tells how the finder does with sentences that
nobody wrote phrasings for. Whoever mends a query of it moves it to `tuned.yaml` and writes a new one.
"""

import pytest

from madoguchi.city.public import all_defined
from madoguchi.engines.knowledge import public as knowledge
from tests.finder.asking import queries

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]


@pytest.mark.parametrize(("name", "success", "ndcg"), [("tuned", 0.96, 0.88), ("held-out", 0.95, 0.90)])
def test_queries__of_either_half__find_what_was_meant(name: str, success: float, ndcg: float) -> None:
    asked = queries(name)
    answers = [one.answers() for one in asked]

    failed = [one.query for one, found in zip(asked, answers, strict=True) if not one.succeeds(found)]
    mean = sum(one.ndcg(found) for one, found in zip(asked, answers, strict=True)) / len(asked)

    assert 1 - len(failed) / len(asked) >= success, failed
    assert mean >= ndcg


def test_queries__all_told__are_many_varied_and_of_things_that_exist() -> None:
    tuned, held_out = queries("tuned"), queries("held-out")
    known = {f"{entry.kind}:{entry.code}" for entry in knowledge.entries()}

    assert len(tuned) + len(held_out) >= 300
    assert len(held_out) >= 150
    assert not {one.query for one in tuned} & {one.query for one in held_out}
    assert {want for one in (*tuned, *held_out) for want in one.want} - known == set()


def test_queries__held_out__are_nobodys_phrasings() -> None:
    said = {phrase for sayings in all_defined(knowledge.Sayings) for one in sayings.of for phrase in (*one.say, *one.near)}
    said |= {phrase for topic in all_defined(knowledge.Topic) for phrase in topic.say}
    assert not {one.query for one in queries("held-out")} & said


def test_everything_on_line__has_queries_or_phrasings_of_its_own() -> None:
    """Every procedure and every purpose is found by what people call it: its own title first of all."""
    lost = []
    for entry in knowledge.entries(("procedure", "purpose", "topic", "department", "life-event")):
        found = [(one.entry.kind, one.entry.code) for one in knowledge.search(entry.title.ja, limit=3).results]
        if (entry.kind, entry.code) not in found:
            lost.append(entry.title.ja)
    assert lost == []
