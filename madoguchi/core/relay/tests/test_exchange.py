"""The public side answers the office alone, once, in order, and keeps what it was given."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.relay import exchange, incoming
from madoguchi.core.relay.crossings import CROSSINGS, Crossing
from madoguchi.core.relay.envelope import Head, close
from madoguchi.core.relay.exchange import NONCE, SIGNATURE, TIME, answer, check_answer, frame, request_headers
from madoguchi.core.relay.keys import fresh_signing_pair
from madoguchi.core.relay.models import Incoming
from madoguchi.core.relay.models.incoming import Fate
from madoguchi.core.relay.refusals import Differs, Gap, Malformed, NotSigned, TooLarge
from madoguchi.core.relay.rows import letters
from madoguchi.core.sealing.public import fresh_pair
from madoguchi.core.zones import Zone

NOON = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)


class Sides:
    """Both sides' settings; one database plays the one that is asked."""

    def __init__(self) -> None:
        mine, theirs = fresh_signing_pair(), fresh_signing_pair()
        (office, to_office), (public, to_public) = fresh_pair(), fresh_pair()
        self.public = {
            "MADO_ZONE": "public", "MADO_RELAY_SIGN_KEY": letters(mine[0]), "MADO_RELAY_PEER_SIGN_KEY": letters(theirs[1]),
            "MADO_RELAY_SEAL_KEY": public, "MADO_OFFICE_PUBLIC_KEY": to_office, "MADO_OFFICE_KEY": "",
        }  # fmt: skip
        self.office = {
            "MADO_ZONE": "office", "MADO_RELAY_SIGN_KEY": letters(theirs[0]), "MADO_RELAY_PEER_SIGN_KEY": letters(mine[1]),
            "MADO_RELAY_PEER_SEAL_KEY": to_public, "MADO_OFFICE_KEY": office, "MADO_OFFICE_PUBLIC_KEY": "",
        }  # fmt: skip

    def asked(self, verb: str, body: bytes, *, at: datetime = NOON, **changed: str) -> tuple[dict[str, str], str]:
        nonce = secrets.token_hex(16)
        with override_settings(**self.office):
            return {**request_headers(verb, body, nonce, at), **changed}, nonce

    def said_by_office(self, seq: int, *, subject: str = "one", kind: str = "tests.heard", **said: Any) -> bytes:
        with override_settings(**self.office):
            head = Head(str(uuid7()), seq, "office", "public", kind, subject, NOON.isoformat(), [])
            return close(head, said).raw


@pytest.fixture
def sides() -> Iterator[Sides]:
    found = Sides()
    with override_settings(**found.public):
        yield found


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    """What was taken, in its order; `fail` in it makes the taking fail."""
    taken: list[Any] = []

    def take(subject: str, said: dict[str, Any], _: Any) -> None:
        if said.get("fail") and not taken.count("mended"):
            raise LookupError("not loaded")
        if said.get("decline"):
            raise incoming.Declined("too-late")
        taken.append(said["n"])

    CROSSINGS.register("tests.heard", Crossing("tests.heard", Zone.PUBLIC, lambda *_: {}, take))
    yield taken
    CROSSINGS._items.pop("tests.heard")


@pytest.mark.django_db
def test_request__signed_by_the_office__is_answered_signed(sides: Sides) -> None:
    body = frame({})
    headers, nonce = sides.asked("hello", body)
    reply = answer("hello", headers, body, NOON)
    assert reply.status == 200
    with override_settings(**sides.office):
        said, _ = check_answer("hello", nonce, reply.status, reply.headers, reply.body)
        assert said["received"] == 0
        with pytest.raises(NotSigned):
            check_answer("hello", nonce, reply.status, reply.headers, reply.body + b" ")
        with pytest.raises(NotSigned):  # an answer to another request
            check_answer("hello", secrets.token_hex(16), reply.status, reply.headers, reply.body)


@pytest.mark.django_db
def test_request__the_same_again__is_not_answered(sides: Sides) -> None:
    body = frame({})
    headers, _ = sides.asked("hello", body)
    assert answer("hello", headers, body, NOON).status == 200
    again = answer("hello", headers, body, NOON + timedelta(seconds=1))
    assert (again.status, again.body) == (403, b"relay-replayed")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "change"),
    [
        ("hello", {SIGNATURE: "00" * 64}),
        ("hello", {SIGNATURE: "no hexadecimal"}),
        ("hello", {NONCE: "another"}),
        ("hello", {TIME: (NOON + timedelta(seconds=1)).isoformat()}),
        ("pull", {}),
        ("nothing", {}),
    ],
)
def test_request__changed_on_the_way__is_turned_away(sides: Sides, verb: str, change: dict[str, str]) -> None:
    body = frame({"after": 0})
    headers, _ = sides.asked("hello", body, **change)
    assert answer(verb, headers, body, NOON).status == 403
    headers, _ = sides.asked("hello", body)
    assert answer("hello", headers, body + b"!", NOON).status == 403


