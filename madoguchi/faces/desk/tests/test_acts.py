"""What a kind of case, its clock and its content ask of a clerk, over HTTP; and the page of an erased case."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from madoguchi.city.testing import a_city
from madoguchi.core.sealing.public import destroy
from madoguchi.engines.cases.public import Case, Standing
from madoguchi.engines.cases.testing import ANSWERS, CERTIFICATION, NOTIFICATION, PROCEDURE, RENEWAL, a_case, a_name, a_procedure
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import an_officer

Desk = Callable[..., Client]
TWO = [{"name": a_name("見本", name), "birth": "2020-03-03", "living": "together"} for name in ("ひなた", "そら")]


def at(case: Case, rest: str = "") -> str:
    return f"/desk/cases/{case.number}/{rest}"


def sent(client: Client, address: str, **data: Any) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code in {200, 422}
    return str(answer.content.decode())


def test_notification__one_button_receives_it(desk: Desk) -> None:
    client = desk(an_officer())
    case = a_case(version=a_procedure(NOTIFICATION), at=timezone.now())
    page = client.get(at(case)).content.decode()
    assert "受理する" in page
    assert "受け付ける" not in page
    assert "受け取りました" in sent(client, at(case, "do/settle/"))
    assert case.decisions.get().outcome == "accepted"


def test_inquiry__wants_words(desk: Desk) -> None:
    client = desk(an_officer())
    case = a_case(version=a_procedure({**NOTIFICATION, "kind": "inquiry", "code": "sample-inquiry"}), at=timezone.now())
    assert "error-summary" in sent(client, at(case, "answer/"), reply=" ")
    sent(client, at(case, "answer/"), reply="こども課が窓口です。")
    assert case.decisions.get().reason == "こども課が窓口です。"


def test_propose__with_entries__keeps_what_was_typed_and_says_what_is_missing(desk: Desk) -> None:
    client = desk(an_officer())
    case = a_case("reviewing", version=a_procedure(CERTIFICATION), at=timezone.now())
    form = client.get(at(case, "propose/")).content.decode()
    assert "要介護状態区分" in form
    following = timezone.localdate().year + 1
    in_reiwa = str(following - 2018)
    wide = in_reiwa.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    until = {
        "entry.valid_until.era": "R",
        "entry.valid_until.year": wide,
        "entry.valid_until.month": "12",
        "entry.valid_until.day": "31",
    }
    page = sent(client, at(case, "propose/"), outcome="granted", reason="", **until)
    assert "要介護状態区分" in page
    assert "error-summary" in page
    assert f'value="{wide}"' in page or f'value="{in_reiwa}"' in page
    assert not case.proposals.exists()
    sent(client, at(case, "propose/"), outcome="granted", reason="", **{"entry.level": "k1"}, **from_today(), **until)
    values = case.proposals.get().values
    assert (values["level"], values["valid_until"]) == ("k1", f"{following}-12-31")


def from_today() -> dict[str, str]:
    """The first day, in the common era."""
    day = timezone.localdate()
    return {
        "entry.valid_from.year": str(day.year),
        "entry.valid_from.month": str(day.month),
        "entry.valid_from.day": str(day.day),
    }


def test_propose__a_line_refused__needs_its_reason(desk: Desk) -> None:
    client = desk(an_officer())
    each = {**PROCEDURE, "code": "sample-each", "decide": {"each": {"of": "children", "amount": "amount"}}}
    case = a_case("reviewing", version=a_procedure(each), answers={**ANSWERS, "children": TWO}, at=timezone.now())
    data = {
        "outcome": "granted",
        "reason": "",
        "line.children[0].outcome": "granted",
        "line.children[0].yen": "１２，０００",
        "line.children[1].outcome": "refused",
        "line.children[1].reason": "",
    }
    assert "見本 そら" in sent(client, at(case, "propose/"), **data)
    sent(client, at(case, "propose/"), **{**data, "line.children[1].reason": "監護していないため。"})
    assert [(line["outcome"], line["yen"]) for line in case.proposals.get().grants] == [("granted", 12000), ("refused", None)]


def test_extend_and_transfer__by_their_pages(desk: Desk) -> None:
    a_city(kodomo="こども課", joho="情報政策課", kansa="監査委員事務局", shimin="市民課")
    client = desk(an_officer())
    case = a_case("reviewing", version=a_procedure(CERTIFICATION), at=timezone.now())
    assert "error-summary" in sent(client, at(case, "extend/"), until="令和1年1月1日", reason="書類待ち")
    assert "延ばしました" in sent(client, at(case, "extend/"), until="令和20年1月1日", reason="書類待ち")
    assert "error-summary" in sent(client, at(case, "transfer/"), where="section", to="", reason="所管違い")
    sent(client, at(case, "transfer/"), where="section", to="shimin", reason="所管違い")
    assert Standing.objects.get(case=case).section == "shimin"
    assert client.get(at(case)).status_code == 404


def test_link__number_not_found__is_said_and_mended(desk: Desk) -> None:
    client = desk(an_officer())
    earlier = a_case("reviewing", version=a_procedure(CERTIFICATION), at=timezone.now())
    later = a_case(version=a_procedure(RENEWAL), answers={**ANSWERS, "before": "2222-2222-2"}, at=timezone.now())
    assert "2222-2222-2" in client.get(at(later)).content.decode()
    assert earlier.number in sent(client, at(later, "link/"), number=earlier.number)
    assert later.number in client.get(at(earlier)).content.decode()


def test_case__whose_key_is_gone__answers_with_its_sentence(desk: Desk) -> None:
    client = desk(an_officer())
    case = a_case("reviewing", at=timezone.now())
    destroy(case.key, by=SYSTEM, at=timezone.now())
    answer = client.get(at(case))
    assert answer.status_code == 410
    assert "消去された" in answer.content.decode()
    assert client.get("/desk/").status_code == 200
