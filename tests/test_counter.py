"""The counter over HTTP with the city's own definitions: corrections, refusals, paper, revision, withdrawal."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import current
from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.typesetting.testing import text_of
from madoguchi.engines.cases import public as cases
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of, signed_in
from madoguchi.site.demo.filling import apply

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]
PROCEDURE = "child-allowance-claim"


class Hall:
    """A city hall with one application, the people around it signed in."""

    def __init__(self) -> None:
        self.account = a_resident_account("sakura@example.jp")
        self.resident = signed_in(Client(), self.account)
        self.clerk = signed_in(Client(), a_staff_account("kodomo", "clerk"))
        self.chief = signed_in(Client(), a_staff_account("kodomo", "chief"))

    def apply(self, **changes: Any) -> str:
        version = current("procedure", PROCEDURE)
        assert version
        now = timezone.now()
        born = (today(now) - timedelta(days=5)).isoformat()
        answers = {**cases.example_answers(version.definition), "reason": {"kind": "birth", "event_date": born}, **changes}
        application = apply(version, answers, by=actor_of(self.account), at=now)
        run_all_ready(now)
        return application.number

    def case(self, number: str) -> Any:
        return cases.Case.objects.get(number=number)

    def do(self, number: str, *actions: str) -> None:
        for action in actions:
            assert self.clerk.post(f"/desk/cases/{number}/do/{action}/").status_code == 302

    def review(self, number: str) -> None:
        self.do(number, "accept", "start_review")
        self.clerk.post(f"/desk/cases/{number}/identity/", {"method": "register", "succeeded": "1"})

    def propose(self, number: str, outcome: str, reason: str = "", page: str = "propose") -> Any:
        return self.clerk.post(f"/desk/cases/{number}/{page}/", {"outcome": outcome, "reason": reason})

    def agree(self, number: str) -> None:
        proposal = self.case(number).proposals.get(ended_at=None)
        answer = self.chief.post(f"/desk/approvals/{proposal.approval}/answer/", {"verdict": "approve", "reason": ""})
        assert answer.status_code == 302
        run_all_ready(timezone.now())


@pytest.fixture
def hall() -> Hall:
    return Hall()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_grant__from_application_to_notice__is_read_by_the_resident(hall: Hall) -> None:
    number = hall.apply()
    assert number in page(hall.clerk, "/desk/")
    hall.review(number)
    assert hall.propose(number, "granted").status_code == 302
    hall.agree(number)
    case = hall.case(number)
    notice = messages.notices_about("case", case.id)[0]
    sheet = hall.clerk.get(f"/desk/cases/{number}/notices/{notice.id}/")
    assert sheet["Content-Type"] == "application/pdf"
    words = text_of(sheet.content)
    assert "認定" in words
    assert "15,000円" in words
    assert "決定しました" in page(hall.resident, f"/mine/{number}/")


def test_refusal__without_reason__is_turned_back_on_the_form(hall: Hall) -> None:
    number = hall.apply()
    hall.review(number)
    answer = hall.propose(number, "refused")
    assert answer.status_code == 422
    assert "理由が必要です" in answer.content.decode()
    assert not hall.case(number).proposals.exists()


def test_refusal__with_reason__tells_of_the_remedies(hall: Hall) -> None:
    number = hall.apply()
    hall.review(number)
    hall.propose(number, "refused", "請求者が公務員であるため。")
    hall.agree(number)
    notice = messages.notices_about("case", hall.case(number).id)[0]
    words = text_of(hall.clerk.get(f"/desk/cases/{number}/notices/{notice.id}/").content)
    assert "請求者が公務員であるため。" in words
    assert "千葉県知事" in words
    assert "審査請求" in words


def test_own_draft__can_not_be_approved_by_its_author(hall: Hall) -> None:
    number = hall.apply()
    hall.review(number)
    chief_drafts = hall.chief.post(f"/desk/cases/{number}/propose/", {"outcome": "granted", "reason": ""})
    assert chief_drafts.status_code == 302
    proposal = hall.case(number).proposals.get()
    hall.chief.post(f"/desk/approvals/{proposal.approval}/answer/", {"verdict": "approve"})
    run_all_ready(timezone.now())
    assert not hall.case(number).is_decided()


def test_sent_back__needs_a_reason_and_returns_to_the_clerk(hall: Hall) -> None:
    number = hall.apply()
    hall.review(number)
    hall.propose(number, "granted")
    address = f"/desk/approvals/{hall.case(number).proposals.get().approval}/answer/"
    hall.chief.post(address, {"verdict": "send-back", "reason": ""})
    assert cases.Standing.objects.get(number=number).state == cases.State.PROPOSED
    hall.chief.post(address, {"verdict": "send-back", "reason": "住所を確かめてください。"})
    run_all_ready(timezone.now())
    assert cases.Standing.objects.get(number=number).state == cases.State.REVIEWING


def test_correction__asked_field_by_field__is_answered_by_the_resident(hall: Hall) -> None:
    number = hall.apply()
    hall.do(number, "accept", "start_review")
    empty = hall.clerk.post(f"/desk/cases/{number}/request-correction/", {"otherwise": ""})
    assert empty.status_code == 422
    asked = {"ask": ["claimant.address"], "say.claimant.address": "番地まで入力してください。"}
    assert hall.clerk.post(f"/desk/cases/{number}/request-correction/", asked).status_code == 302
    run_all_ready(timezone.now())
    assert "番地まで入力してください。" in page(hall.resident, f"/mine/{number}/")
    form = page(hall.resident, f"/mine/{number}/correct/")
    assert 'name="claimant.address.street"' in form
    assert 'name="claimant.name.family"' not in form
    parts = {"postal": "279-0004", "prefecture": "千葉県", "city": "浦安市", "street": "", "building": ""}
    typed = {f"claimant.address.{part}": value for part, value in parts.items()}
    missing = hall.resident.post(f"/mine/{number}/correct/", typed)
    assert missing.status_code == 422
    typed["claimant.address.street"] = "架空町９丁目９番９号"
    assert hall.resident.post(f"/mine/{number}/correct/", typed).status_code == 302
    case = hall.case(number)
    assert cases.answers_of(case.application)["claimant"]["address"]["street"].startswith("架空町")
    assert case.application.answers["claimant"]["address"]["street"] != "架空町９丁目９番９号"
    assert "補正で変わったところ" in page(hall.clerk, f"/desk/cases/{number}/")


def test_paper__typed_in_with_its_stamp__arrives_on_the_day_of_the_stamp(hall: Hall) -> None:
    stamp = today(timezone.now()) - timedelta(days=1)
    sheet = {
        "source": "post",
        "stamped_on": stamp.isoformat(),
        "stamp_reason": "",
        "claimant.name.family": "見本",
        "claimant.name.given": "太郎",
    }
    without = hall.clerk.post(f"/desk/intake/{PROCEDURE}/", sheet)
    assert without.status_code == 422
    assert "見本" in without.content.decode()
    taken = hall.clerk.post(f"/desk/intake/{PROCEDURE}/", {**sheet, "stamp_reason": "前日の夕方に届いたため"})
    assert taken.status_code == 302
    case = cases.Case.objects.get()
    assert case.received_on == stamp
    assert case.applicant == "見本 太郎"


def test_paper__one_more_child__keeps_what_was_typed(hall: Hall) -> None:
    sheet = {"source": "fax", "more": "children", "items.children": "1", "claimant.name.family": "見本"}
    again = hall.clerk.post(f"/desk/intake/{PROCEDURE}/", sheet).content.decode()
    assert 'name="children[1].birth.year"' in again
    assert 'value="見本"' in again


def test_wrong_decision__is_cancelled_by_a_further_one(hall: Hall) -> None:
    number = hall.apply()
    hall.review(number)
    hall.propose(number, "granted")
    hall.agree(number)
    assert hall.propose(number, "cancelled", "", page="revise").status_code == 422
    hall.propose(number, "cancelled", "請求者を誤って認定したため。", page="revise")
    hall.agree(number)
    first, second = hall.case(number).decisions.order_by("decided_at")
    assert second.revises == first
    assert messages.Notice.objects.count() == 2


def test_withdrawal__by_the_resident__ends_the_case(hall: Hall) -> None:
    number = hall.apply()
    assert hall.resident.post(f"/mine/{number}/withdraw/", {"reason": "勤務先で請求するため"}).status_code == 302
    assert not cases.Standing.objects.filter(number=number).exists()
    assert "取下げ" in page(hall.resident, f"/mine/{number}/")


def test_double_click__on_a_plain_action__does_it_once(hall: Hall) -> None:
    number = hall.apply()
    hall.do(number, "accept", "accept")
    assert "すでに受け付けられています" in page(hall.clerk, f"/desk/cases/{number}/")


def test_sheet__of_what_was_sent__is_a_pdf_with_the_number(hall: Hall) -> None:
    number = hall.apply()
    sheet = hall.resident.get(f"/mine/{number}/copy.pdf")
    assert number in text_of(sheet.content)


def test_finder__by_a_persons_words__leads_to_the_procedure(hall: Hall) -> None:
    for words in ("児童手当", "赤ちゃんが生まれた", "child allowance", "じどうてあて"):
        assert f"/procedures/{PROCEDURE}/" in page(hall.resident, f"/search/?q={words}"), words
    assert "見つかりませんでした" in page(hall.resident, "/search/?q=カレーのレシピ")


def test_later_paper__of_a_dangerous_kind__is_refused_with_a_sentence(hall: Hall) -> None:
    from io import BytesIO

    number = hall.apply()
    file = BytesIO(b"<html><script>alert(1)</script></html>")
    file.name = "page.pdf"
    answer = hall.resident.post(f"/mine/{number}/attach/", {"slot": "account-proof", "files": file}, follow=True)
    assert "書類を受け取りました" not in answer.content.decode()
    assert "HTML" in answer.content.decode()
    assert not hall.case(number).application.later_attachments.exists()
