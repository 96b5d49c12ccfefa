"""Mass runs, bundles of letters and returned mail, over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import NOTIFICATION, a_case, a_procedure, run
from madoguchi.engines.messages import public as mail
from madoguchi.engines.people.testing import a_resident_account, a_staff_account

Desk = Callable[..., Client]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


@pytest.fixture
def clerk(desk: Desk) -> Client:
    a_procedure()
    a_procedure(NOTIFICATION)
    return desk(a_staff_account("kodomo"))


def begun(clerk: Client, granted: int = 2) -> Any:
    now = timezone.now()
    for _n in range(granted):
        a_case("decided", at=now - timedelta(days=1), account=a_resident_account())
    said = {
        "token": "one",
        "basis": "sample-allowance",
        "procedure": "sample-notification",
        "title": "現況届のお願い",
        "text": "現況届を出してください。",
        "due_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
    }
    answer = clerk.post("/desk/runs/new/", said)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    run(now)
    return cases.Run.objects.get()


def test_run__from_the_form_to_the_returned_letter(clerk: Client) -> None:
    one = begun(clerk)
    here = f"/desk/runs/{one.pk}/"
    assert "2人への手紙を作る" in text(clerk, here)
    assert clerk.get(f"{here}preview.pdf")["Content-Type"] == "application/pdf"
    for _n in range(2):
        clerk.post(f"{here}send/", {"number": "1"})
    run(timezone.now())
    page = text(clerk, here)
    assert "印刷待ちの2通を束にする" in page
    assert "回答 <strong>" not in page
    answer = clerk.post("/desk/posting/bundles/make/", {"section": "kodomo", "kind": cases.kind_of_run(one), "token": "t"})
    run(timezone.now())
    bundle = answer["Location"]
    assert "2通の束" in text(clerk, bundle)
    assert b"".join(clerk.get(f"{bundle}letters.pdf").streaming_content).startswith(b"%PDF")
    for said in ({"what": "printed"}, {"what": "posted", "on": ""}):
        clerk.post(f"{bundle}mark/", said)
        run(timezone.now())
    assert "発送済み　2 / 2" in text(clerk, bundle)
    assert clerk.get(f"{bundle}letters.pdf").status_code == 404
    job = mail.PrintJob.objects.filter(posted_at__isnull=False).first()
    assert job
    wrong = clerk.post("/desk/posting/returned/", {"reference": "000000000000", "reason": "moved"})
    assert wrong.status_code == 422
    assert 'value="moved" checked' in wrong.content.decode()
    clerk.post("/desk/posting/returned/", {"reference": job.reference, "reason": "moved"})
    run(timezone.now())
    page = text(clerk, "/desk/posting/returned/")
    assert job.reference in page
    assert 'value="moved" checked' in page
    page = text(clerk, f"{here}members/?state=returned")
    assert "対象に戻す" in page
    assert page.count('name="do"') == 1
    member = cases.run_members(one, "returned")[0]
    clerk.post(f"{here}members/{member.pk}/", {"do": "include"})
    assert text(clerk, f"{here}members/?state=sent").count('name="do"') == 2


def test_run__answer_on_paper_and_reminder(clerk: Client) -> None:
    one = begun(clerk)
    here = f"/desk/runs/{one.pk}/"
    clerk.post(f"{here}send/", {"number": "1"})
    run(timezone.now())
    member = cases.run_members(one, "")[0]
    came = a_case("opened", version=a_procedure(NOTIFICATION), at=timezone.now())
    refused = clerk.post(f"{here}join/", {"reference": "G1", "number": came.number}, follow=True)
    assert "整理番号は、Gと10桁の数字です" in refused.content.decode()
    unknown = clerk.post(f"{here}join/", {"reference": member.reference, "number": "x"}, follow=True)
    assert "この所属にはありません" in unknown.content.decode()
    assert came.number in clerk.post(f"{here}join/", {"reference": member.reference, "number": came.number})["Location"]
    page = text(clerk, here)
    assert "まだ回答のない1人に督促する" in page
    clerk.post(f"{here}send/", {"number": "2", "text": "まだ届いていません。"})
    run(timezone.now())
    assert "督促 1回目" in text(clerk, here)
    assert "締めました" in clerk.post(f"{here}close/", follow=True).content.decode()
    assert "手紙を作る" not in text(clerk, here)


def test_run__wrong_form_or_other_section__is_turned_back(clerk: Client, desk: Desk) -> None:
    wrong = clerk.post("/desk/runs/new/", {"token": "x", "title": "", "due_on": "2026-99-99"})
    assert wrong.status_code == 422
    one = begun(clerk)
    where = clerk.post("/desk/posting/bundles/make/", {"section": "kodomo", "token": "t"})["Location"]
    stranger = desk(a_staff_account("joho"))
    assert [stranger.get(f"{where}{rest}").status_code for rest in ("", "letters.pdf")] == [404, 404]
    assert stranger.post("/desk/posting/bundles/make/", {"section": "kodomo", "token": "t"}).status_code == 403
    assert stranger.get(f"/desk/runs/{one.pk}/").status_code == 404
    assert "現況届のお願い" not in text(stranger, "/desk/runs/")
    assert "現況届のお願い" in text(clerk, "/desk/runs/")


@pytest.mark.parametrize("count", [1, 5])
def test_pages__of_a_run__ask_the_same_for_few_and_many(clerk: Client, django_assert_max_num_queries: Any, count: int) -> None:
    one = begun(clerk, count)
    with django_assert_max_num_queries(24):
        clerk.get(f"/desk/runs/{one.pk}/")
    with django_assert_max_num_queries(18):
        clerk.get(f"/desk/runs/{one.pk}/members/")
    with django_assert_max_num_queries(18):
        clerk.get("/desk/runs/")
