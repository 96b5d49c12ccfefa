"""Where the days of a case went, as its events tell: by real actions, day by day."""

from datetime import date
from typing import Any

import pytest

from madoguchi.core.events.public import replay
from madoguchi.core.events.testing import events_of
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.flow import CASES
from madoguchi.engines.cases.models import Case
from madoguchi.engines.cases.testing import ANSWERS, DAY, NOON, NOTIFICATION, a_case, a_procedure, agree, run
from madoguchi.engines.insight.testing import (
    FACTS,
    CaseFact,
    OpenFact,
    StepFact,
    Trace,
    VariantFact,
    compare_flow,
    differing,
    rebuild,
)
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import an_officer

pytestmark = pytest.mark.django_db


def walked(*, wait: int = 1, ask: int = 0, send_back: bool = False, until: str = "completed", start: Any = NOON) -> Case:
    """Opened; accepted after `wait` days; reviewed two days later; asked for `ask` days; proposed three days after; approved, told
    and posted a day after each other."""
    clerk, at = an_officer(), start
    case = a_case("opened", at=at)
    if until == "opened":
        return case
    at += wait * DAY
    cases.accept(case, by=clerk, at=at)
    at += 2 * DAY
    cases.start_review(case, by=clerk, at=at)
    if ask:
        cases.request_correction(case, items=[("claimant.address", "番地まで書いてください。")], by=clerk, at=at)
        at += ask * DAY
        cases.end_correction(case, by=clerk, at=at)
    at += 3 * DAY
    cases.propose(case, outcome=cases.Outcome.GRANTED, by=clerk, at=at)
    if send_back:
        cases.withdraw_proposal(case, by=clerk, at=at + DAY)
        at += 2 * DAY
        cases.propose(case, outcome=cases.Outcome.GRANTED, by=clerk, at=at)
    at += DAY
    agree(case, at=at)
    run(at)
    if until == "completed":
        at += DAY
        cases.complete(case, by=clerk, at=at)
        run(at)
    return Case.objects.get(pk=case.pk)


def way(case: Case) -> Trace:
    return Trace.objects.get(subject_id=str(case.pk))


def test_way__of_a_straight_case__its_steps_add_up_to_its_days() -> None:
    case = walked()
    found = way(case)
    days = {step: spent[0] for step, spent in found.spent.items()}
    assert days == {"intake": 1, "queue": 2, "review": 3, "approval": 1, "notice": 0, "posting": 1}
    assert sum(days.values()) == (found.ended_on - found.began_on).days == 8
    assert found.path == "intake>queue>review>approval>notice>posting"
    assert (found.answered_on, found.ending) == (date(2026, 7, 22), "answered")
    opened = sum(spent[1] for spent in found.spent.values())
    assert opened == 5  # Wednesday to Thursday of the next week, Marine Day between


def test_way__with_a_correction__those_days_are_the_applicants() -> None:
    found = way(walked(ask=9))
    assert found.spent["correction"][0] == 9
    assert found.asked == 1
    assert found.path.startswith("intake>queue>review>correction>review>approval")


def test_way__of_paper_typed_in_late__lay_before_it_was_a_case() -> None:
    a_procedure()
    taken = cases.take_in(
        "sample-allowance", ANSWERS, source="post", stamped_on=date(2026, 7, 10), reason="連休のため", by=an_officer(), at=NOON
    )
    run()
    found = way(Case.objects.get(application=taken))
    assert (found.began_on, found.spent["registration"][0], found.step) == (date(2026, 7, 10), 5, "intake")
    assert found.source == "post"
    assert found.origin == str(taken.pk)


def test_way__of_a_receipt__is_short() -> None:
    case = a_case("opened", version=a_procedure(NOTIFICATION))
    cases.settle(case, by=an_officer(), at=NOON + 2 * DAY)
    run(NOON + 2 * DAY)
    found = way(case)
    assert found.ended_on == date(2026, 7, 17)
    assert found.spent["intake"][0] == 2
    assert found.promised_on is None


def test_way__withdrawn__counts_apart() -> None:
    case = a_case("opened")
    cases.withdraw(case, by=an_officer(), at=NOON + 4 * DAY)
    run(NOON + 4 * DAY)
    fact = CaseFact.objects.get()
    assert (fact.left, fact.cases, fact.days) == (1, 0, 0)
    assert not StepFact.objects.exists()
    assert not OpenFact.objects.filter(cases__gt=0).exists()


