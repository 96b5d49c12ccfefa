"""Another system: let in by an administrator, sees its section alone, is shut out at once."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.city.testing import raw_department
from madoguchi.core.audit.public import Entry
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import feed
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases.testing import ANSWERS, a_case, a_procedure
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import an_administrator, an_officer, signed_in

pytestmark = pytest.mark.django_db
ALL = ("cases.see", "cases.hand-in", "events.read")


def a_machine(*scopes: str, section: str = "kodomo") -> tuple[people.Machine, Client]:
    a_procedure()
    at = timezone.now()
    machine, secret = people.admit_machine(
        "連携の試験", section=section, scopes=scopes or ALL, expires_on=today(at) + timedelta(days=90), by=an_administrator(), at=at
    )
    return machine, Client(headers={"Authorization": f"Bearer {secret}"})


def send(client: Client, key: str = "k"):
    body = json.dumps({"answers": ANSWERS, "later": ["proof"]})
    here = "/api/v1/procedures/sample-allowance/applications"
    return client.post(here, body, content_type="application/json", headers={"Idempotency-Key": key})


def test_machine__hands_in_and_sees_what_it_handed_in() -> None:
    _machine, client = a_machine("cases.hand-in")
    number = send(client).json()["number"]
    assert client.get(f"/api/v1/applications/{number}").json()["number"] == number
    assert [one["number"] for one in client.get("/api/v1/applications").json()["items"]] == [number]
    other = a_case()
    assert client.get(f"/api/v1/applications/{other.number}").status_code == 404


def test_machine__sees_its_section_and_no_other() -> None:
    case = a_case()
    _m, client = a_machine("cases.see")
    assert client.get(f"/api/v1/applications/{case.number}").status_code == 200
    assert send(client).status_code == 403
    publish("department", raw_department("kaigo", "介護保険課", "例か"), by=people.SYSTEM, at=timezone.now())
    _m, stranger = a_machine("cases.see", section="kaigo")
    assert stranger.get(f"/api/v1/applications/{case.number}").status_code == 404
    assert stranger.get("/api/v1/applications").json()["items"] == []


def test_machine__its_look_is_written_down() -> None:
    case = a_case()
    machine, client = a_machine("cases.see")
    client.get(f"/api/v1/applications/{case.number}")
    assert Entry.objects.filter(action="looked", by=f"machine:{machine.pk}").exists()


def test_machine__revoked__is_a_stranger_at_once() -> None:
    machine, client = a_machine()
    assert client.get("/api/v1/applications").status_code == 200
    people.revoke_machine(machine, by=an_administrator(), at=timezone.now())
    answer = client.get("/api/v1/applications")
    assert (answer.status_code, answer.json()["code"]) == (401, "bad-token")


def test_machine__after_its_last_day__is_a_stranger() -> None:
    machine, client = a_machine()
    people.Machine.objects.filter(pk=machine.pk).update(
        made_at=timezone.now() - timedelta(days=9), expires_on=today(timezone.now())
    )
    assert client.get("/api/v1/applications").status_code == 401


def test_secret__counts_at_the_api_alone() -> None:
    _machine, client = a_machine()
    assert client.get("/desk/").status_code == 302
    assert client.get("/mine/").status_code == 302


def test_secret__wrong__beside_a_session__does_not_fall_back_on_it() -> None:
    a_procedure()
    client = signed_in(Client(headers={"Authorization": "Bearer mado_wrong"}), an_officer())
    assert client.get("/api/v1/applications").status_code == 401


def test_secret__is_kept_as_a_digest_only() -> None:
    machine, client = a_machine()
    secret = client.defaults["HTTP_AUTHORIZATION"].split()[1]
    assert secret not in json.dumps({field.name: str(getattr(machine, field.name)) for field in machine._meta.fields})


@pytest.mark.parametrize("scopes", [(), ("people.manage-staff",), ("cases.decide",), ("no.such",)])
def test_admit__what_no_machine_may__refused(scopes: tuple[str, ...]) -> None:
    at = timezone.now()
    tomorrow = today(at) + timedelta(days=1)
    with pytest.raises(people.NothingAllowed):
        people.admit_machine("x", section="kodomo", scopes=scopes, expires_on=tomorrow, by=an_administrator(), at=at)


def test_admit__by_a_clerk__not_permitted() -> None:
    at = timezone.now()
    with pytest.raises(NotPermitted):
        people.admit_machine("x", section="kodomo", scopes=ALL, expires_on=today(at) + timedelta(days=2), by=an_officer(), at=at)


def test_events__too_fresh__wait_lest_another_comes_before_them() -> None:
    _machine, client = a_machine("events.read")
    a_case()
    assert client.get("/api/v1/events").json() == {"items": [], "next": ""}


def test_events__of_the_section__in_their_order_from_the_cursor_on() -> None:
    a_case()
    soon = timezone.now() + timedelta(minutes=1)
    found = feed({"kodomo"}, at=soon)
    assert found == sorted(found, key=lambda event: event.id)
    assert feed({"kodomo"}, after=found[0].id, at=soon) == found[1:]
    assert feed({"kaigo"}, at=soon) == []
    assert {event.kind for event in feed({"kodomo"}, kinds=["cases.opened"], at=soon)} == {"cases.opened"}


def test_flow_log__of_the_own_section__without_persons() -> None:
    case = a_case("withdrawn", at=timezone.now() - timedelta(hours=1))
    run_all_ready(timezone.now())
    _m, client = a_machine("insight.flow-log")
    text = b"".join(client.get("/api/v1/flow/log").streaming_content).decode()
    assert str(case.pk) in text
    assert case.number not in text
    log = json.loads(b"".join(client.get("/api/v1/flow/log?form=ocel-json").streaming_content))
    assert {event["type"] for event in log["events"]} >= {"cases.opened", "cases.withdrawn"}
    publish("department", raw_department("kaigo", "介護保険課", "例か"), by=people.SYSTEM, at=timezone.now())
    _m, stranger = a_machine("insight.flow-log", section="kaigo")
    assert b"<trace>" not in b"".join(stranger.get("/api/v1/flow/log").streaming_content)
    assert a_machine("cases.see")[1].get("/api/v1/flow/log").status_code == 403
    assert (client.get("/api/v1/flow/log?form=xls").status_code, client.get("/api/v1/flow/log?first=x").status_code) == (422, 422)
    assert Client().get("/api/v1/flow/log").status_code == 401


def test_events__for_residents__closed() -> None:
    assert Client().get("/api/v1/events").status_code == 401
