"""The queue with its filters and views, the search, memos and absences, over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import a_case, a_procedure
from madoguchi.engines.people.testing import a_staff_account, an_administrator, an_officer

Desk = Callable[..., Client]


def page(client: Client, address: str, **data: Any) -> str:
    answer = client.post(address, data, follow=True) if data else client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def test_queue__each_filter__narrows_and_stays_in_the_address(desk: Desk) -> None:
    now = timezone.now()
    colleague = a_staff_account("kodomo", name="見本 同僚")
    late, fresh = a_case("opened", at=now - timedelta(days=60)), a_case("reviewing", at=now)
    client = desk(an_officer())
    cases.hand_over(fresh, to=colleague, by=an_officer(), at=now)
    month = f"{timezone.localtime(now):%Y-%m}"
    for query, seen, unseen in [
        ("?due=overdue", late, fresh),
        ("?state=reviewing", fresh, late),
        (f"?who={colleague.pk}", fresh, late),
        ("?who=none", late, fresh),
        ("?unassigned=1", late, fresh),
        (f"?month={month}", fresh, late),
    ]:
        shown = client.get(f"/desk/{query}").context
        assert [row.standing.number for row in shown["rows"]] == [seen.number], query
        assert unseen.number not in [row.standing.number for row in shown["rows"]]
    assert client.get("/desk/?month=2026-99&due=never&who=x").status_code == 200


def test_queue__no_day_promised_and_none_by_law__says_so_and_is_never_late(desk: Desk) -> None:
    case = a_case("opened", version=a_procedure(standard_days=None), at=timezone.now() - timedelta(days=400))
    (row,) = desk(an_officer()).get("/desk/").context["rows"]
    assert (row.standing.number, row.left, row.late) == (case.number, "期限なし", False)


def test_view__kept_from_the_page__is_one_press_away(desk: Desk) -> None:
    client = desk(an_officer())
    a_case("opened", at=timezone.now())
    assert "到達" in client.get("/desk/?state=arrived").context["view_name"]
    seen = page(client, "/desk/views/", state="arrived", name="けさの分")
    assert 'href="?state=arrived" aria-current="true"' in seen
    assert "けさの分" in page(client, "/desk/")
    assert "保存しました" not in page(client, "/desk/views/", state="arrived", name="")
    pk = cases.SavedView.objects.get().pk
    desk(an_officer()).post(f"/desk/views/{pk}/drop/")
    assert cases.SavedView.objects.exists()
    client.post(f"/desk/views/{pk}/drop/")
    assert not cases.SavedView.objects.exists()


def test_search__by_name__shows_cases_and_puts_no_name_into_the_address(desk: Desk) -> None:
    case = a_case("opened", at=timezone.now())
    client = desk(an_officer())
    answer = client.post("/desk/search/", {"q": "見本　さくら"})
    assert "見本" not in answer["Location"]
    assert "%E8" not in answer["Location"]
    assert case.number in page(client, answer["Location"])
    assert case.number in page(client, answer["Location"] + "&open=1")
    assert client.post("/desk/search/", {"q": case.number})["Location"].endswith(f"/{case.number}/")
    assert case.number not in page(desk(an_officer("joho")), answer["Location"])
    assert desk(an_administrator()).post("/desk/search/", {"q": "見本"}).status_code == 403
    assert client.get("/desk/search/?s=spoilt", follow=True).redirect_chain
    assert "どれかを入れてください" in page(client, "/desk/search/", q="・・・")


def test_memo__written_then_joined__is_a_note_of_the_case(desk: Desk) -> None:
    clerk = an_officer()
    client = desk(clerk)
    wrong = client.post("/desk/memos/new/", {"way": "telephone", "birth": "2026-13-01", "text": ""})
    assert wrong.status_code == 422
    assert "2026-13-01" in wrong.content.decode()
    said = {"way": "telephone", "name": "見本 さくら", "birth": "平成2年4月12日", "text": "必要書類の質問", "section": "kodomo"}
    assert "見本 さくら" in page(client, "/desk/memos/new/", **said)
    memo = cases.Memo.objects.get()
    assert "平成2年" in page(client, f"/desk/memos/{memo.pk}/") or "1990年4月12日" in page(client, f"/desk/memos/{memo.pk}/")
    assert desk(an_officer("joho")).get(f"/desk/memos/{memo.pk}/").status_code == 404
    assert client.post(f"/desk/memos/{memo.pk}/", {"number": "ABCD"}).status_code == 422
    case = a_case("opened", at=timezone.now())
    assert "必要書類の質問" in page(client, f"/desk/memos/{memo.pk}/", number=case.number)
    assert "用件の残っているメモはありません" in page(client, "/desk/memos/")


def test_absence__entered__shows_the_cases_to_the_deputy(desk: Desk) -> None:
    away, deputy = a_staff_account("kodomo", name="見本 不在"), a_staff_account("kodomo", name="見本 代理")
    client = desk(deputy)
    case = a_case("reviewing", at=timezone.now())
    client.post(f"/desk/cases/{case.number}/assign/", {"to": str(away.pk), "text": "戸籍待ち"})
    assert "戸籍待ち" in page(client, f"/desk/cases/{case.number}/")
    day = timezone.localdate()
    dates = {"from_on": day.isoformat(), "until_on": day.isoformat()}
    assert client.post("/desk/absences/", {"account": str(away.pk), "deputy": str(away.pk), **dates}).status_code == 422
    page(client, "/desk/absences/", account=str(away.pk), deputy=str(deputy.pk), **dates)
    home = page(client, "/desk/")
    assert "見本 不在さんの代わり" in home
    assert [row.standing.number for row in client.get("/desk/?who=covered").context["rows"]] == [case.number]
    assert "代わり：見本 代理" in page(client, f"/desk/cases/{case.number}/assign/")
    one = cases.absences(by=an_officer(), on=day)[0]
    assert "取り消しました" in client.post(f"/desk/absences/{one.pk}/end/", follow=True).content.decode()


@pytest.mark.parametrize("address", ["/desk/", "/desk/memos/", "/desk/absences/"])
def test_lists__many_rows__ask_no_more(desk: Desk, django_assert_max_num_queries: Any, address: str) -> None:
    clerk = an_officer()
    client = desk(clerk)
    for number in range(6):
        a_case("opened", at=timezone.now())
        cases.write_memo("用件", cases.Person(name=f"見本 {number}"), section="kodomo", by=clerk, at=timezone.now())
    with django_assert_max_num_queries(22):
        client.get(address)


def test_case__with_a_namesake__warns_and_asks_before_a_draft(desk: Desk) -> None:
    from madoguchi.engines.cases.testing import ANSWERS, PROCEDURE, a_procedure

    birth = {"id": "claimant.birth", "type": "date", "label": "生年月日"}
    asking = {**PROCEDURE["pages"][1], "ask": [*PROCEDURE["pages"][1]["ask"], birth]}
    pages = [PROCEDURE["pages"][0], asking, PROCEDURE["pages"][2]]
    applicant = {**PROCEDURE["applicant"], "birth": "claimant.birth"}
    version = a_procedure(PROCEDURE, code="sample-birth", pages=pages, applicant=applicant)
    now = timezone.now()

    def born(day: str) -> Any:
        return a_case("reviewing", version=version, at=now, answers={**ANSWERS, "claimant": {**ANSWERS["claimant"], "birth": day}})

    here, there = born("1990-04-12"), born("1952-11-03")
    client = desk(an_officer())
    shown = page(client, f"/desk/cases/{here.number}/")
    assert "取り違えに注意" in shown
    assert there.number in shown
    assert "1952年11月3日" in shown
    answer = client.post(f"/desk/cases/{here.number}/propose/", {"outcome": "granted", "reason": ""})
    assert answer.status_code == 422
    assert "申請者を確かめてから" in answer.content.decode()
    answer = client.post(f"/desk/cases/{here.number}/propose/", {"outcome": "granted", "reason": "", "sure": "on"})
    assert answer.status_code == 302
