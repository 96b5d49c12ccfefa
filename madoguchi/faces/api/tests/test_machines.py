"""Another system: let in by an administrator, sees its section alone, is shut out at once."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.city.testing import raw_department
from madoguchi.core.audit.public import Entry
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import StoredEvent, feed
from madoguchi.core.jobs.testing import run_all_ready, run_chore
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import ANSWERS, a_case, a_procedure
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import a_resident_account, an_addressee, an_administrator, an_officer, signed_in

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


def test_machine__of_a_protected_person__learns_nothing_even_of_what_it_handed_in() -> None:
    _machine, client = a_machine()
    case = a_case(account=a_resident_account())
    number = send(client).json()["number"]
    mine = cases.Application.objects.get(number=number)
    cases.Application.objects.filter(pk=mine.pk).update(account=case.account)
    run_chore("events.number", timezone.now())
    assert {str(case.pk), str(mine.pk)} <= {one["subject_id"] for one in client.get("/api/v1/events").json()["items"]}
    people.bind(case.account, an_addressee(suppressed=True), by=people.SYSTEM, at=timezone.now())
    run_chore("events.number", timezone.now())
    assert client.get("/api/v1/applications").json()["items"] == []
    assert {client.get(f"/api/v1/applications/{one}").status_code for one in (case.number, number)} == {404}
    shown = client.get("/api/v1/events").content.decode()
    assert not [one for one in (str(case.pk), str(mine.pk), number, str(case.account_id)) if one in shown]


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


def test_events__too_fresh__wait_for_their_number() -> None:
    _machine, client = a_machine("events.read")
    a_case()
    assert client.get("/api/v1/events").json() == {"items": [], "next": ""}
    run_chore("events.number", timezone.now())
    assert client.get("/api/v1/events").json()["items"]


def test_events__of_the_section__in_their_order_from_the_cursor_on() -> None:
    case = a_case()
    _m, client = a_machine("events.read")
    run_chore("events.number", timezone.now())
    whole = client.get("/api/v1/events").json()
    kinds = [one["kind"] for one in whole["items"]]
    assert kinds.index("cases.submitted") < kinds.index("cases.opened")
    read: list[dict] = []
    address = "/api/v1/events?limit=2"
    while True:
        answer = client.get(address)
        if not answer.json()["items"]:
            break
        read += answer.json()["items"]
        address = answer["Link"].partition(">")[0].lstrip("<")
    assert read == whole["items"]
    assert answer.json()["next"] == whole["next"] == read[-1]["id"]
    opened = client.get("/api/v1/events?kind=cases.opened").json()["items"]
    assert [one["subject_id"] for one in opened] == [str(case.pk)]
    assert feed({"kaigo"}) == []


def test_events__committed_late_with_an_early_identifier__comes_after_what_was_read() -> None:
    """A long transaction, another clock, or the relay: the identifier is of before, the commit is not."""
    _m, client = a_machine("events.read")
    a_case()
    run_chore("events.number", timezone.now())
    cursor = client.get("/api/v1/events").json()["next"]
    late = StoredEvent.objects.create(
        id=UUID(int=1 << 80), kind="cases.accepted", at=timezone.now(), by="staff:1", section="kodomo",
        subject_kind="case", subject_id="x", data={},
    )  # fmt: skip
    assert client.get("/api/v1/events", {"cursor": cursor}).json()["items"] == []
    assert client.get("/api/v1/events", {"cursor": str(late.pk)}).json()["items"] == [], "not numbered yet: nothing, and no fault"
    run_chore("events.number", timezone.now())
    assert [one["id"] for one in client.get("/api/v1/events", {"cursor": cursor}).json()["items"]] == [str(late.pk)]


@pytest.mark.parametrize("cursor", ["x", "00000000-0000-0000-0000-000000000000"])
def test_events__from_what_never_was__refused(cursor: str) -> None:
    answer = a_machine("events.read")[1].get("/api/v1/events", {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-cursor")


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
