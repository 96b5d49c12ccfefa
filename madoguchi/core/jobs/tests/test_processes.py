"""What a job promises when processes die, race and share: real workers on a database file."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from madoguchi.core.jobs.tests.processes import ROOT, a_house, is_alive, kill


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with a_house(tmp_path_factory.mktemp("house")) as built:
        yield built


@pytest.fixture(autouse=True)
def _tidy(house):
    yield
    house.tidy()


def test_worker__killed_in_the_middle__job_runs_again(house):
    house.call("tasks.linger.enqueue('a', 3)")
    first = house.worker("--lease", "1", "--threads", "1")
    house.wait_for("begin a")
    time.sleep(1.5)  # longer than the lease: it was kept
    kill(first)
    house.worker("--lease", "1", "--threads", "1")
    house.wait_for("end a")
    begun = [line.split()[2] for line in house.lines() if line.startswith("begin")]
    assert len(begun) == 2
    assert begun[0] == str(first.pid)
    assert begun[1] != begun[0]
    house.wait_until([("linger", "done", 2)])


def test_worker__terminated__finishes_the_job_and_takes_no_other(house):
    house.call("tasks.linger.enqueue('a', 1.5); tasks.linger.enqueue('b', 0)")
    worker = house.worker("--lease", "1", "--threads", "1")
    house.wait_for("begin a")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert [line.split()[:2] for line in house.lines()] == [["begin", "a"], ["end", "a"]]
    assert house.outcomes() == [("linger", "done", 1), ("linger", "ready", 0)]


def test_workers__two_on_one_table__no_job_runs_twice(house):
    house.call("[tasks.linger.enqueue(str(n), 0.02) for n in range(60)]")
    for _ in range(2):
        house.worker("--lease", "2", "--threads", "2")
    house.wait_for("end", times=60)
    begun = [line.split()[1] for line in house.lines() if line.startswith("begin")]
    assert sorted(begun) == sorted(map(str, range(60)))
    assert len({line.split()[2] for line in house.lines()}) == 2, "both workers had some"


def test_enqueue__process_dies_before_the_commit__job_never_was(house):
    house.call(
        "import os\nfrom django.db import transaction\n"
        "try:\n with transaction.atomic():\n  tasks.linger.enqueue('lost', 0); raise RuntimeError\n"
        "except RuntimeError: pass\n"
        "tasks.linger.enqueue('kept', 0)"
    )
    house.worker()
    house.wait_for("end kept")
    assert not any("lost" in line for line in house.lines())


def test_enqueue_once__processes_race__one_row(house):
    code = (
        "from madoguchi.core.jobs.public import enqueue_once\nfor n in range(40): enqueue_once(tasks.linger, f'race:{n}', 'x', 0)"
    )
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(house.call, [code] * 3))
    assert len(house.outcomes()) == 40


def test_worker__once__drains_and_ends(house):
    house.call("tasks.follow.enqueue(2); tasks.linger.enqueue('a', 0)")
    worker = house.worker("--once")
    assert "4 件" in worker.communicate(timeout=30)[0]
    assert worker.returncode == 0


def test_worker__one_queue_asked_for__leaves_the_others(house):
    house.call("tasks.fail.enqueue('mail'); tasks.linger.enqueue('a', 0)")
    worker = house.worker("--once", "--queues", "mail")
    worker.communicate(timeout=30)
    assert house.outcomes() == [("fail", "later", 1), ("linger", "ready", 0)]


def test_start_worker_thread__enqueue_in_the_same_process__runs_at_once(house):
    seconds = house.call(
        "import time\nfrom pathlib import Path\nfrom madoguchi.core.jobs.public import start_worker_thread\n"
        "worker = start_worker_thread(1, poll=20)\ntime.sleep(0.7)\n"
        "start = time.monotonic(); tasks.linger.enqueue('now', 0)\n"
        f"out = Path('{house.folder}/out')\n"
        "while not out.exists() or 'end now' not in out.read_text(): time.sleep(0.01)\n"
        "print(time.monotonic() - start)\nassert worker.stop(5)"
    )
    assert float(seconds) < 5


def test_worker__server_killed__ends_with_it(house):
    """The server cannot tell its worker any more: a process between that starts one and is killed stands for it."""
    code = "import os, subprocess, sys; print(subprocess.Popen([*sys.argv[1:], str(os.getpid())]).pid, flush=True); input()"
    command = [sys.executable, "-m", "madoguchi", "worker", "--no-chores", "--poll", "0.1", "--threads", "1", "--parent"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    server = subprocess.Popen([sys.executable, "-c", code, *command], env=house.environment, cwd=ROOT, **pipes)
    worker = int(server.stdout.readline())
    house.call("tasks.linger.enqueue('a', 0)")
    house.wait_for("end a")
    kill(server)
    until = time.monotonic() + 30
    while is_alive(worker):
        assert time.monotonic() < until, "the worker outlived its server"
        time.sleep(0.2)
