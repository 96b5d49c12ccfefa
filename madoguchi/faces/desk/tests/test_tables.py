"""What is taken along: CSV and xlsx without formulas; statistics on a page."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.audit.public import Entry
from madoguchi.core.calendar.public import today
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import ANSWERS, a_case, a_name
from madoguchi.engines.people.testing import an_administrator, an_auditor, an_officer
from madoguchi.faces.desk.tables import plain

Desk = Callable[..., Client]
EVIL = "=HYPERLINK(1)"


def content(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@A1", "\tx", "＝1", "　=1", " -x", "\r\n=1"])
def test_plain__what_looks_like_a_formula__is_a_text(text: str) -> None:
    assert plain(text) == f"'{text}"
    assert plain(f"a{text}") == f"a{text}"
    assert plain(-1) == -1


def test_queue__as_csv_and_xlsx__holds_the_filtered_rows_and_no_formula(desk: Desk) -> None:
    now = timezone.now()
    named = {**ANSWERS, "claimant": {**ANSWERS["claimant"], "name": a_name(EVIL, "見本")}}
    evil, other = a_case("opened", at=now, answers=named), a_case("reviewing", at=now)
    client = desk(an_officer())
    text = content(client.get("/desk/export/csv/?state=arrived")).decode()
    assert text.startswith("\ufeff受付番号,")
    rows = list(csv.reader(StringIO(text[1:])))
    assert [row[0] for row in rows[1:-1]] == [evil.number]
    noted = Entry.objects.get(action="cases.exported")
    assert noted.subject_id in rows[-1][0]
    assert rows[1][2].startswith("'=")
    assert rows[1][5] == today(now).isoformat()
    whole = ZipFile(BytesIO(content(client.get("/desk/export/xlsx/"))))
    sheet = "".join(whole.read(name).decode() for name in whole.namelist() if name.endswith(".xml"))
    assert "<f>" not in sheet
    left = Entry.objects.filter(action="cases.exported").latest("pk").subject_id
    assert whole.read("xl/worksheets/sheet1.xml").decode().count(left) == 2, "the last row, and the foot of a printed page"
    assert left in whole.read("docProps/core.xml").decode()
    shown = desk(an_auditor()).get(f"/desk/watch/?export={left.lower()}").content.decode()
    assert "cases.exported" in shown
    assert noted.subject_id not in shown
    assert evil.number in sheet
    assert other.number in sheet
    assert evil.number not in content(desk(an_officer("joho")).get("/desk/export/csv/")).decode()
    assert desk(an_administrator()).get("/desk/export/csv/").status_code == 403
    assert client.get("/desk/export/pdf/").status_code == 404


def test_statistics__of_the_year__by_month_and_procedure(desk: Desk, django_assert_max_num_queries: Any) -> None:
    now = timezone.now()
    a_case("decided", at=now)
    a_case("opened", at=now)
    cases.count_days(today(now), today(now))
    client = desk(an_officer())
    page = client.get("/desk/statistics/").content.decode()
    assert "見本手当" in page
    assert "<svg" in page
    assert ">2</td>" in page
    with django_assert_max_num_queries(16):
        client.get("/desk/statistics/")
    text = content(client.get("/desk/statistics/csv/")).decode()
    assert f"{today(now):%Y-%m},,2,1,0" in text
    assert "まだありません" in client.get("/desk/statistics/?year=2020").content.decode()
    assert "まだありません" in desk(an_officer("joho")).get("/desk/statistics/").content.decode()
