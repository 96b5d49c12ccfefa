from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from madoguchi.core.audit.public import Entry
from madoguchi.engines.messages import public as mail
from madoguchi.engines.messages.testing import a_notice, the_delivery
from madoguchi.engines.people.testing import an_administrator, an_approver, an_officer

Desk = Callable[..., Client]


def a_letter(**fields: Any) -> mail.PrintJob:
    return the_delivery(a_notice(channels=["letter"], **fields)).print_job


def test_queue__letters_of_two_sections__shows_own_only(desk: Desk) -> None:
    a_letter(title="例示の支給通知")
    a_letter(title="よその通知", section="joho")
    page = desk(an_officer()).get("/desk/posting/").content.decode()
    assert "例示の支給通知" in page
    assert "よその通知" not in page
    assert "見本 さくら" not in page


def test_queue__filtered_by_state__keeps_it_in_the_address(desk: Desk) -> None:
    officer = an_officer()
    client = desk(officer)
    a_letter(title="まだの通知")
    printed = a_letter(title="刷った通知")
    client.post("/desk/posting/mark/", {"printed": printed.pk})
    assert "刷った通知" not in client.get("/desk/posting/?state=new").content.decode()
    assert "まだの通知" not in client.get("/desk/posting/?state=printed").content.decode()


