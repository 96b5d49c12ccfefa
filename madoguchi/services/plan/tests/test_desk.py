"""The plan's pages at the desk, walked by those who use them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.messages.public import Message
from madoguchi.engines.people.testing import a_staff_account, an_officer, signed_in
from madoguchi.services.plan import demo, jobs
from madoguchi.services.plan.models import Decision, Meeting, Report, Review, Statement, Task
from madoguchi.services.plan.quarters import Quarter

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def plan(urayasu: None, db: None) -> None:
    """The plan of cities/urayasu, and what tests do to it undone."""


def test_desk__a_quarter__from_report_to_publication(plan: None) -> None:
    clerk, keeper = signed_in(Client(), an_officer("kiki-kanri")), signed_in(Client(), an_officer("joho-seisaku"))
    assert "5-b-7" in clerk.get("/desk/plan/?quarter=2025-2").content.decode()
    address = "/desk/plan/report/5-b-7/whole/2025/2/"
    assert clerk.get(address).status_code == 200
    empty = clerk.post(address, {"basis": "0", "stage": "operate", "done": ""})
    assert "ここに書いてください" in empty.content.decode()
    wrong = clerk.post(address, {"basis": "0", "stage": "operate", "done": "例示", "cost": "たくさん"})
    assert wrong.status_code == 200
    given = {"basis": "0", "stage": "operate", "done": "例示", "cost": "３千円", "public_text": "例示の公表"}
    assert clerk.post(address, given).status_code == 302
    row = Report.objects.get()
    assert row.cost == 3000
    assert str(row.pk) in keeper.get("/desk/plan/reviews/").content.decode()
    review = f"/desk/plan/reviews/{row.pk}/"
    assert "理由を書いてください" in keeper.post(review, {"answer": "returned", "note": ""}).content.decode()
    assert keeper.post(review, {"answer": "accepted", "note": ""}).status_code == 302
    assert Review.objects.get().answer == "accepted"
    assert Statement.objects.get().text == "例示の公表"
    assert "確認済み" in clerk.get("/desk/plan/?quarter=2025-2").content.decode()


def test_desk__meeting_task_and_evaluation(plan: None) -> None:
    keeper, other = signed_in(Client(), an_officer("joho-seisaku")), signed_in(Client(), an_officer("joho-seisaku", "chief"))
    form = {"held_on": "令和8年5月26日", "title": "例示の会議", "title-1": "議題その一", "paper-1": "資料"}
    assert keeper.post("/desk/plan/meetings/new/", {**form, "held_on": "いつか"}).status_code == 200
    assert keeper.post("/desk/plan/meetings/new/", form).status_code == 302
    meeting = Meeting.objects.get()
    at = f"/desk/plan/meetings/{meeting.pk}/"
    half = {"text": "決めた", "section-1": "kaikei"}
    assert "そろえて" in keeper.post(f"{at}decide/", half).content.decode()
    whole = {**half, "what-1": "まとめる", "due-1": "2026-07-31"}
    assert keeper.post(f"{at}decide/", whole).status_code == 302
    assert Decision.objects.get().follow_ups.get().section == "kaikei"
    assert keeper.post(f"{at}minutes/", {"text": "記録", "public_text": "要旨"}).status_code == 302
    keeper.post(f"{at}do/confirm/")
    assert Meeting.objects.get().confirmed_at is None
    other.post(f"{at}do/confirm/")
    keeper.post(f"{at}do/publish/")
    assert Meeting.objects.get().published_at is not None
    assert "例示の会議" in Client().get("/plan/meetings/").content.decode()
    task = {"group": "情報", "section": "kaikei", "title": "例示の課題", "question": "何を", "due_on": "2026/8/1"}
    assert keeper.post("/desk/plan/tasks/new/", task).status_code == 302
    group = signed_in(Client(), an_officer("kaikei"))
    assert group.post(f"/desk/plan/tasks/{Task.objects.get().pk}/", {"text": "答え"}).status_code == 302
    duty = Decision.objects.get().follow_ups.get()
    assert group.post(f"/desk/plan/follow-ups/{duty.pk}/", {"note": "済んだ"}).status_code == 302
    assert (
        keeper.post("/desk/plan/measures/3-1/evaluate/2023/", {"basis": "0", "verdict": "achieved", "reason": "例示"}).status_code
        == 302
    )
    assert keeper.post("/desk/plan/measures/3-1/end/", {"ending": "ended", "reason": "例示"}).status_code == 302
    assert keeper.post("/desk/plan/years/2023/close/").status_code == 302
    assert "締められています" in keeper.get("/desk/plan/years/2023/close/").content.decode()


def test_desk__of_others__is_closed(plan: None) -> None:
    clerk = signed_in(Client(), an_officer("kaikei"))
    for address in ("/desk/plan/", "/desk/plan/board/", "/desk/plan/meetings/", "/desk/plan/tasks/", "/desk/plan/measures/3-1/"):
        assert clerk.get(address).status_code == 200, address
        assert Client().get(address).status_code == 302, address
    closed = {
        "/desk/plan/meetings/new/": {"held_on": "2026-05-26", "title": "会議", "title-1": "議題"},
        "/desk/plan/tasks/new/": {
            "group": "情報",
            "section": "kaikei",
            "title": "課題",
            "question": "何を",
            "due_on": "2026-08-01",
        },
        "/desk/plan/measures/3-1/end/": {"ending": "ended", "reason": "例示"},
        "/desk/plan/years/2023/close/": {},
    }
    for address, form in closed.items():
        assert clerk.post(address, form).status_code == 403, address


def test_reminders__three_times_and_to_whom_it_concerns(plan: None) -> None:
    clerk = a_staff_account("kiki-kanri", "clerk")
    a_staff_account("kodomo", "auditor")
    at = {"open": datetime(2025, 10, 2, 8, 30, tzinfo=TOKYO), "soon": datetime(2025, 10, 14, 8, 30, tzinfo=TOKYO)}
    for moment in (at["open"], at["open"], at["soon"], datetime(2025, 10, 20, 8, 30, tzinfo=TOKYO)):
        jobs.remind(moment)
        run_all_ready()
    told = Message.objects.filter(template="plan-report-due")
    assert told.count() == 3
    assert {message.account_id for message in told} == {clerk.pk}
    assert jobs.phase(Quarter(2025, 2), 15, datetime(2025, 12, 24, tzinfo=TOKYO).date()) == ""
    assert jobs.remind(datetime(2026, 11, 1, 8, 30, tzinfo=TOKYO)) == 0


def test_demo__its_story__is_marked_as_invented(plan: None) -> None:
    made = demo.tell(timezone.now())
    assert made == Report.objects.count() > 100
    assert all(row.done.startswith("【架空") for row in Report.objects.all())
    assert all("【架空" in row.text for row in Statement.objects.all())
    assert demo.there_is_a_story()
    home = Client().get("/plan/").content.decode()
    assert "完了" in home
    assert "継続" in home
