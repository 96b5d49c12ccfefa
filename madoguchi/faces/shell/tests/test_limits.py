"""Limits of the API: by key, by account, by address; said in headers, and over them 429 in the reader's language."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.testing import a_city
from madoguchi.core.calendar.public import today
from madoguchi.core.limits.public import Counter
from madoguchi.core.limits.testing import counted
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import a_resident_account, an_administrator, signed_in
from madoguchi.faces.shell import limits

pytestmark = pytest.mark.django_db
HERE = "/api/v1/departments"


@pytest.fixture(autouse=True)
def few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MADO_API_PER_TOKEN, settings.MADO_API_PER_ADDRESS = 5, 3
    monkeypatch.setattr(limits, "COUNTER", Counter())
    now = timezone.now().replace(second=20)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def statuses(client: Client, times: int, **more: Any) -> list[int]:
    return [client.get(HERE, **more).status_code for _ in range(times)]


def test_limit__by_address__three_and_then_a_problem_with_the_time_to_wait() -> None:
    answers = [Client().get(HERE) for _ in range(4)]
    assert [one["RateLimit-Remaining"] for one in answers] == ["2", "1", "0", "0"]
    last = answers[-1]
    assert (last.status_code, last["Retry-After"], last["RateLimit-Reset"], last["RateLimit-Limit"]) == (429, "40", "40", "3")
    assert last["Content-Type"] == "application/problem+json"
    assert last.json()["code"] == "too-many-requests"
    assert "40秒後" in last.json()["title"]
    assert "40 seconds" in Client().get(HERE, headers={"accept-language": "en"}).json()["title"]
    assert statuses(Client(REMOTE_ADDR="192.0.2.9"), 1) == [200]


def test_limit__of_ipv6__by_the_half_that_is_assigned() -> None:
    assert statuses(Client(REMOTE_ADDR="2001:db8:1:2::1"), 3) == [200] * 3
    assert statuses(Client(REMOTE_ADDR="2001:db8:1:2:ffff::9"), 1) == [429]
    assert statuses(Client(REMOTE_ADDR="2001:db8:1:3::1"), 1) == [200]


def test_limit__behind_a_proxy__by_the_address_that_it_names(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert statuses(Client(), 4, headers={"x-forwarded-for": "198.51.100.1"}) == [200] * 3 + [429]
    assert statuses(Client(), 1, headers={"x-forwarded-for": "198.51.100.1, 198.51.100.2"}) == [200]


def test_limit__of_a_key_and_of_an_account__is_their_own() -> None:
    a_city(kodomo="こども課")
    assert statuses(Client(), 4)[-1] == 429
    now = timezone.now()
    until = today(now) + timedelta(days=30)
    _machine, secret = people.admit_machine(
        "連携", section="kodomo", scopes=["cases.see"], expires_on=until, by=an_administrator(), at=now
    )  # fmt: skip
    assert statuses(Client(headers={"authorization": f"Bearer {secret}"}), 6) == [200] * 5 + [429]
    assert statuses(signed_in(Client(), a_resident_account()), 4) == [200] * 3 + [429]


def test_limit__wrong_keys__count_for_the_address() -> None:
    assert [Client(headers={"authorization": f"Bearer mado_{n}"}).get(HERE).status_code for n in range(4)] == [401] * 3 + [429]


def test_limit__pages__are_not_counted(django_assert_max_num_queries: Any) -> None:
    assert {Client().get("/healthz").status_code for _ in range(9)} == {200}
    assert "RateLimit-Limit" not in Client().get("/healthz")


def test_address__is_kept_nowhere_in_clear() -> None:
    statuses(Client(REMOTE_ADDR="192.0.2.77"), 4)
    assert [who.partition(":")[0] for who in counted()] == ["address"]
    assert "192.0.2.77" not in counted()[0]
