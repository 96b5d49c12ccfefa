"""閲覧の見守り at the desk: the privacy officer asks, the head of the section explains, the officer ends it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from madoguchi.engines.people.testing import account_of, an_addressee, an_administrator, an_approver, an_officer
from madoguchi.engines.watch import public as watch
from madoguchi.engines.watch.testing import a_guarded_city, a_privacy_officer, looked_and_judged

Desk = Callable[..., Client]
NIGHT = datetime(2026, 7, 1, 2, tzinfo=ZoneInfo("Asia/Tokyo"))
LIST = "/desk/watch/anomalies/"


@pytest.fixture
def address(db: None) -> str:
    a_guarded_city(NIGHT - timedelta(days=1))
    clerk = an_officer("kodomo")
    account_of(clerk)
    looked_and_judged(clerk, NIGHT, ("thing", "c1"))
    return f"{LIST}{watch.Anomaly.objects.get().pk}/"


def test_anomaly__asked_explained_closed_over_http(desk: Desk, address: str) -> None:
    officer, head = desk(a_privacy_officer()), desk(an_approver("kodomo"))
    assert head.get(address).status_code == 404
    page = officer.get(LIST).content.decode()
    assert ">closed</td>" in page
    assert "時間外・閉庁日の閲覧" not in page
    detail = officer.get(address).content.decode()
    assert "時間外・閉庁日の閲覧" in detail
    assert "thing <code>c1</code>" in detail
    assert officer.post(address, {"do": "ask", "text": ""}).status_code == 422
    assert officer.post(address, {"do": "ask", "text": "夜間の事情は"}).status_code == 302
    page = head.get(address).content.decode()
    assert "夜間の事情は" in page
    assert "問題なしとして結ぶ" not in page
    assert head.post(address, {"do": "clear", "text": "問題ありません"}).status_code == 403
    assert head.post(address, {"do": "explain", "text": "災害対応でした"}).status_code == 302
    assert officer.post(address, {"do": "clear", "text": "確かめました"}).status_code == 302
    closed = officer.get(address).content.decode()
    assert "災害対応でした" in closed
    assert 'name="do"' not in closed
    assert officer.post(address, {"do": "clear", "text": "もう一度"}).status_code == 422
    assert "ありません。" in officer.get(LIST).content.decode()
    assert "問題なし" in officer.get(f"{LIST}?state=cleared").content.decode()


def test_anomalies__others__see_none(desk: Desk, address: str) -> None:
    assert desk(an_administrator()).get(LIST).status_code == 403
    other = desk(an_officer("kodomo"))
    assert other.get(address).status_code == 404
    assert other.get("/desk/watch/flags/").status_code == 403
    assert "閲覧の見守り" not in other.get("/desk/").content.decode()


def test_flags__registered_seen_and_ended(desk: Desk, address: str) -> None:
    client, person, clerk = desk(a_privacy_officer()), an_addressee(), an_officer("kodomo")
    page = "/desk/watch/flags/"
    assert client.post(page, {"do": "flag", "number": "123", "why": "office"}).status_code == 422
    assert client.post(page, {"do": "flag", "number": person.number, "why": "office"}).status_code == 302
    assert client.post(page, {"do": "flag", "number": person.number, "why": "office"}).status_code == 422
    assert client.post(page, {"do": "link", "mail": "nobody@example.jp", "person": person.number}).status_code == 422
    mail = account_of(clerk).email
    assert client.post(page, {"do": "link", "mail": mail, "person": person.number}).status_code == 302
    shown = client.get(page).content.decode()
    assert shown.count(person.number) >= 2
    row = watch.Flag.objects.get()
    assert client.post(f"{page}{row.pk}/end/").status_code == 302
    assert not watch.Flag.objects.filter(until_on=None).exists()
