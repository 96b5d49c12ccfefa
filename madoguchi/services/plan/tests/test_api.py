"""The plan for machines."""

import pytest
from django.test import Client

from madoguchi.engines.people.testing import an_officer
from madoguchi.services.plan.actions.evaluate import end_measure
from madoguchi.services.plan.stages import Ending
from madoguchi.services.plan.testing import the_book
from madoguchi.services.plan.tests.test_progress import AFTER

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]


def test_measures__listed_and_whole__are_those_of_the_data() -> None:
    client = Client()
    items = client.get("/api/v1/plan/measures").json()["items"]
    assert [one["code"] for one in items] == [one.code for one in the_book().standings()]
    assert len(client.get("/api/v1/plan/measures?edition=2022-03").json()["items"]) == 29
    assert {one["policy"] for one in client.get("/api/v1/plan/measures?policy=3").json()["items"]} == {3}
    assert "4-a-2" in {one["code"] for one in client.get("/api/v1/plan/measures?department=koho").json()["items"]}
    end_measure("5-b-5", Ending.CONTINUED, reason="例示の理由", by=an_officer("joho-seisaku"), at=AFTER)
    whole = client.get("/api/v1/plan/measures/5-b-5").json()
    assert whole["ending"] == "continued"
    assert [line["line"] for line in whole["roadmap"]] == ["notebooks", "board", "displays"]
    assert whole["roadmap"][0]["steps"][3] == {"fiscal_year": 2025, "step": "運用"}
    assert whole["published"][0]["text"] == "例示の理由"


def test_indicators__listed_and_whole() -> None:
    client = Client()
    assert len(client.get("/api/v1/plan/indicators").json()["items"]) == len(the_book().indicators)
    assert {one["code"] for one in client.get("/api/v1/plan/indicators?measure=2-1").json()["items"]} == {"open-data-sets"}
    mail = client.get("/api/v1/plan/indicators/notice-mail-readers").json()
    assert mail["series"][-1] == {"at": "2022", "value": 14653, "hidden": False}
    assert mail["breaks"][0]["at"] == "2022"
    assert "原文のまま" in mail["notes"][0]["ja"]
    assert client.get("/api/v1/plan/indicators/pittari-care").json()["series"][0]["value"] is None


@pytest.mark.parametrize(
    "address", ["measures/9-z-9", "indicators/nothing", "measures?edition=1999-01", "measures/1-a-2?edition=2022-03"]
)
def test_what_is_not_there__are_a_problem(address: str) -> None:
    answer = Client().get(f"/api/v1/plan/{address}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not-found"
