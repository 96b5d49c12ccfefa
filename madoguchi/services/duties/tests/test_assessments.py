"""特定個人情報保護評価: what the definitions answer, which assessment the numbers ask for, when it is due again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from madoguchi.city.public import publish
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases.testing import PROCEDURE, a_procedure
from madoguchi.engines.people.testing import SYSTEM, a_staff_account, an_approver, an_officer, signed_in
from madoguchi.services.duties.assessment.acting import (
    AdoptedAlready,
    CountedInFuture,
    NotWhole,
    Outdated,
    adopt,
    affair_of,
    draft,
    judge,
    state_of,
)
from madoguchi.services.duties.assessment.facts import facts_of, unassigned
from madoguchi.services.duties.models import Assessment
from madoguchi.services.duties.testing import NOON, the_rules

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
NUMBER = {"id": "claimant.number", "type": "my-number", "label": "請求者の個人番号", "optional": True}
AFFAIR: dict[str, Any] = {
    "code": "allowance-affair",
    "title": "見本手当に関する事務",
    "number": 1,
    "procedures": ["sample-allowance"],
    "law": "番号法第9条第1項",
    "systems": ["見本窓口"],
}
TEXTS = {"priority": "鍵の管理", "training": "毎年の研修", "given": "窓口での確認", "used": "権限の見直し"}


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    the_rules()
    pages = [*PROCEDURE["pages"], {"title": "番号", "ask": [NUMBER]}]
    a_procedure(pages=pages)


def in_affair(**changes: Any) -> None:
    publish("my-number-affair", {**AFFAIR, **changes}, by=SYSTEM, at=NOON)


def drafted(people: int = 12_000, *, by: Any = None, **changes: Any) -> Assessment:
    told: dict[str, Any] = {"handlers": 40, "counted_on": date(2026, 7, 1), "grave": False, "texts": TEXTS, "at": NOON, **changes}
    return draft("allowance-affair", people=people, by=by or an_officer("bunsho"), **told)


@pytest.mark.parametrize(
    ("people", "handlers", "grave", "level"),
    [
        (999, 600, True, "none"),
        (1000, 600, True, "basic"),
        (9_999, 499, False, "basic"),
        (10_000, 499, False, "basic"),
        (10_000, 500, False, "focused"),
        (10_000, 1, True, "focused"),
        (100_000, 499, False, "focused"),
        (100_000, 500, False, "whole"),
        (299_999, 1, True, "whole"),
        (300_000, 1, False, "whole"),
    ],
)
def test_judge__by_people_handlers_and_accidents(people: int, handlers: int, grave: bool, level: str) -> None:
    assert judge(people, handlers, grave=grave) == level


def test_facts__say_which_definition_answers_which_item() -> None:
    assert [one.code for one in unassigned()] == ["sample-allowance"]
    in_affair()
    assert unassigned() == []
    facts = {one.key: one for one in facts_of(affair_of("allowance-affair"))}
    assert facts["asked"].value == ["見本手当 認定請求（請求者の個人番号）"]
    assert facts["asked"].sources == ["procedures/sample-allowance"]
    assert facts["law"].sources == ["my-number-affairs/allowance-affair"]
    assert facts["network"].value == ["実施しない"]
    assert facts["sections"].value == ["こども課"]


def test_draft__each_saving_is_a_version_and_one_is_adopted() -> None:
    in_affair()
    state = state_of(affair_of("allowance-affair"), TODAY)
    assert (state.due, state.last) == ("never", None)
    with pytest.raises(NotPermitted):
        drafted(by=an_officer("kodomo"))
    with pytest.raises(CountedInFuture):
        drafted(counted_on=TODAY + timedelta(days=1))
    first, second = drafted(texts={}), drafted()
    assert (first.version, second.version, second.level) == (1, 2, "basic")
    with pytest.raises(NotPermitted):
        adopt(second, by=an_officer("bunsho"), at=NOON)
    with pytest.raises(NotWhole):
        adopt(first, by=an_approver("bunsho"), at=NOON)
    adopt(second, by=an_approver("bunsho"), at=NOON)
    with pytest.raises(AdoptedAlready):
        adopt(second, by=an_approver("bunsho"), at=NOON)
    assert state_of(affair_of("allowance-affair"), TODAY).due == ""
    assert state_of(affair_of("allowance-affair"), date(2031, 7, 14)).due == ""
    assert state_of(affair_of("allowance-affair"), date(2031, 7, 15)).due == "old"
    for change in ({"people": 1}, {"texts": {}}, {"adopted_by": "staff:x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assessment.objects.update(**change)


def test_due__a_definition_has_changed__says_what_and_refuses_the_old_draft() -> None:
    in_affair()
    adopted, left = drafted(), drafted()
    adopt(adopted, by=an_approver("bunsho"), at=NOON)
    in_affair(network="番号法第19条第8号", law="番号法第9条第2項")
    state = state_of(affair_of("allowance-affair"), TODAY)
    assert state.due == "changed"
    assert ("Ⅰ-3 個人番号の利用：法令上の根拠", "番号法第9条第1項", "番号法第9条第2項") in state.changes
    with pytest.raises(Outdated):
        adopt(left, by=an_approver("bunsho"), at=NOON)


def test_pages__a_version_is_drafted_adopted_and_printed() -> None:
    in_affair()
    chief, other = (signed_in(Client(), a_staff_account(one, "chief")) for one in ("bunsho", "kodomo"))
    home = "/desk/duties/assessments/"
    assert "まだ評価がない" in chief.get(home).content.decode()
    page = f"{home}allowance-affair/"
    text = chief.get(page).content.decode()
    assert "この事務の定義" in text
    assert "procedures/sample-allowance" not in text
    assert "error-summary" in chief.post(page, {"people": "たくさん"}).content.decode()
    told = {"people": "12000", "handlers": "40", "counted_on": "2026-07-01", "grave": "no", **TEXTS}
    assert other.post(page, told).status_code == 403
    said = chief.post(page, told, follow=True).content.decode()
    assert "基礎項目評価" in said
    assert chief.get(f"{page}1/paper.pdf").content.startswith(b"%PDF")
    assert "確定しました" in chief.post(f"{page}1/adopt/", follow=True).content.decode()
    assert "そろっている" in chief.get(home).content.decode()
    assert chief.get(f"{page}9/").status_code == 404
    assert chief.get(f"{home}unknown/").status_code == 404
