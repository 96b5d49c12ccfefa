"""A machine hands in an application: once, checked as a form is, with its papers."""

import base64
import json

import pytest
from django.test import Client

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import ANSWERS, a_procedure, run
from madoguchi.engines.people.testing import a_resident_account, signed_in

pytestmark = pytest.mark.django_db
CODE = "sample-allowance"
HERE = f"/api/v1/procedures/{CODE}/applications"


@pytest.fixture
def client() -> Client:
    a_procedure()
    return signed_in(Client(), a_resident_account())


def send(client: Client, key: str = "k1", **changed: object):
    body = {"answers": ANSWERS, "later": ["proof"], **changed}
    return client.post(HERE, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key})


def test_hand_in__whole_answers__a_number_and_a_case(client: Client) -> None:
    handed = send(client)
    assert handed.status_code == 201, handed.content
    number = handed.json()["number"]
    application = cases.Application.objects.get(number=number)
    assert application.source == "api"
    assert application.answers["claimant"]["name"] == ANSWERS["claimant"]["name"]
    run()
    assert cases.Case.objects.get(number=number)
    assert client.get(handed.json()["links"]["self"]).json()["number"] == number


def test_hand_in__twice_under_one_key__once(client: Client) -> None:
    first, second = send(client), send(client)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert cases.Application.objects.count() == 1


def test_hand_in__same_key_other_words__refused(client: Client) -> None:
    send(client)
    other = send(client, electronic_notice=True)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


def test_hand_in__without_key__refused(client: Client) -> None:
    answer = client.post(HERE, json.dumps({"answers": ANSWERS}), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-parameter")


def test_hand_in__blanks_around_a_word__kept_as_a_form_keeps_it(client: Client) -> None:
    address = {**ANSWERS["claimant"]["address"], "street": "　架空町1丁目2番3号 "}
    number = send(client, answers={**ANSWERS, "claimant": {**ANSWERS["claimant"], "address": address}}).json()["number"]
    kept = cases.Application.objects.get(number=number).answers["claimant"]["address"]["street"]
    assert kept == ANSWERS["claimant"]["address"]["street"]


def test_hand_in__what_is_wrong__said_at_its_place_and_the_key_stays_free(client: Client) -> None:
    wrong = {**ANSWERS, "reason": {**ANSWERS["reason"], "event_date": "2999-01-01"}}
    answer = send(client, answers=wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "not-ready")
    assert {"reason.event_date"} == {one["path"] for one in answer.json()["problems"]}
    assert send(client).status_code == 201


@pytest.mark.parametrize(
    "answers",
    [
        {**ANSWERS, "unknown": 1},
        {**ANSWERS, "children": {"name": "x"}},
        {**ANSWERS, "reason": "birth"},
        {**ANSWERS, "claimant": {**ANSWERS["claimant"], "is_admin": True}},
    ],
)
def test_hand_in__of_another_shape__refused(client: Client, answers: dict) -> None:
    answer = send(client, answers=answers)
    assert answer.status_code == 422
    assert all(one["code"] == "wrong-shape" for one in answer.json()["problems"])
    assert not cases.Application.objects.exists()


def test_hand_in__with_a_paper__looked_into_and_kept(client: Client) -> None:
    paper = {"slot": "proof", "name": "口座.txt", "content": base64.b64encode("口座".encode()).decode()}
    number = send(client, files=[paper], later=[]).json()["number"]
    assert [file.slot for file in cases.Application.objects.get(number=number).files.all()] == ["proof"]


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        ({"slot": "proof", "name": "a.txt", "content": "???"}, "not-base64"),
        ({"slot": "nowhere", "name": "a.txt", "content": "YQ=="}, "no-such-slot"),
        ({"slot": "proof", "name": "a.exe", "content": base64.b64encode(b"MZ" + bytes(200)).decode()}, None),
    ],
)
def test_hand_in__bad_paper__refused_and_nothing_kept(client: Client, paper: dict, code: str | None) -> None:
    answer = send(client, files=[paper], later=[])
    assert answer.status_code in {404, 422}
    assert code is None or answer.json()["code"] == code
    assert not cases.Application.objects.exists()


def test_hand_in__nobody_signed_in__where_the_procedure_wants_an_account__refused(client: Client) -> None:
    answer = send(Client())
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-needed")


def test_hand_in__unknown_procedure__not_found(client: Client) -> None:
    answer = client.post(
        "/api/v1/procedures/nothing/applications", "{\"answers\": {}}", content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )  # fmt: skip
    assert answer.status_code == 404


def test_docs__page_for_people__names_every_operation(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert all(f"{path}</code>" in page for path in described["paths"])


def test_hand_in__by_a_form_of_another_site__refused(client: Client) -> None:
    forged = client.post(HERE, json.dumps({"answers": ANSWERS}), content_type="text/plain")
    assert forged.status_code == 422  # a form can't send the key
    assert not cases.Application.objects.exists()


def test_hand_in__in_english__sentences_in_english(client: Client) -> None:
    body = json.dumps({"answers": {}})
    headers = {"Idempotency-Key": "e", "Accept-Language": "en-GB,en;q=0.9"}
    said = client.post(HERE, body, content_type="application/json", headers=headers).json()
    assert said["title"].isascii()
