"""What a job promises, within one process."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from madoguchi.core.acting import SYSTEM
from madoguchi.core.audit.public import Entry
from madoguchi.core.jobs import leases
from madoguchi.core.jobs.public import (
    Job,
    NotWaitingForHelp,
    Order,
    State,
    counts,
    enqueue_all,
    enqueue_once,
    outcomes,
    retry,
    set_aside,
    worker_lag,
)
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.jobs.tests import tasks
from madoguchi.core.jobs.tests.tasks import RAN

NOON = datetime(2026, 7, 1, 3, tzinfo=UTC)
SOON = timedelta(seconds=30)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    RAN.clear()


def claim(lane="default", now=NOON, until=None):
    return leases.claim(lane, worker="w", now=now, until=until or now + SOON)


def test_enqueue__ready_job__runs_once_and_is_done():
    result = tasks.remember.enqueue("a")
    assert run_all_ready(NOON) == 1
    assert run_all_ready(NOON) == 0
    assert RAN == ["a"]
    result.refresh()
    assert result.status == "SUCCESSFUL"


def test_enqueue__rolled_back__never_was():
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        tasks.remember.enqueue("a")
        raise RuntimeError
    assert run_all_ready(NOON) == 0


def test_enqueue__job_queues_jobs__all_are_drained():
    tasks.follow.enqueue(3)
    assert run_all_ready(NOON) == 4
    assert RAN == [3, 2, 1, 0]


def test_enqueue__run_after__waits_until_then():
    when = datetime(2100, 1, 1, tzinfo=UTC)
    tasks.remember.using(run_after=when).enqueue("later")
    assert run_all_ready(when - SOON) == 0
    assert run_all_ready(when) == 1


def test_enqueue__what_is_no_json__is_refused():
    with pytest.raises(TypeError):
        tasks.remember.enqueue(NOON)


def test_enqueue__priority__goes_first():
    tasks.remember.enqueue("a")
    tasks.hurry.enqueue()
    run_all_ready(NOON)
    assert RAN == ["hurry", "a"]


def test_enqueue_once__same_key__one_job():
    enqueue_once(tasks.remember, "k", 1)
    enqueue_once(tasks.remember, "k", 2)
    run_all_ready(NOON)
    enqueue_once(tasks.remember, "k", 3)
    run_all_ready(NOON)
    assert RAN == [1]


def test_enqueue_all__many__one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        enqueue_all(Order(tasks.nothing, (n,)) for n in range(50))
    assert Job.objects.count() == 50


def test_moment__in_a_job__is_the_runners():
    tasks.tell_moment.enqueue()
    run_all_ready(NOON)
    assert RAN == [NOON]


def test_run__failure__is_tried_again_in_its_own_lane_then_dead():
    tasks.fail.enqueue()
    at = NOON
    for attempt, wait in ((1, 60), (2, 120)):
        assert run_all_ready(at, raising=False) == 1
        job = Job.objects.get()
        assert (job.state, job.attempts, job.lane) == (State.LATER, attempt, "mail~")
        assert job.run_after == at + timedelta(seconds=wait)
        assert job.reason == "Trouble: 架空の故障"
        assert run_all_ready(at + timedelta(seconds=wait - 1), raising=False) == 0
        at += timedelta(seconds=wait)
    run_all_ready(at, raising=False)
    assert Job.objects.get().state == State.DEAD
    assert counts().dead == 1
    assert list(outcomes(troubled=True)) == [Job.objects.get()]


def test_run__failure_in_tests__is_raised_after_it_is_written():
    tasks.fail.enqueue()
    with pytest.raises(tasks.Trouble):
        run_all_ready(NOON)
    assert Job.objects.get().state == State.LATER


def test_run__database_error__spoils_nothing_and_quotes_no_row():
    tasks.fail_in_database.enqueue()
    run_all_ready(NOON, raising=False)
    job = Job.objects.get()
    assert job.state == State.LATER
    assert job.reason.startswith("IntegrityError")
    assert "twice" not in job.reason


def test_run__gives_up__is_dead_at_once():
    tasks.give_up.enqueue()
    run_all_ready(NOON, raising=False)
    assert Job.objects.get().state == State.DEAD
    assert "もう要りません" in Job.objects.get().reason


def test_run__not_yet__waits_without_counting():
    tasks.wait_first.enqueue(5)
    run_all_ready(NOON)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.lane) == (State.LATER, 0, "default")
    assert run_all_ready(NOON + timedelta(seconds=5)) == 1


def test_run__task_of_another_release__is_kept_for_later():
    tasks.remember.enqueue("a")
    Job.objects.update(task="madoguchi.core.jobs.tests.tasks.gone")
    run_all_ready(NOON, raising=False)
    assert Job.objects.get().state == State.LATER


def test_retry__dead_job__runs_again_and_is_noted():
    tasks.give_up.enqueue()
    run_all_ready(NOON, raising=False)
    job = Job.objects.get()
    retry(job, by=SYSTEM, at=NOON)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.READY, 0)
    assert Entry.objects.get(action="jobs.retried").subject_id == str(job.pk)


def test_retry__job_that_is_well__is_refused():
    tasks.remember.enqueue("a")
    with pytest.raises(NotWaitingForHelp):
        retry(Job.objects.get(), by=SYSTEM, at=NOON)


def test_set_aside__dead_job__no_longer_counts():
    tasks.give_up.enqueue()
    run_all_ready(NOON, raising=False)
    set_aside(Job.objects.get(), by=SYSTEM, at=NOON)
    assert counts().dead == 0


def test_claim__held_by_another__is_not_given():
    tasks.remember.enqueue("a")
    assert claim() is not None
    assert claim() is None


def test_finish__lease_lost__touches_nothing():
    tasks.remember.enqueue("a")
    first = claim(until=NOON + SOON)
    assert leases.release_expired(NOON + SOON * 2) == 1
    second = claim("default~", NOON + SOON * 2)
    assert not leases.finish(first, NOON)
    assert not leases.put_back(first, "late", NOON)
    assert leases.finish(second, NOON)
    assert Job.objects.get().attempts == 2


def test_extend__lease_kept__is_not_taken_back():
    tasks.remember.enqueue("a")
    job = claim()
    leases.extend([job.lease], NOON + SOON * 3)
    assert leases.release_expired(NOON + SOON * 2) == 0


def test_release_expired__lost_again__waits_twice_as_long_each_time():
    tasks.remember.enqueue("a")
    at, waits = NOON, []
    for _ in range(4):
        assert claim(leases.ready_lanes()[0], until=at) is not None
        at += SOON
        leases.release_expired(at)
        waits.append((Job.objects.get().run_after - at).total_seconds())
        at += timedelta(seconds=waits[-1])
        leases.promote(at)
    assert waits == [0, 2, 4, 8]


def test_release_expired__killed_its_workers_too_often__is_dead():
    tasks.fail.enqueue()
    for times in range(1, 4):
        later = NOON + SOON * 2 * times
        assert claim(leases.ready_lanes()[0], until=later - SOON) is not None
        leases.release_expired(later)
        leases.promote(later + SOON)
    job = Job.objects.get()
    assert job.state == State.DEAD
    assert "担い手" in job.reason


def test_ready_lanes__queues_and_retries__each_once():
    for _ in range(3):
        tasks.remember.enqueue("a")
        tasks.fail.enqueue()
    claim("mail")
    leases.release_expired(NOON + SOON * 2)
    assert leases.ready_lanes() == ["default", "mail", "mail~"]


def test_worker_lag__oldest_job__tells_how_far_behind():
    assert worker_lag(NOON) == timedelta(0)
    tasks.remember.enqueue("a")
    waiting = Job.objects.get()
    assert worker_lag(waiting.run_after + SOON) == SOON


def test_get_result__unknown__says_so():
    from django_tasks.exceptions import TaskResultDoesNotExist

    with pytest.raises(TaskResultDoesNotExist):
        tasks.remember.get_result("0" * 32)
