"""A city without a plan."""

import pytest
from django.test import Client

from madoguchi.city.testing import a_city

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/plan/", "/api/v1/plan/measures"])
def test_pages__of_a_city_without_a_plan__are_not_found(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_foot_of_every_page__of_a_city_without_a_plan__does_not_lead_to_it() -> None:
    a_city()
    assert 'href="/plan/"' not in Client().get("/").content.decode()


@pytest.mark.usefixtures("urayasu")
def test_foot_of_every_page__of_a_city_with_a_plan__leads_to_it() -> None:
    assert 'href="/plan/"' in Client().get("/").content.decode()
