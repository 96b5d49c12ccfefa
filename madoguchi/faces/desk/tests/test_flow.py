"""Where the days went: the page, its sentences and sums, small counts, and whose it is."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.calendar.public import today
from madoguchi.engines.cases.testing import a_procedure
from madoguchi.engines.insight import public as insight
from madoguchi.engines.insight.testing import SPENT, a_way
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import an_administrator, an_approver, an_officer

Desk = Callable[..., Client]
DAY = timedelta(days=1)
HERE = "/desk/flow/"


def this_month() -> date:
    return insight.months_back(today(timezone.now()), 1) + 14 * DAY


def text_of(page: Any) -> str:
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_page__of_a_department__says_where_the_days_went(desk: Desk) -> None:
    a_procedure()
    for _n in range(6):
        a_way(this_month())
    for _n in range(6):
        a_way(this_month(), {**SPENT, "correction": 10}, promised_days=12)
    text = text_of(desk(an_approver()).get(HERE))
    assert "この間に終わった12件は、届いてから終わるまで、1件あたり20.0日かかりました。" in text
    assert "合計240日 ÷ 12件" in text
    assert "そのうち市の側に15.0日、本人の側（補正）に5.0日ありました。" in text
    assert "市180日 ＋ 本人60日 ＝ 240日" in text
    assert "担当が手元に持っていたのは20%、待っていたのは80%です。" in text
    assert "市の側でいちばん日数がかかっている工程は「審査待ち」で、1件あたり5.0日、全体の25%です。" in text
    assert "標準処理期間のある12件のうち、守れたのは6件（50%）です。" in text
    assert "補正を求めたのは6件（50%）" in text
    assert "見本手当 認定請求" in text


def test_page__steps__add_up_to_the_whole(desk: Desk) -> None:
    for length in (3, 9, 9, 20, 31):
        a_way(this_month(), {"intake": 0, "queue": length, "review": 2, "approval": 1, "posting": 1})
    page = desk(an_approver()).get(HERE)
    each = [float(row.each) for row in page.context["steps"]]
    assert sum(each) == pytest.approx(sum((3, 9, 9, 20, 31)) / 5 + 4)
    spread = {row.label: row.spread for row in page.context["steps"]}
    assert spread["審査"] == (0, 5, 0, 0, 0, 0)
    assert "svg" in page.content.decode()


def test_page__a_better_month_of_the_same_procedure__is_what_could_be_saved(desk: Desk) -> None:
    a_procedure()
    better = insight.months_back(this_month(), 2) + 14 * DAY
    for _n in range(10):
        a_way(better, {**SPENT, "queue": 1})
        a_way(this_month(), {**SPENT, "queue": 8})
    for n in range(10):
        a_way(this_month(), {**SPENT, "queue": 8, "correction": 6} if n < 8 else {**SPENT, "queue": 8})
    text = text_of(desk(an_approver()).get(HERE))
    assert "「審査待ち」が、いちばん短かった" in text
    assert "170日 − 30件 × 1.0日 ＝ 140日" in text
    assert "8件 − 30件 × 0.0%（切り上げて0件）＝ 8件、8件 × 6.0日 ＝ 48日" in text


def test_page__fewer_than_five__says_nothing_of_them(desk: Desk) -> None:
    for _n in range(4):
        a_way(this_month(), procedure="rare", promised_days=1)
    client = desk(an_approver())
    assert "5件に満たない" in text_of(client.get(HERE))
    assert client.get(HERE).context.get("steps") is None
    assert len(content(client.get(f"{HERE}table.csv")).splitlines()) == 1
    for _n in range(6):
        a_way(this_month(), procedure="common")
        a_way(this_month(), procedure="commoner")
    for _n in range(3):
        a_way(this_month(), procedure="commoner")
    page = client.get(HERE)
    procedures = next(table for table in page.context["tables"] if str(table[1]) == "手続")[2]
    assert [(row.label, row.cases) for row in procedures] == [("commoner", 9), ("そのほか（件数が少ないもの）", 10)]
    assert "rare" not in content(client.get(f"{HERE}table.csv"))
    assert "守れなかったのは5件未満" in text_of(page)


def test_page__by_open_days__counts_by_the_citys_calendar(desk: Desk) -> None:
    monday = this_month() - this_month().weekday() * DAY
    for _n in range(5):
        a_way(monday, {"intake": 3, "posting": 0})  # from Friday to Monday
    client = desk(an_approver())
    assert "1件あたり3.0日" in text_of(client.get(HERE))
    page = client.get(f"{HERE}?measure=open")
    assert float(page.context["steps"][0].each) < 3
    assert 'value="open" selected' in page.content.decode()
    assert "measure=open" in re.findall(r'href="([^"]*table\.csv[^"]*)"', page.content.decode())[0]


def test_page__another_departments__is_not_there(desk: Desk) -> None:
    for _n in range(7):
        a_way(this_month(), section="kaigo")
    client = desk(an_approver())
    assert not client.get(HERE).context["enough"]
    assert not client.get(f"{HERE}?section=kaigo").context["enough"]
    assert desk(an_administrator()).get(HERE).context["enough"]
    assert desk(an_officer()).get(HERE).status_code == 403
    assert desk(an_officer()).get(f"{HERE}table.csv").status_code == 403


def test_page__of_a_year_without_cases_or_a_period_that_is_none__still_answers(desk: Desk) -> None:
    a_way(this_month(), step="review")
    client = desk(an_approver())
    assert "満たない" in text_of(client.get(f"{HERE}?period=2022"))
    assert client.get(f"{HERE}?period=%00%27&procedure=x&measure=nonsense&section=%F0%9F%98%80").status_code == 200
    assert client.get(HERE, headers={"Accept-Language": "en"}).status_code == 200


def test_page__many_cases__asks_no_more(desk: Desk, django_assert_max_num_queries: Any) -> None:
    client = desk(an_approver())
    for n in range(30):
        a_way(this_month() - n * 9 * DAY, procedure=f"p{n % 7}")
    client.get(HERE)
    with django_assert_max_num_queries(16):
        client.get(HERE)
    with django_assert_max_num_queries(15):
        content(client.get(f"{HERE}table.csv"))


def test_table__says_what_the_page_says(desk: Desk) -> None:
    for _n in range(8):
        a_way(this_month())
    rows = list(csv.reader(StringIO(content(desk(an_approver()).get(f"{HERE}table.csv"))[1:])))
    assert rows[0][:3] == ["区分", "項目", "件数"]
    assert rows[1][:5] == ["全体", "全体", "8", "15.0", "15.0"]
    steps = {row[1]: row[3] for row in rows if row[0] == "工程"}
    assert steps["審査待ち"] == "5.0"


def test_log__behind_the_page__is_taken_along_by_who_may(desk: Desk) -> None:
    for _n in range(5):
        a_way(this_month())
    client = desk(an_approver())
    page = client.get(f"{HERE}?procedure=sample-allowance").content.decode()
    links = re.findall(r'href="(/desk/flow/log/[^"]+)"', page)
    assert len(links) == 3
    assert all("procedure=sample-allowance" in link for link in links)
    assert content(client.get(links[0])).count("<trace>") == 5
    assert client.get(f"{HERE}log/xls/").status_code == 404
    assert desk(an_officer()).get(f"{HERE}log/xes/").status_code == 403


def test_protected__hides_enough__that_nothing_can_be_worked_out() -> None:
    sums = {name: insight.CaseSums(cases=n) for name, n in {"a": 1, "b": 6, "c": 8, "d": 20}.items()}
    shown, rest = insight.protected(sums)
    assert set(shown) == {"c", "d"}
    assert rest.cases == 7
    shown, rest = insight.protected({name: insight.CaseSums(cases=n) for name, n in {"a": 3, "b": 3, "c": 8}.items()})
    assert set(shown) == {"c"}
    assert rest.cases == 6
    assert insight.protected({"a": insight.CaseSums(cases=9)}) == ({"a": insight.CaseSums(cases=9)}, None)


def test_overview__of_the_whole_house__sees_every_department() -> None:
    a_way(date(2026, 7, 15))
    a_way(date(2026, 7, 15), section="kaigo", answered=False)
    found = insight.overview(insight.Asked(date(2026, 7, 1), date(2026, 7, 31)), by=SYSTEM)
    assert (found.whole.cases, found.whole.left) == (1, 1)
    assert set(found.by_section) == {"kodomo", "kaigo"}


def content(answer: Any) -> str:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()