@pytest.mark.django_db
@pytest.mark.parametrize("apart", [timedelta(minutes=6), timedelta(minutes=-6)])
def test_request__clocks_apart__is_turned_away(sides: Sides, apart: timedelta) -> None:
    body = frame({})
    headers, _ = sides.asked("hello", body, at=NOON + apart)
    assert answer("hello", headers, body, NOON).body == b"relay-clock"


@pytest.mark.django_db
def test_request__by_a_key_that_nobody_registered__is_turned_away(sides: Sides) -> None:
    body = frame({})
    headers, _ = Sides().asked("hello", body)
    assert answer("hello", headers, body, NOON).body == b"relay-not-signed"


@pytest.mark.django_db
def test_request__too_large__is_turned_away(sides: Sides) -> None:
    body = b"0" * (exchange.LARGEST + 1)
    headers, _ = sides.asked("put", body)
    assert answer("put", headers, body, NOON).status == 403


@pytest.mark.django_db
def test_enclosure__that_goes_with_nothing__is_not_given(sides: Sides) -> None:
    body = frame({"id": "../../../etc/passwd", "offset": 0})
    headers, _ = sides.asked("piece", body)
    assert answer("piece", headers, body, NOON).status == 409
    body = frame({"id": "../../../etc/passwd"})
    headers, _ = sides.asked("have", body)
    assert answer("have", headers, body, NOON).status == 400


@pytest.mark.django_db
def test_envelope__twice__is_kept_once_and_receipted_twice(sides: Sides, heard: list[Any]) -> None:
    raw = sides.said_by_office(1, n=1)
    first, second = incoming.keep(raw, NOON), incoming.keep(raw, NOON)
    assert first["digest"] == second["digest"]
    assert Incoming.objects.count() == 1
    assert incoming.take_waiting(NOON) == 1
    assert incoming.take_waiting(NOON) == 0
    assert heard == [1]


@pytest.mark.django_db
def test_envelope__out_of_turn_or_other_under_its_number__is_not_kept(sides: Sides, heard: list[Any]) -> None:
    with pytest.raises(Gap):
        incoming.keep(sides.said_by_office(2, n=2), NOON)
    incoming.keep(sides.said_by_office(1, n=1), NOON)
    with pytest.raises(Differs):
        incoming.keep(sides.said_by_office(1, n=99), NOON)
    assert Incoming.objects.count() == 1


@pytest.mark.django_db
def test_envelope__forged_changed_or_for_the_other_side__is_not_kept(sides: Sides, heard: list[Any]) -> None:
    raw = sides.said_by_office(1, n=1)
    for spoilt in (
        raw[:-1] + bytes([raw[-1] ^ 1]),
        raw[:40] + bytes([raw[40] ^ 1]) + raw[41:],
        b"",
        Sides().said_by_office(1, n=1),
    ):
        with pytest.raises(NotSigned):
            incoming.keep(spoilt, NOON)
    with override_settings(**sides.office):
        head = Head(str(uuid7()), 1, "public", "office", "tests.heard", "one", NOON.isoformat(), [])
        back = close(head, {"n": 1}).raw
    with pytest.raises(Malformed):
        incoming.keep(back, NOON)
    with pytest.raises(TooLarge):
        incoming.keep(b"0" * 9_000_000, NOON)


@pytest.mark.django_db
def test_taking__one_that_cannot_be_taken__holds_up_its_own_subject_alone(sides: Sides, heard: list[Any]) -> None:
    incoming.keep(sides.said_by_office(1, subject="one", n=1, fail=True), NOON)
    incoming.keep(sides.said_by_office(2, subject="one", n=2), NOON)
    incoming.keep(sides.said_by_office(3, subject="two", n=3), NOON)
    incoming.take_waiting(NOON)
    assert heard == [3]
    stuck = Incoming.objects.get(seq=1)
    assert (stuck.fate, stuck.reason) == (Fate.STUCK, "LookupError: not loaded")
    heard.append("mended")
    incoming.take_waiting(NOON)
    assert heard == [3, "mended", 1, 2]


@pytest.mark.django_db
def test_taking__what_a_rule_forbids__is_settled_and_what_follows_goes_on(sides: Sides, heard: list[Any]) -> None:
    incoming.keep(sides.said_by_office(1, n=1, decline=True), NOON)
    incoming.keep(sides.said_by_office(2, n=2), NOON)
    assert incoming.take_waiting(NOON) == 2
    assert heard == [2]
    assert Incoming.objects.get(seq=1).fate == Fate.REFUSED


@pytest.mark.django_db
def test_envelope__opened_by_whoever_carries_it__says_nothing(sides: Sides, heard: list[Any]) -> None:
    raw = sides.said_by_office(1, n="架空の住所")
    assert "架空".encode() not in raw
    assert b"\\u67b6" not in raw
