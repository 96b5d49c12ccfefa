"""Progress: who reports, who reviews, what the public sees; two at once, closed years, nothing late after the end."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people.testing import a_resident, an_officer, signed_in
from madoguchi.services.plan import progress
from madoguchi.services.plan.actions import evaluate as evaluating
from madoguchi.services.plan.actions import meet
from madoguchi.services.plan.actions import report as reporting
from madoguchi.services.plan.actions import review as reviewing
from madoguchi.services.plan.actions.still_open import MinutesStand
from madoguchi.services.plan.actions.task import NoSuchGroup, answer_task, give_task
from madoguchi.services.plan.models import FollowUp, Meeting, Outcome, PublicMeeting, Report, Statement, Task
from madoguchi.services.plan.quarters import Quarter, owed, quarter_of, quarter_to_report
from madoguchi.services.plan.stages import Answer, Ending, Stage, Verdict
from madoguchi.services.plan.testing import the_book

TOKYO = ZoneInfo("Asia/Tokyo")
DURING = datetime(2025, 10, 8, 10, 0, tzinfo=TOKYO)
AFTER = datetime(2026, 7, 1, 10, 0, tzinfo=TOKYO)
Q2 = Quarter(2025, 2)


@pytest.fixture
def plan(urayasu: None, db: None) -> None:
    """The plan of cities/urayasu, and what tests do to it undone."""


def a_report(code: str = "5-b-7", *, basis: int = 0, by: object = None, at: datetime = DURING, **fields: object) -> Report:
    given = {"stage": Stage.OPERATE, "done": "例示の作業をした。", "public_text": "例示の公表。", **fields}
    quarter = given.pop("quarter", Q2)
    return reporting.send_report(code, quarter, basis=basis, by=by or an_officer("kiki-kanri"), at=at, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2025, 4, 1), (2025, 1)),
        (date(2025, 12, 31), (2025, 3)),
        (date(2026, 1, 1), (2025, 4)),
        (date(2026, 3, 31), (2025, 4)),
        (date(2026, 4, 1), (2026, 1)),
    ],
)
def test_quarter__of_a_day__is_that_of_its_fiscal_year(day: date, quarter: tuple[int, int]) -> None:
    found = quarter_of(day)
    assert (found.year, found.number) == quarter
    assert found.first <= day <= found.last


def test_quarter_to_report__lies_in_the_period() -> None:
    book = the_book()
    assert quarter_to_report(book, date(2025, 10, 8)) == Q2
    assert quarter_to_report(book, date(2026, 7, 1)) == Quarter(2025, 4)
    assert quarter_to_report(book, date(2022, 5, 1)) is None
    assert Q2.due_on(15) == date(2025, 10, 15)


def test_owed__by_the_roadmap__only_years_with_work() -> None:
    book = the_book()
    codes = {one.standing.code for one in owed(book, Q2, "shimin")}
    assert "3-2" in codes
    assert "3-1" not in codes, "its roadmap ends in FY2023"
    assert "1-a-2" in codes, "every department's"
    assert {one.line.code for one in owed(book, Q2) if one.standing.code == "5-b-5"} == {"notebooks", "board", "displays"}


def test_report__reviewed__is_what_the_public_reads(plan: None) -> None:
    report = a_report(obstacles="内部の困りごと", cost=1200)
    assert Client().get("/plan/measures/5-b-7/").content.decode().count("例示の公表。") == 0
    reviewing.review_report(report, Answer.ACCEPTED, by=an_officer("joho-seisaku"), at=DURING)
    shown = Client().get("/plan/measures/5-b-7/").content.decode()
    assert "例示の公表。" in shown
    assert "内部の困りごと" not in shown
    assert "例示の作業" not in shown
    assert list(StoredEvent.objects.filter(kind__startswith="plan.").order_by("at", "id").values_list("kind", flat=True)) == [
        "plan.report-sent",
        "plan.report-reviewed",
    ]


def test_report__corrected__takes_the_place_of_the_published_one(plan: None) -> None:
    keeper = an_officer("joho-seisaku")
    reviewing.review_report(a_report(), Answer.ACCEPTED, by=keeper, at=DURING)
    second = a_report(basis=1, public_text="直した公表。")
    assert Statement.objects.get().text == "例示の公表。"
    reviewing.review_report(second, Answer.ACCEPTED, by=keeper, at=DURING)
    assert (Statement.objects.get().text, Statement.objects.get().revision) == ("直した公表。", 2)


def test_report__two_at_once__the_second_is_told_and_keeps_what_was_typed(plan: None) -> None:
    a_report()
    with pytest.raises(reporting.ReportedMeanwhile):
        a_report(by=an_officer("kiki-kanri"))
    assert Report.objects.count() == 1
    client = signed_in(Client(), an_officer("kiki-kanri"))
    page = client.post(
        "/desk/plan/report/5-b-7/whole/2025/2/",
        {"basis": "0", "stage": "operate", "done": "あとから書いたこと", "cost": "１，２００円"},
    )
    shown = page.content.decode()
    assert page.status_code == 200
    assert "ほかの人がこの行を報告しました" in shown
    assert "あとから書いたこと" in shown
    assert "例示の作業をした。" in shown


REFUSED = [
    ({"done": "  "}, reporting.NothingDone),
    ({"cost": -1}, reporting.CostBelowZero),
    ({"line": "nothing"}, reporting.NotOfThePlan),
    ({"quarter": Quarter(2030, 1)}, reporting.NotOfThePlan),
    ({"quarter": Quarter(2025, 4)}, reporting.NotYetBegun),
    ({"by": an_officer("kaikei")}, NotPermitted),
    ({"by": a_resident()}, NotPermitted),
]


def test_report__that_cannot_be__is_turned_back_with_its_reason(plan: None) -> None:
    for changed, refusal in REFUSED:
        with pytest.raises(refusal):
            a_report(**changed)  # type: ignore[arg-type]
    with pytest.raises(reporting.NotOfThePlan):
        a_report("9-z-9", by=an_officer("joho-seisaku"))
    assert not Report.objects.exists()


def test_report__for_a_closed_year__is_turned_back_and_says_whom_to_ask(plan: None) -> None:
    with pytest.raises(evaluating.YearNotOver):
        evaluating.close_year(2025, by=an_officer("joho-seisaku"), at=DURING)
    evaluating.close_year(2025, by=an_officer("joho-seisaku"), at=AFTER)
    with pytest.raises(reporting.YearIsClosed, match="2025年度は締められている"):
        a_report(at=AFTER)
    with pytest.raises(evaluating.AlreadyClosed):
        evaluating.close_year(2025, by=an_officer("joho-seisaku"), at=AFTER)


def test_review__by_whom_and_how_often(plan: None) -> None:
    keeper = an_officer("joho-seisaku")
    report = a_report()
    with pytest.raises(NotPermitted):
        reviewing.review_report(report, Answer.ACCEPTED, by=an_officer("kiki-kanri"), at=DURING)
    with pytest.raises(reviewing.ReturnNeedsReason):
        reviewing.review_report(report, Answer.RETURNED, by=keeper, at=DURING)
    reviewing.review_report(report, Answer.RETURNED, note="数を書いてください。", by=keeper, at=DURING)
    with pytest.raises(reviewing.AlreadyReviewed):
        reviewing.review_report(report, Answer.ACCEPTED, by=keeper, at=DURING)
    second = a_report(basis=1)
    with pytest.raises(reviewing.NotTheNewest):
        reviewing.review_report(report, Answer.ACCEPTED, by=keeper, at=DURING)
    assert progress.waiting_for_review(by=keeper) == [second]
    own = a_report("4-c-1", line="halls", by=keeper)
    with pytest.raises(reviewing.OwnReport):
        reviewing.review_report(own, Answer.ACCEPTED, by=keeper, at=DURING)


def test_quarter__in_words__and_nothing_is_overdue_after_the_period(plan: None) -> None:
    book = the_book()
    before = progress.of_quarter(book, Q2, day=date(2025, 10, 20), section="kiki-kanri")
    assert {due.state for due in before} == {"overdue"}
    a_report()
    state = {
        due.owed.standing.code: due.state for due in progress.of_quarter(book, Q2, day=date(2025, 10, 20), section="kiki-kanri")
    }
    assert state == {"5-b-7": "sent", "1-a-2": "overdue"}
    after = progress.of_quarter(book, Quarter(2025, 4), day=date(2026, 7, 1))
    assert {due.state for due in after} == {"missing"}


def test_evaluation__late_after_the_end__is_turned_back(plan: None) -> None:
    keeper = an_officer("joho-seisaku")
    with pytest.raises(evaluating.NothingIsLate):
        evaluating.evaluate("5-a-1", 2025, Verdict.LATE, reason="例示", basis=0, by=keeper, at=AFTER)
    first = evaluating.evaluate("5-a-1", 2024, Verdict.LATE, reason="例示", basis=0, by=keeper, at=DURING)
    with pytest.raises(reporting.ReportedMeanwhile):
        evaluating.evaluate("5-a-1", 2024, Verdict.ACHIEVED, reason="例示", basis=0, by=keeper, at=DURING)
    with pytest.raises(evaluating.UnknownRule):
        evaluating.evaluate("5-a-1", 2024, Verdict.ACHIEVED, reason="例示", rules={"other": "x"}, basis=1, by=keeper, at=DURING)
    second = evaluating.evaluate(
        "5-a-1", 2024, Verdict.ON_THE_WAY, reason="例示", rules={"package": "独自の部分が残る。"}, basis=1, by=keeper, at=DURING
    )
    assert (first.revision, second.revision, second.rules) == (1, 2, {"package": "独自の部分が残る。"})
    with pytest.raises(NotPermitted):
        evaluating.evaluate("5-a-1", 2024, Verdict.ACHIEVED, reason="例示", basis=2, by=an_officer("shimin"), at=DURING)


def test_ending__once__and_the_public_reads_it(plan: None) -> None:
    keeper = an_officer("joho-seisaku")
    with pytest.raises(evaluating.PeriodNotOver):
        evaluating.end_measure("3-1", Ending.ENDED, reason="例示", by=keeper, at=DURING - timedelta(days=400))
    with pytest.raises(evaluating.ReasonMissing):
        evaluating.end_measure("3-1", Ending.ENDED, reason=" ", by=keeper, at=AFTER)
    evaluating.end_measure("3-1", Ending.ENDED, reason="例示の理由で終わる。", by=keeper, at=AFTER)
    with pytest.raises(evaluating.AlreadyEnded):
        evaluating.end_measure("3-1", Ending.COMPLETED, reason="例示", by=keeper, at=AFTER)
    assert Outcome.objects.count() == 1
    shown = Client().get("/plan/measures/3-1/").content.decode()
    assert "例示の理由で終わる。" in shown
    assert "終了" in shown


def a_meeting(by: object) -> Meeting:
    items = [meet.Item("公開の議題", "資料の中身"), meet.Item("内輪の議題", "秘密の資料", public=False)]
    return meet.call_meeting(date(2026, 5, 26), "例示の本部会議", items, by=by, at=AFTER)  # type: ignore[arg-type]


def test_meeting__from_call_to_publication(plan: None) -> None:
    keeper, other = an_officer("joho-seisaku"), an_officer("joho-seisaku", "chief")
    meeting = a_meeting(keeper)
    with pytest.raises(meet.MeetingExists):
        a_meeting(keeper)
    with pytest.raises(meet.NoAgenda):
        meet.call_meeting(date(2026, 6, 1), "議題のない会議", [meet.Item(" ")], by=keeper, at=AFTER)
    with pytest.raises(meet.MinutesMissing):
        meet.confirm_minutes(meeting, by=other, at=AFTER)
    duty = [("kaikei", "まとめる", date(2026, 7, 31))]
    meet.decide(meeting, text="公開の決定", follow_ups=duty, by=keeper, at=AFTER)
    meet.decide(meeting, text="内輪の決定", public=False, by=keeper, at=AFTER)
    meet.write_minutes(meeting, text="発言の記録", public_text="議事の要旨", by=keeper, at=AFTER)
    with pytest.raises(meet.OwnMinutes):
        meet.confirm_minutes(meeting, by=keeper, at=AFTER)
    with pytest.raises(meet.NotConfirmed):
        meet.publish_meeting(meeting, by=keeper, at=AFTER)
    meet.confirm_minutes(meeting, by=other, at=AFTER)
    with pytest.raises(MinutesStand):
        meet.write_minutes(meeting, text="書き換え", by=keeper, at=AFTER)
    meet.publish_meeting(meeting, by=keeper, at=AFTER)
    with pytest.raises(meet.AlreadyDone):
        meet.publish_meeting(meeting, by=keeper, at=AFTER)
    assert PublicMeeting.objects.count() == 1
    shown = Client().get(f"/plan/meetings/{meeting.pk}/").content.decode()
    assert all(word in shown for word in ("公開の議題", "公開の決定", "議事の要旨"))
    assert not any(word in shown for word in ("内輪", "秘密の資料", "発言の記録"))
    follow_up = FollowUp.objects.get()
    with pytest.raises(NotPermitted):
        meet.finish(follow_up, note="済み", by=an_officer("shimin"), at=AFTER)
    meet.finish(follow_up, note="済み", by=an_officer("kaikei"), at=AFTER)
    with pytest.raises(meet.AlreadyDone):
        meet.finish(follow_up, note="もう一度", by=an_officer("kaikei"), at=AFTER)


def test_task__asked_and_answered_once(plan: None) -> None:
    keeper = an_officer("joho-seisaku")
    asked = {"section": "kaikei", "title": "例示の課題", "question": "何を数えるか。", "due_on": date(2026, 8, 1)}
    with pytest.raises(NoSuchGroup):
        give_task("宇宙", **asked, by=keeper, at=AFTER)  # type: ignore[arg-type]
    task = give_task("情報", **asked, by=keeper, at=AFTER)  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        answer_task(task, text="答え", by=an_officer("shimin"), at=AFTER)
    answer_task(task, text="答え", by=an_officer("kaikei"), at=AFTER)
    with pytest.raises(meet.AlreadyDone):
        answer_task(task, text="もう一度", by=an_officer("kaikei"), at=AFTER)
    assert list(Task.objects.visible_to(an_officer("shimin"))) == []
    assert list(Task.objects.visible_to(an_officer("kaikei"))) == [task]


def test_reports__of_another_section__are_not_seen(plan: None) -> None:
    a_report()
    assert list(Report.objects.visible_to(an_officer("shimin"))) == []
    assert list(Report.objects.visible_to(a_resident())) == []
    assert Report.objects.visible_to(an_officer("joho-seisaku")).count() == 1
    stranger = signed_in(Client(), an_officer("shimin"))
    assert stranger.get("/desk/plan/report/5-b-7/whole/2025/2/").status_code == 403
    assert stranger.get("/desk/plan/reviews/").status_code in {403, 200}
    assert "例示の作業" not in stranger.get("/desk/plan/measures/5-b-7/").content.decode()


def test_board__on_one_screen_and_sheet__asks_no_more_for_more_reports(plan: None) -> None:
    book, by = the_book(), an_officer("joho-seisaku")
    day = date(2025, 10, 8)
    progress.board(book, Q2, day=day, by=by)
    with CaptureQueriesContext(connection) as few:
        progress.board(book, Q2, day=day, by=by)
    for one in owed(book, Q2):
        section = "joho-seisaku" if one.standing.by_everybody else one.standing.departments[0]
        a_report(one.standing.code, line=one.line.code, by=an_officer(section))
    with CaptureQueriesContext(connection) as many:
        board = progress.board(book, Q2, day=day, by=by)
    assert len(many) == len(few) <= 26
    assert board.counts == {"sent": len(list(owed(book, Q2)))}
    assert sum(len(squares) for _policy, squares in board.policies) == 42
    client = signed_in(Client(), by)
    assert "5-b-4-2" in client.get("/desk/plan/board/").content.decode()
    sheet = client.get("/desk/plan/board.pdf")
    assert sheet.content.startswith(b"%PDF")
