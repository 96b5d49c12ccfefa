"""Meetings: papers as files, decisions that have to be agreed to, and what of both the public gets."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from madoguchi.core.files.public import StoredFile, look_into, open_file
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.people.public import Actor
from madoguchi.engines.people.testing import a_resident, an_officer, signed_in
from madoguchi.services.plan.actions import agree, meet, papers
from madoguchi.services.plan.actions.still_open import MinutesStand
from madoguchi.services.plan.models import Decision, Meeting, Paper, PublicMeeting, PublicPaper

pytestmark = pytest.mark.django_db
TEXT = "資料の中身。\n".encode()


@pytest.fixture
def plan(urayasu: None, db: None) -> None:
    """The plan of cities/urayasu, and what tests do to it undone."""


def a_meeting(by: Any) -> Meeting:
    items = [meet.Item("公開の議題"), meet.Item("内部の議題", public=False)]
    return meet.call_meeting(date(2026, 5, 26), "例示の会議", items, by=by, at=timezone.now())


def attached(meeting: Meeting, by: Any, *, position: int = 1, title: str = "例示の資料", public: bool = True) -> Paper:
    item = meeting.items.get(position=position)
    return papers.attach_paper(item, look_into(TEXT, name="siryo.txt"), title=title, public=public, by=by, at=timezone.now())


def confirmed(meeting: Meeting, by: Any, other: Any) -> None:
    meet.write_minutes(meeting, text="記録", public_text="要旨", by=by, at=timezone.now())
    meet.confirm_minutes(meeting, by=other, at=timezone.now())


def test_papers__of_public_items__go_to_the_public_as_copies(plan: None) -> None:
    keeper, other = an_officer("joho-seisaku"), an_officer("joho-seisaku", "chief")
    meeting = a_meeting(keeper)
    one = attached(meeting, keeper)
    attached(meeting, keeper, title="内部だけの資料", public=False)
    attached(meeting, keeper, position=2, title="内部の議題の資料")
    confirmed(meeting, keeper, other)
    meet.publish_meeting(meeting, by=keeper, at=timezone.now())
    copy = PublicPaper.objects.get()
    assert copy.file_id != one.file_id
    assert copy.file.key_id != one.file.key_id
    assert open_file(copy.file) == TEXT
    page = Client().get(f"/plan/meetings/{meeting.pk}/").content.decode()
    assert "例示の資料" in page
    assert "内部" not in page
    answer = Client().get(f"/plan/meetings/{meeting.pk}/papers/1/")
    assert b"".join(answer.streaming_content) == TEXT
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Client().get(f"/plan/meetings/{meeting.pk}/papers/2/").status_code == 404


def test_papers__after_the_minutes_are_confirmed__stay_as_they_are(plan: None) -> None:
    keeper, other = an_officer("joho-seisaku"), an_officer("joho-seisaku", "chief")
    meeting = a_meeting(keeper)
    paper = attached(meeting, keeper)
    again = attached(meeting, keeper, title="取り下げる資料")
    papers.take_back_paper(again, by=keeper, at=timezone.now())
    assert StoredFile.objects.count() == 1
    confirmed(meeting, keeper, other)
    with pytest.raises(MinutesStand):
        papers.take_back_paper(paper, by=keeper, at=timezone.now())
    with pytest.raises(MinutesStand):
        attached(meeting, keeper)


def test_papers__are_attached_by_the_plans_keeper_and_read_by_the_house(plan: None) -> None:
    keeper, clerk = an_officer("joho-seisaku"), an_officer("kaikei")
    meeting = a_meeting(keeper)
    with pytest.raises(NotPermitted):
        attached(meeting, clerk)
    paper = attached(meeting, keeper)
    assert signed_in(Client(), clerk).get(f"/desk/plan/papers/{paper.pk}/").status_code == 200
    assert signed_in(Client(), a_resident()).get(f"/desk/plan/papers/{paper.pk}/").status_code in (302, 403, 404)
    assert Client().get(f"/desk/plan/papers/{paper.pk}/").status_code == 302


def test_papers__of_a_kind_that_is_not_taken__are_refused_with_the_reason(plan: None) -> None:
    keeper = an_officer("joho-seisaku")
    meeting = a_meeting(keeper)
    browser, address = signed_in(Client(), keeper), f"/desk/plan/meetings/{meeting.pk}/papers/"
    upload = SimpleUploadedFile("page.html", b"<!DOCTYPE html><html><body><script>1</script></body></html>")
    page = browser.post(address, {"item": "1", "file": upload}, follow=True).content.decode()
    assert "page.html" in page
    assert not Paper.objects.exists()
    nothing = browser.post(address, {"item": "9"}, follow=True).content.decode()
    assert "議題とファイルを選んでください" in nothing
    good = [SimpleUploadedFile("a.txt", TEXT), SimpleUploadedFile("b.txt", TEXT)]
    page = browser.post(address, {"item": "1", "file": good, "title": "束"}, follow=True).content.decode()
    assert [paper.title for paper in Paper.objects.all()] == ["束 1", "束 2"]
    assert "束 2" in page


def decided(meeting: Meeting, by: Any) -> Decision:
    return meet.decide(meeting, text="協議を要する決定。", to_be_agreed=True, by=by, at=timezone.now())


def answered(approval: Any, by: Any, verdict: str) -> None:
    browser = signed_in(Client(), by)
    page = browser.get(f"/desk/approvals/{approval.pk}/").content.decode()
    assert "協議を要する決定。" in page
    assert "IT戦略推進本部の決定" in browser.get("/desk/approvals/").content.decode()
    browser.post(f"/desk/approvals/{approval.pk}/answer/", {"verdict": verdict, "reason": "例示の理由"})
    run_all_ready(timezone.now())


def test_decision__that_has_to_be_agreed_to__is_published_after_that_alone(plan: None) -> None:
    keeper, chief = an_officer("joho-seisaku"), an_officer("joho-seisaku", "chief")
    meeting = a_meeting(keeper)
    decision = decided(meeting, keeper)
    asked = agree.ask_agreement(decision, by=keeper, at=timezone.now())
    with pytest.raises(agree.AgreementAwaited):
        agree.ask_agreement(decision, by=keeper, at=timezone.now())
    confirmed(meeting, keeper, chief)
    with pytest.raises(meet.DecisionAwaitsAgreement):
        meet.publish_meeting(meeting, by=keeper, at=timezone.now())
    answered(asked.approval, chief, "send-back")
    assert not Decision.objects.get().holds
    anew = agree.ask_agreement(decision, by=keeper, at=timezone.now())
    answered(anew.approval, chief, "approve")
    assert Decision.objects.get().holds
    with pytest.raises(agree.AgreementAwaited):
        agree.ask_agreement(decision, by=keeper, at=timezone.now())
    meet.publish_meeting(meeting, by=keeper, at=timezone.now())
    assert PublicMeeting.objects.get().decisions == ["協議を要する決定。"]


def test_decision__kept_inside__lets_the_meeting_be_published(plan: None) -> None:
    keeper, chief = an_officer("joho-seisaku"), an_officer("joho-seisaku", "chief")
    meeting = a_meeting(keeper)
    decision = decided(meeting, keeper)
    confirmed(meeting, keeper, chief)
    browser = signed_in(Client(), keeper)
    assert "決裁が要る" in browser.get(f"/desk/plan/meetings/{meeting.pk}/").content.decode()
    browser.post(f"/desk/plan/decisions/{decision.pk}/inside/")
    browser.post(f"/desk/plan/meetings/{meeting.pk}/do/publish/")
    assert PublicMeeting.objects.get().decisions == []


def test_decision__without_need__is_not_sent_round(plan: None) -> None:
    keeper = an_officer("joho-seisaku")
    decision = meet.decide(a_meeting(keeper), text="ふつうの決定。", by=keeper, at=timezone.now())
    assert decision.holds
    with pytest.raises(agree.NothingToAgree):
        agree.ask_agreement(decision, by=keeper, at=timezone.now())
    assert not approvals.Approval.objects.exists()


def test_decision__asked_for_by_somebody_without_an_account__is_still_read_and_agreed_to(plan: None) -> None:
    post = frozenset({("joho-seisaku", "clerk")})
    machine = Actor(kind="staff", session="story", section="joho-seisaku", posts=post, second_factor=True)
    decision = decided(a_meeting(machine), machine)
    answered(agree.ask_agreement(decision, by=machine, at=timezone.now()).approval, an_officer("joho-seisaku", "chief"), "approve")
    assert Decision.objects.get().holds
