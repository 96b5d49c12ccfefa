"""The public pages: everything of the plan is found, in three languages, with few questions to the database."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from madoguchi.core.acting import SYSTEM
from madoguchi.core.events.public import record
from madoguchi.engines.cases import public as cases
from madoguchi.engines.insight.testing import feed_facts
from madoguchi.services.plan.actions.publish import publish
from madoguchi.services.plan.models import Statement
from madoguchi.services.plan.portal.figures import with_scales
from madoguchi.services.plan.testing import the_book

LIVE = "/plan/figures/live-applications-online"
PAGES = [
    ("/plan/", "デジタル・デバイド"),
    ("/plan/search/?q=バーコード", "コンビニ納付用バーコード"),
    ("/plan/search/?q=存在しない施策", "見つかりませんでした"),
    ("/plan/policies/4/", "学校図書館のメディアセンター化"),
    ("/plan/measures/5-b-4-2/", "公共料金等支出事務電子化"),
    ("/plan/measures/1-b-1/", "<del>"),
    ("/plan/departments/", "危機管理課"),
    ("/plan/departments/kaikei/", "財務・会計事務の電子化への取組"),
    ("/plan/figures/", "149,243"),
    ("/plan/figures/form-downloads/", "その前とは比べられません"),
    ("/plan/figures/older-devices/", "いちばん多い答えは「スマートフォン」（54.5%）です。"),
    (f"{LIVE}/", "電子で届いた申請"),
    ("/plan/history/", "データセンター運用開始"),
    ("/plan/words/", "セキュアプリントシステム"),
    ("/plan/editions/", "新旧対照表"),
    ("/plan/editions/2022-03/", "個人住民税"),
    ("/plan/editions/2024-03/", "個人市民税"),
    ("/plan/editions/2022-03/2024-03/", "変更なし"),
    ("/plan/editions/2022-03/2024-03/table/", "報酬・報償支給システム"),
]


@pytest.fixture
def plan(urayasu: None, db: None) -> None:
    """The plan of cities/urayasu, and what tests do to it undone."""


def test_pages__of_the_plan__show_what_they_are_for(plan: None) -> None:
    client = Client()
    for address, sight in PAGES:
        for prefix in ("", "/en", "/easy"):
            answer = client.get(prefix + address)
            assert answer.status_code == 200, address
            if not prefix:
                assert sight in answer.content.decode(), address


def test_measures__every_one__has_its_page_and_its_cells(plan: None) -> None:
    client = Client()
    assert {address: client.get(address).status_code for address in NOTHING} == dict.fromkeys(NOTHING, 404)
    for one in the_book().standings():
        shown = client.get(f"/plan/measures/{one.code}/").content.decode()
        assert all(step in shown for line in one.lines for step in line.steps)
        assert all(name.ja in shown for name in the_book().names_of(one))


NOTHING = [
    "/plan/figures/nothing/",
    "/plan/figures/nothing/series.csv",
    "/plan/measures/9-z-9/",
    "/plan/policies/9/",
    "/plan/departments/nobody/",
    "/plan/editions/1999-01/",
    "/plan/editions/2022-03/1999-01/",
]


def test_pages__ask_little(plan: None) -> None:
    client = Client()
    for address, _sight in PAGES:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= 12, address  # a kind of definition a query: a test never leaves its transaction


def test_measure__its_terms__are_explained_once_and_nothing_is_late(plan: None) -> None:
    shown = Client().get("/plan/measures/1-a-1/").content.decode()
    assert shown.count('id="term-pittari-service"') == 1
    assert 'aria-describedby="term-pittari-service"' in shown
    assert 'role="tooltip"' in shown
    home = Client().get("/plan/").content.decode()
    assert "この計画の期間は" in home
    assert "遅れ" not in home


def test_csv__holds_every_cell_and_figure(plan: None) -> None:
    rows = read_csv(Client().get("/plan/measures.csv"))
    book = the_book()
    assert len(rows) == sum(len(line.steps) for e in book.adopted for one in book.standings(e.code) for line in one.lines)
    figures = read_csv(Client().get("/plan/figures.csv"))
    assert len(figures) == sum(len(one.series) for one in book.indicators.values())
    assert [row["value"] for row in figures if row["code"] == "e-approval-rate"] == ["41.2", "35.2", "32.7", "49.2", "50.3"]


def read_csv(answer: Any) -> list[dict[str, str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_pdf__of_edition_and_changes__say_the_same_as_the_data(plan: None) -> None:
    pages = PdfReader(io.BytesIO(Client().get("/plan/editions/2024-03/plan.pdf").content)).pages
    assert len(pages) > 25
    assert "1. 計画策定の趣旨" in pages[0].extract_text()
    changes = PdfReader(io.BytesIO(Client().get("/plan/editions/2022-03/2024-03/changes.pdf").content)).pages
    assert "1-a-2、1-a-5" in changes[0].extract_text().replace("\n", "")


def test_figures__every_one__has_its_page_with_picture_reading_and_an_equal_table(plan: None) -> None:
    client = Client()
    for one in (one for one in the_book().indicators.values() if not one.counts):
        shown = client.get(f"/plan/figures/{one.code}/").content.decode()
        assert 'role="img"' in shown
        assert one.meaning.ja in shown
        assert one.source.ja in shown
        table = shown.split('<table class="series">')[1].split("</table>")[0]
        values = ["―" if p.value is None else f"{p.value:,.{one.decimals}f}" for p in one.series]
        assert [cell.split("<")[0] for cell in table.split('<td class="number">')[1:]] == values
        rows = list(csv.reader(io.StringIO(client.get(f"/plan/figures/{one.code}/series.csv").content.decode("utf-8-sig"))))
        assert [row[3] for row in rows[1:]] == [point.at for point in one.series]


def test_small_multiples__that_count_the_same__share_their_scale(plan: None) -> None:
    family = with_scales(the_book().families()["certificates"])
    assert len({top for one, top in family if not one.total_of}) == 1
    parts = max(point.value or 0 for one, _top in family if not one.total_of for point in one.series)
    assert all(top and top >= parts for _one, top in family)


def submitted(n: int, *, source: str = "portal", procedure: str = "child-allowance-claim") -> None:
    with transaction.atomic():
        for _n in range(n):
            event = cases.ApplicationSubmitted(subject="s", number="n", procedure=procedure, source=source)
            record(event, by=SYSTEM, at=timezone.now())
    feed_facts(timezone.now() + timedelta(minutes=1))


def test_counted_figures__follow_the_events_and_say_that_they_are_live(plan: None) -> None:
    client = Client()
    assert "いま数えているところです" in client.get(f"{LIVE}/").content.decode()
    submitted(40, source="paper")
    submitted(12, procedure="bulky-waste")
    submitted(31)
    shown = client.get(f"{LIVE}/").content.decode()
    assert "自動で数えています" in shown
    assert [cell.split("<")[0] for cell in shown.split('<td class="number">')[1:4]] == ["43", "31", "12"]
    assert "児童手当" in shown
    assert "月 43件" in client.get("/plan/figures/").content.decode()
    submitted(1)
    assert "月 44件" in client.get("/plan/figures/").content.decode()
    assert " 44 cases" in client.get("/en/plan/figures/").content.decode()


def test_counted_figures__that_are_small__are_nowhere_told(plan: None) -> None:
    submitted(7)
    client = Client()
    page = client.get(f"{LIVE}/").content.decode()
    assert "載せない" in page
    assert "7件" not in page.split("<main")[1]
    assert 'class="number">7<' not in page
    for address in (f"{LIVE}/series.csv", "/plan/figures.csv"):
        rows = [row for row in read_csv(client.get(address)) if row["code"] == "live-applications-online"]
        assert [(row["value"], row["state"]) for row in rows] == [("", "hidden")]
    series = client.get("/api/v1/plan/indicators/live-applications-online").json()
    assert series["live"] is True
    assert [(point["value"], point["hidden"]) for point in series["series"]] == [(None, True)]


def test_counted_figures__on_the_page_of_all__cost_one_question(plan: None) -> None:
    submitted(31)
    client = Client()
    client.get("/plan/figures/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/plan/figures/")
    assert sum("mado_insight" in query["sql"] for query in asked) == 1
    assert not any("storedevent" in query["sql"] for query in asked)


def test_pages__drawn_once__follow_what_is_published_and_the_language(plan: None) -> None:
    client = Client()
    address = "/plan/measures/5-b-7/"
    assert "例示の公表。" not in client.get(address).content.decode()
    publish(Statement.PROGRESS, "5-b-7", year=2025, quarter=2, state="operate", text="例示の公表。", at=timezone.now())
    assert "例示の公表。" in client.get(address).content.decode()
    publish(Statement.PROGRESS, "5-b-7", year=2025, quarter=2, state="operate", text="改めた公表。", at=timezone.now())
    shown = client.get(address).content.decode()
    assert "改めた公表。" in shown
    assert "例示の公表。" not in shown
    assert "Progress" in client.get(f"/en{address}").content.decode()
    publish(Statement.ENDING, "5-b-7", state="completed", text="", at=timezone.now())
    assert "完了" in client.get("/plan/policies/5/").content.decode()
    assert '<span class="tag">完了</span> <b>1</b>' in client.get("/plan/").content.decode()
