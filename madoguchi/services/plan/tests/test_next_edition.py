"""The next edition, begun at the desk: what goes on is chosen; the public sees nothing of a draft."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people.testing import an_officer, signed_in
from madoguchi.services.plan.actions import begin
from madoguchi.services.plan.actions.evaluate import end_measure
from madoguchi.services.plan.comparing.editions import compare
from madoguchi.services.plan.queries import the_plan
from madoguchi.services.plan.stages import Ending

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def keeper(urayasu: None, db: None) -> Any:
    return an_officer("joho-seisaku")


def test_edition__begun__carries_what_was_chosen_with_an_open_roadmap(keeper: Any) -> None:
    begin.begin_edition("2026-04", years=4, carries=["5-b-8", "1-a-1"], by=keeper, at=NOW)
    book = the_plan()
    assert [one.code for one in book.standings("2026-04")] == ["1-a-1", "5-b-8"]
    one, before = book.standing("5-b-8", "2026-04"), book.standing("5-b-8", "2024-03")
    assert one
    assert before
    assert (one.aim, one.departments, one.mark) == (before.aim, before.departments, "継続")
    assert {tuple(line.steps) for line in one.lines} == {("？",) * 4}
    assert book.edition("2026-04").years == [2026, 2027, 2028, 2029]
    assert {one.key for one in compare(book, "2024-03", "2026-04").dropped} >= {"3-1", "2-1"}
    assert book.latest.code == "2024-03"
    for address in ("/plan/editions/2026-04/", "/plan/editions/2024-03/2026-04/"):
        assert Client().get(address).status_code == 404


def test_desk__the_form__offers_what_has_not_ended(keeper: Any) -> None:
    end_measure("3-1", Ending.ENDED, reason="例示", by=keeper, at=NOW)
    end_measure("5-a-1", Ending.CONTINUED, reason="例示", by=keeper, at=NOW)
    browser = signed_in(Client(), keeper)
    page = browser.get("/desk/plan/editions/new/").content.decode()
    assert "3-1" in page
    kept = [part.split('"')[0] for part in page.split('value="')[1:] if "checked" in part.split(">")[0]]
    assert "5-a-1" in kept
    assert "3-1" not in kept
    wrong = browser.post("/desk/plan/editions/new/", {"code": "来年", "years": "4", "carries": ["5-a-1"]}).content.decode()
    assert "年と月を" in wrong
    assert "続ける施策をひとつ以上" in browser.post("/desk/plan/editions/new/", {"code": "2026-04", "years": "4"}).content.decode()
    good = {"code": "２０２６年４月", "years": "5", "carries": ["5-a-1"]}
    assert browser.post("/desk/plan/editions/new/", good).status_code == 302
    shown = browser.get("/desk/plan/editions/2026-04/").content.decode()
    assert "令和12年度" in shown
    assert "続かない施策" in shown
    assert "案（公開していません）" in browser.get("/desk/plan/editions/").content.decode()


def test_edition__that_cannot_be__is_told_why(keeper: Any) -> None:
    for given, refusal in (
        (("2024-03", ["2-1"]), begin.EditionExists),
        (("2023-04", ["2-1"]), begin.EditionTooEarly),
        (("2026-04", []), begin.NothingGoesOn),
        (("2026-04", ["9-z-9"]), begin.NoSuchMeasure),
    ):
        with pytest.raises(refusal):
            begin.begin_edition(given[0], years=4, carries=given[1], by=keeper, at=NOW)
    with pytest.raises(NotPermitted):
        begin.begin_edition("2026-04", years=4, carries=["2-1"], by=an_officer("kaikei"), at=NOW)
