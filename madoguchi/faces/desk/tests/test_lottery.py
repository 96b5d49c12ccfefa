"""The lottery's pages, from the announcement at the desk to a resident who checks the draw."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.booking import public as engine
from madoguchi.engines.booking import testing as booking
from madoguchi.engines.booking.public import lottery
from madoguchi.engines.people.testing import a_resident_account, actor_of, an_officer, signed_in

Desk = Callable[..., Client]
DAY = timedelta(days=1)


@pytest.fixture
def open_lottery() -> Any:
    return booking.lottery.a_lottery(timezone.now() - DAY, groups=True, residents_only=True)


def a_visitor() -> tuple[Client, Any]:
    account = a_resident_account()
    return signed_in(Client(), account), actor_of(account)


def entered(client: Client, found: Any, **more: str) -> Any:
    slot = str(found.slots.order_by("slot__starts_at").first().slot_id)
    given = {"wish1": slot, "party": "1", "name": "見本 花子", "resident": "on", **more}
    return client.post(f"/lotteries/{found.pk}/enter/", given, follow=True)


def test_announce__by_form__leads_to_the_lottery_or_says_what_is_wrong(desk: Desk) -> None:
    now = timezone.localtime()
    booking.lottery.a_rules(now)
    client = desk(an_officer())
    first = (now + 6 * DAY).date()
    good = {
        "rules": "sample-lottery", "opens_on": f"{now:%Y-%m-%d}", "opens_time": "9：00", "closes_on": f"{now + 3 * DAY:%Y-%m-%d}",
        "closes_time": "17:00", "first_on": f"{first}", "last_on": f"{first + 12 * DAY}",
    }  # fmt: skip
    wrong = client.post("/desk/lotteries/new/", {**good, "first_on": f"{now:%Y-%m-%d}", "closes_time": "25:00"}).content.decode()
    assert "9:00 のように" in wrong
    early = client.post("/desk/lotteries/new/", {**good, "first_on": f"{now:%Y-%m-%d}"}).content.decode()
    assert "受付の期間が正しくありません" in early
    page = client.post("/desk/lotteries/new/", good, follow=True)
    assert page.redirect_chain, page.content.decode()
    assert lottery.Lottery.objects.get().record["announced"]["seed_digest"] in page.content.decode()
    assert "見本の抽選" in client.get("/desk/lotteries/").content.decode()
    assert desk(an_officer("joho")).get(page.redirect_chain[-1][0]).status_code == 404


def test_entry__own_page__can_be_changed_and_withdrawn_by_its_owner_alone(open_lottery: Any) -> None:
    client, _who = a_visitor()
    assert "市内にお住まいの方だけ" in entered(client, open_lottery, resident="").content.decode()
    assert "第1希望を入力してください" in entered(client, open_lottery, wish1="").content.decode()
    assert "人数は1人から" in entered(client, open_lottery, party="-3").content.decode()
    page = entered(client, open_lottery)
    address = page.redirect_chain[-1][0]
    assert "応募しました" in page.content.decode()
    assert "すでに応募しています" in entered(client, open_lottery).content.decode()
    receipt = json.loads(client.get(address + "receipt.json").content)
    assert receipt["wishes"]
    other, _else = a_visitor()
    for rest in ("", "receipt.json"):
        assert other.get(address + rest).status_code == 404
    assert other.post(address + "withdraw/").status_code == 404
    number = address.rstrip("/").rsplit("/", 1)[-1]
    change = f"/lotteries/{open_lottery.pk}/change/{number}/"
    assert "見本 花子" in client.get(change).content.decode()
    assert Client().get(address).status_code == 302
    assert "取り下げ" in client.post(address + "withdraw/", follow=True).content.decode()


def test_result__published__shows_winner_and_loser_their_pages_and_everybody_the_proof(desk: Desk) -> None:
    now = timezone.now()
    found = booking.lottery.a_lottery(
        now - 5 * DAY, bookable={"openings": [{"days": "mon-fri", "hours": "9:00-10:00", "length": 60, "capacity": 1}]}
    )
    place = found.slots.order_by("slot__starts_at").first().slot
    people = [a_visitor() for _n in range(2)]
    for _client, who in people:
        booking.lottery.an_entry(found, place, who=who, at=now - 4 * DAY)
    out = booking.lottery.an_entry(found, place, at=now - 4 * DAY)
    first, second = an_officer(), an_officer()
    one, two = desk(first), desk(second)
    address = f"/desk/lotteries/{found.pk}/"
    refused = one.post(f"{address}exclude/{out.number}/", {"reason": ""}, follow=True).content.decode()
    assert "理由を入れてください" in refused
    one.post(f"{address}exclude/{out.number}/", {"reason": "市外の方のため"})
    for client, what in ((one, "close"), (one, "propose")):
        page = client.post(address + "do/", {"what": what}, follow=True).content.decode()
    assert "くじの一覧を確かめてもらう間" in page
    lottery.Lottery.objects.update(closed_at=now - 2 * DAY)
    one.post(address + "do/", {"what": "propose"})
    assert "別の職員" in one.post(address + "do/", {"what": "draw"}, follow=True).content.decode()
    two.post(address + "do/", {"what": "draw"})
    record = f"/lotteries/{found.pk}/record.json"
    assert "seed" not in json.loads(Client().get(record).content)
    assert "当選1件" in one.post(address + "do/", {"what": "publish"}, follow=True).content.decode()
    run_all_ready()
    run_all_ready()
    whole = json.loads(Client().get(record).content)
    assert lottery.verifier.check_record(whole)
    pages = []
    for client, who in people:
        mine = lottery.Entry.objects.get(account_id=who.account_id)
        pages.append(client.get(f"/lotteries/entries/{mine.number}/").content.decode())
        lottery.verifier.check_receipt(whole, json.loads(client.get(f"/lotteries/entries/{mine.number}/receipt.json").content))
    assert sorted("当選しました" in page for page in pages) == [False, True]
    assert sorted("今回は当たりませんでした" in page for page in pages) == [False, True]
    public = Client().get(f"/lotteries/{found.pk}/").content.decode()
    assert whole["seed"] in public
    assert "見本 花子" not in public
    assert b"def check_record" in Client().get("/lotteries/verify_lottery.py").content
    assert one.post(address + "do/", {"what": "nothing"}).status_code == 404


def test_waiting__by_link_and_account__offer_is_answered_on_its_page() -> None:
    now = timezone.now()
    booking.a_bookable(now)
    slot = next(one for one in booking.slots() if one.starts_at > now + 5 * DAY)
    taken = [booking.a_reservation(slot, by=booking.somebody(n), at=now) for n in (1, 2)]
    join = f"/waiting/join/?slot={slot.pk}"
    guest = Client()
    assert guest.get("/waiting/join/?slot=nothing").status_code == 404
    assert "メールアドレスを入力してください" in guest.post(join, {"party": "1"}).content.decode()
    assert "お一人ずつの予約です" in guest.post(join, {"party": "-1", "mail": "hito@example.jp"}).content.decode()
    page = guest.post(join, {"party": "1", "mail": "hito@example.jp"}, follow=True)
    address = page.redirect_chain[-1][0]
    assert "1番目" in page.content.decode()
    client, who = a_visitor()
    second = client.post(join, {"party": "1", "name": "見本"}, follow=True)
    own = second.redirect_chain[-1][0]
    assert Client().get(own).status_code == 302
    assert a_visitor()[0].get(own).status_code == 404
    engine.cancel(taken[0], by=an_officer(), at=now)
    assert "あなたのために取ってあります" in guest.get(address).content.decode()
    assert guest.post(address + "answer/", {"what": "nothing"}).status_code == 404
    assert "見送りました" in guest.post(address + "answer/", {"what": "decline"}, follow=True).content.decode()
    assert "すでに見送られています" in guest.post(address + "answer/", {"what": "accept"}, follow=True).content.decode()
    done = client.post(own + "answer/", {"what": "accept"}, follow=True).content.decode()
    assert "予約になりました" in done
    assert who.account_id in set(engine.Reservation.objects.values_list("account_id", flat=True))
    assert Client().get("/waiting/nothing/").status_code == 404
