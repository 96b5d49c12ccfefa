"""The same promises with procrastinate on PostgreSQL. Needs MADOGUCHI_TEST_POSTGRES=postgresql://user@host:port/postgres."""

import os
import signal
import uuid

import pytest

from madoguchi.core.jobs.tests.processes import a_house, kill

SERVER = os.environ.get("MADOGUCHI_TEST_POSTGRES", "").removesuffix("/postgres")
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not SERVER, reason="MADOGUCHI_TEST_POSTGRES is not set (postgresql://user@host:port/postgres)"),
]
ENGINES = {
    "lease": "madoguchi.core.jobs.backend.LeaseBackend",
    "procrastinate": "madoguchi.core.jobs.procrastinate_backend.ProcrastinateBackend",
}


@pytest.fixture(scope="module", params=sorted(ENGINES))
def house(request, tmp_path_factory):
    import psycopg

    name = f"mado_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{SERVER.rstrip('/')}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            folder = tmp_path_factory.mktemp(request.param)
            with a_house(folder, f"{SERVER.rstrip('/')}/{name}", engine=ENGINES[request.param]) as built:
                built.chores = True
                yield built
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def _tidy(house):
    yield
    house.tidy()


def test_worker__killed_in_the_middle__job_runs_again(house):
    house.call("tasks.linger.enqueue('a', 2)")
    first = house.worker("--lease", "2", "--threads", "1")
    house.wait_for("begin a")
    kill(first)
    house.worker("--lease", "2", "--threads", "1")
    house.wait_for("end a", seconds=60)
    assert len([line for line in house.lines() if line.startswith("begin")]) == 2
    house.wait_until([("linger", "done", 2)])


def test_worker__terminated__finishes_the_job_at_hand(house):
    house.call("tasks.linger.enqueue('a', 1.5)")
    worker = house.worker("--threads", "1")
    house.wait_for("begin a")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert house.outcomes() == [("linger", "done", 1)]


def test_worker__failing_and_late_jobs__have_the_same_outcomes(house):
    house.call(
        "from django.db import transaction\n"
        "from madoguchi.core.jobs.public import enqueue_once\n"
        "tasks.fail.enqueue(); tasks.give_up.enqueue(); tasks.linger.enqueue('a', 0)\n"
        "enqueue_once(tasks.nothing, 'k', 1); enqueue_once(tasks.nothing, 'k', 1)\n"
        "try:\n with transaction.atomic():\n  tasks.linger.enqueue('lost', 0); raise RuntimeError\n"
        "except RuntimeError: pass"
    )
    house.worker("--threads", "2")
    house.wait_until([("fail", "later", 1), ("give_up", "dead", 1), ("linger", "done", 1), ("nothing", "done", 1)])
    reasons = {reason for (reason,) in house.sql("SELECT reason FROM mado_jobs_job")}
    assert reasons == {"", "Trouble: 架空の故障", "GiveUp: もう要りません"}
    house.call(
        "from django.utils import timezone\nfrom madoguchi.core.acting import SYSTEM\n"
        "from madoguchi.core.jobs.public import Job, retry\n"
        "retry(Job.objects.get(state='dead'), by=SYSTEM, at=timezone.now())\n"
        "Job.objects.filter(state='later').update(task='madoguchi.core.jobs.tests.tasks.nothing', args=[1])\n"
        "retry(Job.objects.get(state='later'), by=SYSTEM, at=timezone.now())"
    )
    house.wait_until([("give_up", "dead", 1), ("linger", "done", 1), ("nothing", "done", 1), ("nothing", "done", 1)])
    assert not any("lost" in line for line in house.lines())


def test_worker__put_off__runs_when_due(house):
    house.call(
        "from datetime import timedelta\nfrom django.utils import timezone\n"
        "tasks.linger.using(run_after=timezone.now() + timedelta(seconds=3)).enqueue('late', 0)"
    )
    house.worker()
    house.wait_for("end late")
    house.wait_until([("linger", "done", 1)])


def test_workers__two__no_job_runs_twice(house):
    house.call("[tasks.linger.enqueue(str(n), 0.01) for n in range(60)]")
    for _ in range(2):
        house.worker("--threads", "2")
    house.wait_for("end", times=60)
    begun = [line.split()[1] for line in house.lines() if line.startswith("begin")]
    assert sorted(begun) == sorted(map(str, range(60)))
