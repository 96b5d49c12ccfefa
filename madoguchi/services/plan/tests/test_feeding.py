"""A department gives an indicator its value: one a period; fed twice it is told what stands there; corrections say why."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people.testing import an_officer, signed_in
from madoguchi.services.plan.actions import feed
from madoguchi.services.plan.queries import the_plan

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def keeper(urayasu: None, db: None) -> Any:
    return an_officer("joho-seisaku")


def fed(code: str = "e-applications", period: str = "2023", value: float = 20111, **more: Any) -> Any:
    return feed.feed_figure(code, period, value, by=more.pop("by"), at=NOW, **more)


def test_feeding__a_new_period__stands_on_the_public_page(keeper: Any) -> None:
    fed(by=keeper)
    assert the_plan().indicators["e-applications"].value_at("2023") == 20111
    assert "20,111" in Client().get("/plan/figures/e-applications/").content.decode()


def test_feeding__the_same_period_twice__is_told_what_stands_there(keeper: Any) -> None:
    fed(by=keeper)
    with pytest.raises(feed.AlreadyFed, match="20,111件"):
        fed(by=keeper, value=20112)
    assert the_plan().indicators["e-applications"].value_at("2023") == 20111


def test_feeding__a_correction__needs_its_reason_and_carries_it(keeper: Any) -> None:
    with pytest.raises(feed.NothingToCorrect):
        fed(by=keeper, corrects=True, note="例示")
    fed(by=keeper)
    with pytest.raises(feed.CorrectionNeedsReason):
        fed(by=keeper, value=20112, corrects=True)
    fed(by=keeper, value=20112, corrects=True, note="二重に数えていたため。")
    page = Client().get("/plan/figures/e-applications/").content.decode()
    assert "20,112" in page
    assert "二重に数えていたため。" in page


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"period": "令和5"}, feed.NotThatPeriod),
        ({"period": "2023-04"}, feed.NotThatPeriod),
        ({"value": -1}, feed.BelowNought),
        ({"value": 1.5}, feed.TooManyDecimals),
        ({"code": "live-approvals", "period": "2026-07"}, feed.CountedItself),
    ],
)
def test_feeding__what_does_not_fit__is_told_why(keeper: Any, given: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        fed(by=keeper, **given)


def test_feeding__by_another_department__is_not_permitted(keeper: Any) -> None:
    other = an_officer("kaikei")
    with pytest.raises(NotPermitted):
        fed(by=other)
    fed("cards-issued", by=an_officer("shimin"), value=125000)
    assert signed_in(Client(), other).get("/desk/plan/figures/e-applications/").status_code == 404


def test_desk__of_figures__takes_numbers_as_people_write_them(keeper: Any) -> None:
    browser = signed_in(Client(), keeper)
    assert "電子申請件数" in browser.get("/desk/plan/figures/").content.decode()
    address = "/desk/plan/figures/e-applications/"
    assert "数字で書いてください" in browser.post(address, {"period": "2023", "value": "たくさん"}).content.decode()
    assert browser.post(address, {"period": "２０２３", "value": "２０，１１１件"}).status_code == 302
    again = browser.post(address, {"period": "2023", "value": "20112"}).content.decode()
    assert "もう入っています" in again
    assert 'value="20112"' in again
