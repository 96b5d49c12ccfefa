"""What stands out, what does not, and that every look is judged once."""

from datetime import timedelta

import pytest

from madoguchi.core.audit import public as audit
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people.public import SYSTEM, form_household
from madoguchi.engines.people.testing import account_of, an_addressee, an_officer
from madoguchi.engines.watch import public as watch
from madoguchi.engines.watch.testing import a_privacy_officer, a_rule, looked_and_judged

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def link(clerk, person, at):
    watch.link_staff(account_of(clerk).email, person.number, by=a_privacy_officer(), at=at)


def kinds():
    return sorted(watch.Anomaly.objects.values_list("looks_at", flat=True))


def test_own_family__somebody_of_the_household__stands_out_once_a_record_and_day(noon, clerk, home):
    link(clerk, home[0], noon)
    stranger = an_addressee()
    assert looked_and_judged(clerk, noon, ("addressee", home[1].pk), ("addressee", stranger.pk)) == 1
    assert looked_and_judged(clerk, noon + HOUR, ("addressee", home[1].pk)) == 0
    (found,) = watch.Anomaly.objects.all()
    assert (found.looks_at, found.subject_id, found.count) == ("own-family", str(home[1].pk), 2)
    assert (found.first_at, found.last_at, found.section) == (noon, noon + HOUR, "kodomo")
    assert looked_and_judged(clerk, noon + 24 * HOUR, ("addressee", home[1].pk)) == 1


def test_own_family__the_own_record__stands_out(noon, clerk, home):
    link(clerk, home[0], noon)
    assert looked_and_judged(clerk, noon, ("addressee", home[0].pk)) == 1


def test_own_family__who_left_the_household__counts_for_the_years_of_the_rule(noon, clerk, home):
    link(clerk, home[0], noon)
    form_household("999990000000101", [(home[0], "02")], on=noon.date(), by=SYSTEM, at=noon)
    assert looked_and_judged(clerk, noon, ("addressee", home[1].pk)) == 1
    a_rule("own-family", at=noon, former_years=0)
    assert looked_and_judged(clerk, noon + 48 * HOUR, ("addressee", home[1].pk)) == 0


def test_own_family__staff_member_whose_person_is_not_known__is_not_guessed(noon, clerk, home):
    assert looked_and_judged(clerk, noon, ("addressee", home[0].pk)) == 0


def test_flagged__from_its_day_until_it_ends(noon, clerk, home):
    officer = a_privacy_officer()
    flag = watch.flag(home[1].number, watch.Why.OFFICE, by=officer, at=noon)
    assert looked_and_judged(clerk, noon - 24 * HOUR, ("addressee", home[1].pk)) == 0
    assert looked_and_judged(clerk, noon, ("addressee", home[1].pk)) == 1
    watch.unflag(flag, by=officer, at=noon + 24 * HOUR)
    assert looked_and_judged(clerk, noon + 24 * HOUR, ("addressee", home[1].pk)) == 0
    with pytest.raises(NotPermitted):
        watch.flag(home[0].number, watch.Why.OFFICE, by=clerk, at=noon)


def test_bulk__more_records_than_the_rule_allows_within_an_hour__though_seals_and_hours_lie_between(noon, clerk):
    late = noon + timedelta(minutes=50)
    assert looked_and_judged(clerk, late, *(("thing", f"c{n}") for n in range(3))) == 0
    assert looked_and_judged(clerk, late + timedelta(minutes=5), ("thing", "c0")) == 0, "the same record again"
    assert looked_and_judged(clerk, late + timedelta(minutes=59), ("thing", "c4")) == 1
    assert looked_and_judged(clerk, late + timedelta(minutes=60), ("thing", "c5")) == 0
    assert watch.Anomaly.objects.get().count == 5
    assert looked_and_judged(an_officer("kodomo"), late, *(("thing", f"c{n}") for n in range(9))) == 0, "no account of the house"


def test_bulk__the_same_number_over_the_day__does_not_stand_out(noon, clerk):
    for n in range(8):
        assert looked_and_judged(clerk, noon + timedelta(minutes=25 * n), ("thing", f"c{n}")) == 0


@pytest.mark.parametrize("hours", [-6, 10, 24 * 3])
def test_closed__at_night_and_on_saturday__stands_out_but_for_who_works_then(noon, clerk, hours):
    night = noon + hours * HOUR
    at_night = an_officer("kiki")
    account_of(at_night)
    assert looked_and_judged(at_night, night, ("thing", "c1")) == 0
    assert looked_and_judged(clerk, night, ("thing", "c1"), ("thing", "c2")) == 1
    assert watch.Anomaly.objects.get().count == 2
    assert looked_and_judged(clerk, noon, ("thing", "c1")) == 0


def test_rule__of_other_days__judges_nothing(noon, clerk):
    a_rule("closed", at=noon, **{"from": "2026-07-02"})
    assert looked_and_judged(clerk, noon - 6 * HOUR, ("thing", "c1")) == 0
    a_rule("closed", at=noon, until="2026-07-01")
    assert looked_and_judged(clerk, noon + 24 * HOUR - 6 * HOUR, ("thing", "c1")) == 0


def test_observe__reads_each_seal_once_and_waits_for_the_seal(noon, clerk):
    audit.looked(clerk, noon - 6 * HOUR, "thing", "c1", "casework")
    assert watch.observe(noon) == (0, 0)
    audit.seal_batch(noon)
    assert watch.observe(noon) == (1, 1)
    assert watch.observe(noon) == (0, 0)


def test_observe__without_looks_of_staff__costs_few_queries(noon, django_assert_max_num_queries):
    audit.note("tests.done", by=SYSTEM, at=noon)
    audit.seal_batch(noon)
    with django_assert_max_num_queries(9):
        assert watch.observe(noon) == (1, 0)
