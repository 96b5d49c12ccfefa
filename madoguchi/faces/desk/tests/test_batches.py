"""Many cases at once, over HTTP: chosen, asked for, carried out, agreed to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import a_case, run
from madoguchi.engines.people.testing import a_staff_account

Desk = Callable[..., Client]


def token_of(page: str) -> str:
    return page.split('name="token" value="')[1].split('"')[0]


def choose(client: Client, **data: Any) -> Any:
    return client.post("/desk/batches/choose/", data)


def test_batch__chosen_by_filter__is_accepted_and_pressed_twice_is_one(desk: Desk) -> None:
    now = timezone.now()
    fresh = [a_case("opened", at=now) for _n in range(2)]
    a_case("reviewing", at=now)
    client = desk(a_staff_account("kodomo"))
    answer = choose(client, state="arrived", all="1")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "受け付ける（2件）" in page
    assert "審査を始める" not in page.split("<table")[0]
    said = {"token": token_of(page), "what": "accept", "case": [one.number for one in fresh]}
    first, second = (client.post("/desk/batches/begin/", said) for _n in range(2))
    assert first["Location"] == second["Location"]
    assert "every 2s" in client.get(first["Location"]).content.decode()
    run(timezone.now())
    page = client.get(first["Location"]).content.decode()
    assert "2 / 2" in page
    assert "every 2s" not in page
    assert cases.Batch.objects.count() == 1
    assert "済み 2" in client.get("/desk/batches/").content.decode()


def test_batch__nothing_chosen_or_half_said__says_so(desk: Desk) -> None:
    client = desk(a_staff_account("kodomo"))
    assert choose(client, case=[])["Location"].startswith("/desk/")
    assert client.get("/desk/batches/choose/").status_code == 302
    case = a_case("reviewing", at=timezone.now())
    page = choose(client, case=[case.number]).content.decode()
    for said, sentence in [
        ({"what": ""}, "入力内容に"),
        ({"what": "hand-over"}, "引き継ぐ相手を選んでください"),
        ({"what": "propose"}, "起案する結果を選んでください"),
        ({"what": "propose", "outcome": "refused", "text": ""}, "理由が必要です"),
    ]:
        answer = client.post("/desk/batches/begin/", {"token": token_of(page), "case": [case.number], **said})
        assert answer.status_code == 422, said
        assert sentence in answer.content.decode()
    assert not cases.Batch.objects.exists()


def test_batch__drafts__are_agreed_to_on_one_page(desk: Desk) -> None:
    found = [a_case("reviewing", at=timezone.now()) for _n in range(3)]
    clerk, chief = a_staff_account("kodomo"), a_staff_account("kodomo", "chief")
    client = desk(clerk)
    page = choose(client, case=[one.number for one in found]).content.decode()
    said = {"token": token_of(page), "what": "propose", "outcome": "granted", "text": "要件を満たす。"}
    where = client.post("/desk/batches/begin/", {**said, "case": [one.number for one in found]})["Location"]
    run(timezone.now())
    assert "まとめ起案の決裁を待っています" in client.get(f"/desk/cases/{found[0].number}/").content.decode()
    client.post(f"/desk/cases/{found[0].number}/do/withdraw_proposal/")
    approval = cases.Batch.objects.get().approval
    chiefs = desk(chief)
    assert "まとめ起案" in chiefs.get("/desk/approvals/").content.decode()
    page = chiefs.get(f"/desk/approvals/{approval}/").content.decode()
    assert "2件を決裁する" in page
    assert found[1].number in page
    assert found[0].number not in page
    assert "15,000円" in page
    assert "自分の起案は" in client.get(f"/desk/approvals/{approval}/").content.decode()
    chiefs.post(f"/desk/approvals/{approval}/answer/", {"verdict": "approve", "reason": ""})
    run(timezone.now())
    page = client.get(where).content.decode()
    assert "済み 2件、できなかった 1件" in page
    assert "決裁の前に、起案が取り下げられました。" in page


def test_batch__of_another_section__is_not_there(desk: Desk) -> None:
    case = a_case("opened", at=timezone.now())
    client = desk(a_staff_account("kodomo"))
    page = choose(client, case=[case.number]).content.decode()
    said = {"token": token_of(page), "what": "accept", "case": [case.number]}
    where = client.post("/desk/batches/begin/", said)["Location"]
    stranger = desk(a_staff_account("joho"))
    assert stranger.get(where).status_code == 404
    assert "まだありません" in stranger.get("/desk/batches/").content.decode()


@pytest.mark.parametrize("count", [2, 6])
def test_pages__of_a_batch__ask_the_same_for_few_and_many(desk: Desk, django_assert_max_num_queries: Any, count: int) -> None:
    found = [a_case("reviewing", at=timezone.now()) for _n in range(count)]
    client = desk(a_staff_account("kodomo"))
    with django_assert_max_num_queries(22):
        page = choose(client, case=[one.number for one in found]).content.decode()
    said = {"token": token_of(page), "what": "propose", "outcome": "granted", "case": [one.number for one in found]}
    where = client.post("/desk/batches/begin/", said)["Location"]
    run(timezone.now())
    with django_assert_max_num_queries(18):
        client.get(where)
    with django_assert_max_num_queries(20):
        client.get(f"/desk/approvals/{cases.Batch.objects.get().approval}/")