def test_queue__many_letters__goes_on_after_the_last(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madoguchi.faces.desk.posting.letters.AT_ONCE", 2)
    for n in range(3):
        a_letter(title=f"通知{n}")
    client = desk(an_officer())
    first = client.get("/desk/posting/?state=new")
    assert "通知2" not in first.content.decode()
    following = first.context["page"].following
    assert "state=new" in following
    second = client.get("/desk/posting/" + following).content.decode()
    assert "通知2" in second
    assert "通知0" not in second


def test_queue__number_of_letters__does_not_change_number_of_queries(desk: Desk, django_assert_max_num_queries: Any) -> None:
    client = desk(an_officer())
    for _n in range(6):
        a_letter()
    with django_assert_max_num_queries(16):
        client.get("/desk/posting/")


def test_mark__several_printed_then_posted_on_a_day__are_sent(desk: Desk) -> None:
    jobs = [a_letter(), a_letter()]
    client = desk(an_officer())
    ids = [str(job.pk) for job in jobs]
    answer = client.post("/desk/posting/mark/", {"do": "printed", "job": ids, "next": "/desk/posting/?state=new"})
    assert answer["Location"] == "/desk/posting/?state=new"
    client.post("/desk/posting/mark/", {"do": "posted", "job": ids, "on": "令和8年7月15日"})
    for job in jobs:
        job.refresh_from_db()
        assert job.posted_on == date(2026, 7, 15)
        assert job.delivery.state == "sent"


def test_mark__posted_before_printed__says_why_not(desk: Desk) -> None:
    job = a_letter()
    answer = desk(an_officer()).post("/desk/posting/mark/", {"posted": job.pk}, follow=True)
    assert "発送の前に、印刷してください。" in answer.content.decode()
    job.refresh_from_db()
    assert job.posted_at is None


@pytest.mark.parametrize("form", [{"do": "printed"}, {"do": "posted", "job": ["x"], "on": "あした"}, {"printed": "no-id"}])
def test_mark__nothing_or_nonsense__is_no_error(desk: Desk, form: dict[str, Any]) -> None:
    assert desk(an_officer()).post("/desk/posting/mark/", form, follow=True).status_code == 200


def test_mark__letter_of_another_section__is_left_alone(desk: Desk) -> None:
    job = a_letter(section="joho")
    desk(an_officer()).post("/desk/posting/mark/", {"printed": job.pk})
    job.refresh_from_db()
    assert job.printed_at is None


def test_mark__next_leads_elsewhere__stays_here(desk: Desk) -> None:
    job = a_letter()
    answer = desk(an_officer()).post("/desk/posting/mark/", {"printed": job.pk, "next": "https://example.com/"})
    assert answer["Location"] == "/desk/posting/"


def test_sheets__two_letters__are_bound_and_the_looks_written_down(desk: Desk) -> None:
    jobs = [a_letter(), a_letter()]
    officer = an_officer()
    client = desk(officer)
    chosen = client.post("/desk/posting/mark/", {"do": "sheets", "job": [str(job.pk) for job in jobs]})
    answer = client.get(chosen["Location"])
    assert answer["Content-Type"] == "application/pdf"
    assert len(PdfReader(BytesIO(answer.content)).pages) == 2
    looks = Entry.objects.filter(action="looked", subject_kind="notice", by=officer.code)
    assert {look.subject_id for look in looks} == {str(job.delivery.notice_id) for job in jobs}


def test_sheets__letter_of_another_section__is_not_opened(desk: Desk) -> None:
    job = a_letter(section="joho")
    assert desk(an_officer()).get(f"/desk/posting/sheets.pdf?job={job.pk}").status_code == 302


def test_posting__administrator__may_not(desk: Desk) -> None:
    assert desk(an_administrator()).get("/desk/posting/").status_code == 403


def in_trouble(state: str = "failed", reason: str = "server-said-451", **fields: Any) -> mail.Delivery:
    delivery = the_delivery(a_notice(channels=["letter"], **fields))
    mail.Delivery.objects.filter(pk=delivery.pk).update(state=state, reason=reason, channel="mail")
    return delivery


def test_trouble__failed_delivery__says_why_and_can_be_given_up(desk: Desk) -> None:
    delivery = in_trouble()
    client = desk(an_officer())
    page = client.get("/desk/posting/trouble/?state=failed").content.decode()
    assert "メールサーバーが断りました（451）" in page
    client.post(f"/desk/posting/trouble/{delivery.pk}/give-up/")
    delivery.refresh_from_db()
    assert delivery.state == "given-up"


def test_trouble__resent__is_queued_again(desk: Desk) -> None:
    delivery = in_trouble("unknown", "worker-lost")
    answer = desk(an_officer()).post(f"/desk/posting/trouble/{delivery.pk}/resend/", follow=True)
    delivery.refresh_from_db()
    assert delivery.state == "queued"
    assert "もう一度送ります。" in answer.content.decode()


def test_trouble__already_settled__is_a_sentence(desk: Desk) -> None:
    delivery = in_trouble("given-up", "by-hand")
    answer = desk(an_officer()).post(f"/desk/posting/trouble/{delivery.pk}/give-up/", follow=True)
    assert "すでに送信済みか、取りやめた配信です。" in answer.content.decode()


def test_trouble__delivery_of_another_section__is_not_found(desk: Desk) -> None:
    delivery = in_trouble(section="joho")
    assert desk(an_officer()).post(f"/desk/posting/trouble/{delivery.pk}/resend/").status_code == 404


def a_mail(section: str = "kodomo") -> mail.OutboxMail:
    from madoguchi.core.jobs.testing import run_all_ready
    from madoguchi.engines.messages.testing import NOON
    from madoguchi.engines.people.testing import SYSTEM, a_resident_account

    account = a_resident_account()
    told = mail.tell(account, "news", {}, key=f"test-{account.pk}", by=SYSTEM, at=NOON, section=section)
    run_all_ready()
    return mail.OutboxMail.objects.get(delivery=told)


def test_outbox__clerk__sees_that_there_is_a_mail_but_not_what_it_says(desk: Desk) -> None:
    row = a_mail()
    client = desk(an_officer())
    page = client.get("/desk/posting/outbox/").content.decode()
    assert "内容は開けません" in page
    assert "お知らせがあります" not in page
    assert client.get(f"/desk/posting/outbox/{row.pk}/").status_code == 403


def test_outbox__chief__opens_a_mail_of_the_section_and_the_look_is_written_down(desk: Desk) -> None:
    row, chief = a_mail(), an_approver()
    client = desk(chief)
    assert "お知らせがあります" in client.get("/desk/posting/outbox/").content.decode()
    assert "Message-ID" in client.get(f"/desk/posting/outbox/{row.pk}/").content.decode()
    assert Entry.objects.filter(action="looked", subject_kind="outbox-mail", by=chief.code).count() == 1


def test_outbox__chief_of_another_section__sees_nothing(desk: Desk) -> None:
    row = a_mail()
    client = desk(an_approver("joho"))
    assert not client.get("/desk/posting/outbox/").context["mails"]
    assert client.get(f"/desk/posting/outbox/{row.pk}/").status_code == 404


def test_outbox__administrator__reads_every_mail_in_a_demo_only(desk: Desk, settings: Any) -> None:
    row = a_mail()
    client = desk(an_administrator())
    assert client.get(f"/desk/posting/outbox/{row.pk}/").status_code == 200
    settings.MADO_DEMO = False
    assert not client.get("/desk/posting/outbox/").context["mails"]
    assert client.get(f"/desk/posting/outbox/{row.pk}/").status_code == 404


def test_outbox__mail_server_connected__shows_none(desk: Desk, settings: Any) -> None:
    a_mail()
    settings.MADO_SMTP = "smtp://mail.example.jp"
    assert "メールはここには残りません" in desk(an_approver()).get("/desk/posting/outbox/").content.decode()
