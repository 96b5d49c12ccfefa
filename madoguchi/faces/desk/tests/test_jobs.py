from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.audit.public import Entry
from madoguchi.core.jobs.public import Job, Periodic, State
from madoguchi.engines.people.testing import an_administrator, an_auditor, an_officer
from madoguchi.faces.desk.jobs.views import seconds, task_name
from madoguchi.faces.desk.watch.jobs import verify_whole

Desk = Callable[..., Client]
AT = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)


def a_job(state: str = State.DEAD, **fields: Any) -> Job:
    fields = {"task": verify_whole.module_path, "enqueued_at": AT, "run_after": AT, "attempts": 3, **fields}
    return Job.objects.create(state=state, **fields)


def test_jobs__dead_and_done__shows_what_is_in_trouble_with_its_reason(desk: Desk) -> None:
    a_job(reason="ValueError: 見本の理由")
    a_job(State.DONE, task="madoguchi.core.x.jobs.tidy")
    page = desk(an_administrator()).get("/desk/jobs/").content.decode()
    assert "ValueError: 見本の理由" in page
    assert "faces.desk.watch.verify_whole" not in page
    assert "desk.watch.verify_whole" in page
    assert "x.tidy" not in page


def test_jobs__state_asked_for__shows_that_one(desk: Desk) -> None:
    a_job(State.LATER, attempts=0, task="madoguchi.core.x.jobs.tidy")
    client = desk(an_administrator())
    assert "x.tidy" in client.get("/desk/jobs/?state=later").content.decode()
    assert "x.tidy" not in client.get("/desk/jobs/?state=retrying").content.decode()
    assert "x.tidy" not in client.get("/desk/jobs/?state=nonsense").content.decode()


def test_retry__dead_job__is_ready_again(desk: Desk) -> None:
    job = a_job()
    answer = desk(an_administrator()).post(f"/desk/jobs/{job.pk}/retry/", {"next": "/desk/jobs/?state=dead"})
    assert answer["Location"] == "/desk/jobs/?state=dead"
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.READY, 0)
    assert Entry.objects.filter(action="jobs.retried", subject_id=str(job.pk)).exists()


def test_retry__job_that_is_done__is_a_sentence(desk: Desk) -> None:
    job = a_job(State.DONE)
    page = desk(an_administrator()).post(f"/desk/jobs/{job.pk}/retry/", follow=True).content.decode()
    assert "失敗の状態ではない" in page


def test_set_aside__dead_job__is_not_tried_any_more(desk: Desk) -> None:
    job = a_job()
    desk(an_administrator()).post(f"/desk/jobs/{job.pk}/set-aside/")
    job.refresh_from_db()
    assert job.state == State.ASIDE


def test_jobs__auditor__sees_but_does_not_mend(desk: Desk) -> None:
    job = a_job()
    client = desk(an_auditor())
    assert f"{job.pk}/retry/" not in client.get("/desk/jobs/").content.decode()
    assert client.post(f"/desk/jobs/{job.pk}/retry/").status_code == 403


def test_jobs__clerk__may_not(desk: Desk) -> None:
    client = desk(an_officer())
    assert client.get("/desk/jobs/").status_code == 403
    assert client.get("/desk/jobs/periodic/").status_code == 403


def test_periodic__failing_chore__says_how_often_and_why(desk: Desk) -> None:
    now = timezone.now()
    Periodic.objects.create(name="sample.one", next_at=now + timedelta(hours=1), finished_at=now)
    Periodic.objects.create(name="sample.two", next_at=now, failures=3, reason="OSError: 見本")
    page = desk(an_administrator()).get("/desk/jobs/periodic/").content.decode()
    assert "sample.one" in page
    assert "続けて3回失敗" in page
    assert "OSError: 見本" in page


def test_periodic__comparison__says_whether_it_found_differences(desk: Desk) -> None:
    now = timezone.now()
    Periodic.objects.create(name="sample.one", next_at=now, finished_at=now, counted=3, compares=True, differed_at=now)
    Periodic.objects.create(name="sample.two", next_at=now, finished_at=now, counted=0, compares=True)
    Periodic.objects.create(name="sample.three", next_at=now, finished_at=now, counted=12)
    page = desk(an_administrator()).get("/desk/jobs/periodic/").content.decode()
    assert "違いが3件ありました" in page
    assert "違いなし" in page
    assert "12件" in page


def test_jobs__many_of_them__are_paged_with_a_bound_on_queries(desk: Desk, django_assert_max_num_queries: Any) -> None:
    for _n in range(55):
        a_job()
    client = desk(an_administrator())
    with django_assert_max_num_queries(17):
        first = client.get("/desk/jobs/?state=dead")
    assert len(first.context["rows"]) == 50
    assert len(client.get("/desk/jobs/" + first.context["page"].following).context["rows"]) == 5


def test_jobs__after_is_nonsense__begins_at_the_beginning(desk: Desk) -> None:
    a_job()
    assert len(desk(an_administrator()).get("/desk/jobs/?after=x~y").context["rows"]) == 1


@pytest.mark.parametrize(("number", "words"), [(3.2, "3秒"), (61, "1分"), (3700, "1時間1分"), (200_000, "2日")])
def test_seconds__length__reads_in_the_words_that_matter(number: float, words: str) -> None:
    assert seconds(number) == words


def test_task_name__path_of_ours__is_short() -> None:
    assert task_name("madoguchi.engines.messages.jobs.carry") == "messages.carry"
    assert task_name("other.carry") == "other.carry"
