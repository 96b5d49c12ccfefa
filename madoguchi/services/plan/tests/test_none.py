"""A city without a plan."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/plan/", "/api/v1/plan/measures"])
def test_pages__of_a_city_without_a_plan__are_not_found(address: str) -> None:
    assert Client().get(address).status_code == 404