def test_facts__of_a_month__are_sums_and_name_what_broke_the_promise() -> None:
    walked()
    late = walked(wait=40)
    row = CaseFact.objects.get(month=date(2026, 7, 1))
    assert (row.cases, row.days, row.promised, row.kept, row.over_days) == (1, 8, 1, 1, 0)
    broken = CaseFact.objects.get(month=date(2026, 8, 1))
    over = (way(late).answered_on - way(late).promised_on).days
    assert (broken.kept, broken.over_days) == (0, over)
    rescues = dict(StepFact.objects.filter(month=date(2026, 8, 1)).values_list("step", "rescues"))
    assert rescues == {"intake": 1, "queue": 0, "review": 0, "approval": 0, "notice": 0, "posting": 0}
    assert StepFact.objects.get(month=date(2026, 8, 1), step="intake").longer == 1
    assert VariantFact.objects.get(month=date(2026, 7, 1)).cases == 1


def test_promise__paused_by_a_correction__is_kept_later() -> None:
    plain, paused = walked(), walked(ask=9)
    assert way(paused).promised_on > way(plain).promised_on
    assert events_of(paused.pk, "cases.decided")[0].data["promised_on"] == way(paused).promised_on.isoformat()


def test_open_cases__lie_where_their_last_step_left_them() -> None:
    a_case("reviewing")
    a_case("opened", at=NOON + DAY)
    run()
    lying = {row.step: (row.cases, date.fromordinal(row.since)) for row in OpenFact.objects.filter(cases=1)}
    assert lying == {"review": (1, NOON.date()), "intake": (1, NOON.date() + DAY)}


def test_event__handed_over_twice_and_out_of_order__changes_nothing() -> None:
    case = walked(ask=2)
    before = everything()
    for event in reversed(events_of(case.pk)):
        if event.kind in CASES.kinds:
            replay(event.pk, "insight.flow-case", by=SYSTEM, at=NOON + 30 * DAY)
            run(NOON + 30 * DAY)
    assert everything() == before


def test_facts__after_many_ways__equal_the_rebuilt() -> None:
    for n in range(6):
        walked(wait=n, ask=2 * (n % 3), send_back=n % 2 == 0, start=NOON + n * 9 * DAY, until="completed" if n < 5 else "decided")
    case = a_case("opened")
    cases.withdraw(case, by=an_officer(), at=NOON + 2 * DAY)
    a_case("correcting")
    run(NOON + 2 * DAY)
    assert list(differing(CASES)) == []
    kept = everything()
    Trace.objects.filter(pk=Trace.objects.first().pk).update(path="nonsense")
    Trace.objects.last().delete()
    StepFact.objects.filter(pk=StepFact.objects.first().pk).update(days=999)
    CaseFact.objects.first().delete()
    assert {kind for kind, _is, _should in differing(CASES)} >= {"way", "StepFact", "CaseFact"}
    rebuild(CASES)
    assert everything() == kept
    assert list(differing(CASES)) == []
    Trace.objects.all().delete()
    for table in FACTS:
        table.objects.all().delete()
    ways, _facts = rebuild(CASES)
    assert ways == 8
    assert everything() == kept


def test_compare_flow__nightly__sets_right_what_differs(caplog: pytest.LogCaptureFixture) -> None:
    walked()
    StepFact.objects.filter(step="review").update(days=77)
    assert compare_flow(NOON + 9 * DAY) == 1
    assert "not the sum" in caplog.text
    assert compare_flow(NOON + 9 * DAY) == 0


def test_compare_flow__of_a_case_that_was_never_read__reads_it() -> None:
    case = walked(until="opened")
    assert not Trace.objects.exists()  # its jobs wait
    assert compare_flow(NOON + DAY) == 1
    assert way(case).step == "intake"
    assert list(differing(CASES)) == []
    run(NOON + DAY)
    assert list(differing(CASES)) == []


def test_transfer__to_another_department__its_days_before_are_elsewhere() -> None:
    from madoguchi.city.public import publish
    from madoguchi.city.testing import raw_department

    case = a_case("opened")
    publish("department", raw_department("kaigo", "介護保険課", "例か"), by=SYSTEM, at=NOON)
    cases.transfer(case, to="kaigo", reason="担当が違うため", by=an_officer(), at=NOON + 3 * DAY)
    run(NOON + 3 * DAY)
    found = way(case)
    assert (found.section, found.spent["elsewhere"][0], found.step) == ("kaigo", 3, "intake")


def test_ways_and_facts__hold_no_person() -> None:
    walked(ask=2)
    text = str(list(Trace.objects.values())) + str(list(VariantFact.objects.values()))
    assert "見本" not in text
    assert "さくら" not in text


def everything() -> Any:
    """All rows without their keys; facts that have come to nothing left out."""
    ways = sorted(str({k: v for k, v in row.items() if k != "id"}) for row in Trace.objects.values())
    facts = [
        sorted(str({k: v for k, v in row.items() if k != "id"}) for row in table.objects.values() if any_of(row, table))
        for table in FACTS
    ]
    return ways, facts


def any_of(row: dict[str, Any], table: Any) -> bool:
    return any(value for key, value in row.items() if key not in {"id", *table.KEYS})
