"""Webhooks over real HTTP: signed, in order, again after a failure, paused when nobody listens; no persons, no private places."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.health import Level
from madoguchi.core.jobs.testing import run_all_ready, run_chore
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases.testing import a_case, a_procedure
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, an_addressee, an_administrator, an_officer
from madoguchi.engines.webhooks import carrying, outward
from madoguchi.engines.webhooks import public as webhooks
from madoguchi.engines.webhooks.carrying import WAITS, carry
from madoguchi.engines.webhooks.health import reached
from madoguchi.engines.webhooks.models import Hook, Sending
from madoguchi.engines.webhooks.refusals import MayNotRead, NoKinds, NotSettled
from madoguchi.engines.webhooks.signing import signature
from madoguchi.engines.webhooks.testing import Receiver, a_hook, a_receiver

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_section(db: None) -> None:
    a_procedure()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.MADO_WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with a_receiver() as found:
        yield found


def go(at: Any = None, hook: Hook | None = None) -> int:
    """Number, plan, and carry what is due."""
    at = at or timezone.now()
    run_chore("events.number", at)
    run_chore("webhooks.round", at)
    return carry(hook.pk, clock=lambda: at) if hook else 0


def test_hook__what_happens__arrives_signed_with_number_and_link_and_nothing_else(receiver: Receiver, settings: Any) -> None:
    settings.MADO_ADDRESS = "https://madoguchi.example.jp"
    hook, secret = a_hook(receiver.address, "cases.opened", "cases.accepted")
    case = a_case()
    assert go(hook=hook) == 1
    headers, body = receiver.got[0]
    message, seconds = headers["webhook-id"], headers["webhook-timestamp"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, f"{message}.{seconds}.".encode() + body, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    event = StoredEvent.objects.get(kind="cases.opened")
    said = json.loads(body)
    assert said.pop("timestamp").endswith("+09:00")
    assert said == {
        "type": "cases.opened",
        "data": {
            "event": str(event.pk),
            "section": "kodomo",
            "subject_kind": "case",
            "number": case.number,
            "links": {"self": f"https://madoguchi.example.jp/api/v1/applications/{case.number}"},
        },
    }
    sending = Sending.objects.get()
    assert (sending.tries, sending.due_at, [one.status for one in sending.attempts.all()]) == (1, None, [204])
    assert go(hook=hook) == 0


def test_hook__signature__is_that_of_the_specification() -> None:
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    assert signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_hook__whose_machine_may_not_see_cases__gets_no_number(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address, scopes=("events.read",))
    case = a_case()
    go(hook=hook)
    assert case.number not in receiver.got[0][1].decode()
    assert json.loads(receiver.got[0][1])["data"]["links"] == {}


def test_hook__of_a_protected_person__is_told_nothing_even_if_protection_comes_between(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address, "cases.opened", "cases.withdrawn")
    case = a_case(account=a_resident_account())
    assert case.account
    person = an_addressee(suppressed=True)
    people.bind(case.account, person, by=SYSTEM, at=timezone.now())
    assert go(hook=hook) == 0
    assert not Sending.objects.exists()
    people.Addressee.objects.update(suppressed=False)
    run_chore("events.number", timezone.now())
    event = StoredEvent.objects.get(kind="cases.opened")
    sending = Sending.objects.create(hook=hook, event=event, planned_at=timezone.now(), due_at=timezone.now())
    people.Addressee.objects.update(suppressed=True)
    carry(hook.pk)
    sending.refresh_from_db()
    assert sending.withheld_at
    assert receiver.got == []


def test_hook__of_another_section_or_kind_or_before_it_was_made__is_told_nothing(receiver: Receiver) -> None:
    a_case()
    run_chore("events.number", timezone.now())
    hook, _secret = a_hook(receiver.address, "cases.withdrawn")
    other, _secret = a_hook(receiver.address, section="kodomo")
    assert go(hook=hook) == 0
    assert go(hook=other) == 0


def test_hook__receiver_fails__is_tried_again_under_the_same_name_at_growing_waits(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    a_case()
    receiver.answers = [500, 302, 429]
    at = timezone.now()
    for wait in (*WAITS[:3], timedelta()):
        assert go(at, hook) == 1
        assert go(at + timedelta(seconds=1), hook) == 0
        at += wait + timedelta(seconds=1)
    sending = Sending.objects.get()
    assert [one.status for one in sending.attempts.order_by("pk")] == [500, 302, 429, 204]
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1
    assert len({headers["webhook-timestamp"] for headers, _body in receiver.got}) == 4
    assert len({body for _headers, body in receiver.got}) == 1
    hook.refresh_from_db()
    assert (hook.failing_since, hook.failures, hook.not_before) == (None, 0, None)


def test_hook__a_message_that_is_refused__does_not_hold_up_the_others(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    a_case()
    a_case()
    receiver.answers = [400]
    assert go(hook=hook) == 2
    assert sorted(bool(one.delivered_at) for one in Sending.objects.all()) == [False, True]


def test_hook__not_reached_for_a_day__is_paused_said_and_goes_on_where_it_stood(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    a_case()
    receiver.status, at = 503, timezone.now()
    for wait in (*WAITS, timedelta()):
        go(at, hook)
        at += wait + timedelta(seconds=1)
    hook.refresh_from_db()
    assert (hook.paused_why, bool(hook.paused_at)) == ("failing", True)
    assert StoredEvent.objects.filter(kind="webhooks.hook-paused", section="kodomo").exists()
    assert [one.level for one in reached(at)] == [Level.WARNING]
    a_case()
    receiver.status, tried = 200, len(receiver.got)
    go(at, hook)
    assert len(receiver.got) == tried, "nothing is sent while it is paused"
    webhooks.resume_hook(hook, by=an_administrator(), at=at)
    go(at, hook)
    assert Sending.objects.filter(delivered_at=None).count() == 0
    assert Sending.objects.count() == 2, "what happened meanwhile is told afterwards"
    assert [one.level for one in reached(at)] == [Level.OK]


def test_hook__gone__is_paused_at_once(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    a_case()
    receiver.status = 410
    go(hook=hook)
    hook.refresh_from_db()
    assert hook.paused_why == "gone"


def test_hook__worker_killed_while_sending__is_sent_by_the_next(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lease stays, nobody finishes; when it is over, the same message goes out under the same name."""
    hook, _secret = a_hook(receiver.address)
    a_case()
    monkeypatch.setattr(carrying, "_settle", lambda *args: (_ for _ in ()).throw(SystemExit))
    at = timezone.now()
    with pytest.raises(SystemExit):
        go(at, hook)
    monkeypatch.undo()
    Hook.objects.update(busy_until=at + carrying.LEASE)
    assert carry(hook.pk, clock=lambda: at + timedelta(seconds=1)) == 0, "its lease still runs"
    assert carry(hook.pk, clock=lambda: at + carrying.LEASE + timedelta(seconds=1)) == 1
    assert [headers["webhook-id"] for headers, _body in receiver.got] == [Sending.objects.get().message] * 2


def test_hook__by_jobs_alone__arrives(receiver: Receiver) -> None:
    a_hook(receiver.address)
    a_case()
    go()
    run_all_ready(timezone.now())
    assert len(receiver.got) == 1


def test_round__without_hooks_or_news__asks_little(receiver: Receiver, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        run_chore("webhooks.round", timezone.now())
    a_hook(receiver.address)
    go()
    with django_assert_num_queries(3):
        run_chore("webhooks.round", timezone.now())


def test_machine__revoked__is_told_nothing_more(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    a_case()
    run_chore("events.number", timezone.now())
    run_chore("webhooks.round", timezone.now())
    people.revoke_machine(hook.machine, by=an_administrator(), at=timezone.now())
    assert carry(hook.pk) == 0
    assert receiver.got == []
    assert "鍵の期限" in next(iter(reached(timezone.now()))).sentence


def test_secret__renewed__both_sign_for_a_day(receiver: Receiver) -> None:
    hook, old = a_hook(receiver.address)
    new = webhooks.renew_secret(hook, by=an_administrator(), at=timezone.now())
    a_case()
    go(hook=hook)
    headers, body = receiver.got[0]
    message, seconds = headers["webhook-id"], int(headers["webhook-timestamp"])
    assert headers["webhook-signature"].split() == [signature(one, message, seconds, body) for one in (new, old)]
    hook.refresh_from_db()
    assert len(carrying.secrets_of(hook, timezone.now() + timedelta(days=1, seconds=1))) == 1


def test_secret__is_in_no_column_in_clear(receiver: Receiver) -> None:
    hook, secret = a_hook(receiver.address)
    plain = base64.b64decode(secret.removeprefix("whsec_"))
    for field in hook._meta.fields:
        value = getattr(hook, field.attname)
        assert plain not in bytes(value) if isinstance(value, bytes | memoryview) else secret not in str(value)


def test_hook__ended__secret_destroyed_and_waiting_messages_given_up(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    a_case()
    run_chore("events.number", timezone.now())
    run_chore("webhooks.round", timezone.now())
    webhooks.end_hook(hook, by=an_administrator(), at=timezone.now())
    assert Sending.objects.get().given_up_at
    hook.key.refresh_from_db()
    assert hook.key.wrapped is None
    assert carry(hook.pk) == 0


def test_sending__again__only_when_it_is_settled(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    sending = webhooks.try_hook(hook, by=an_administrator(), at=timezone.now())
    with pytest.raises(NotSettled):
        webhooks.send_again(sending, by=an_administrator(), at=timezone.now())
    carry(hook.pk)
    assert json.loads(receiver.got[0][1])["type"] == "webhooks.trial"
    webhooks.send_again(sending, by=an_administrator(), at=timezone.now())
    carry(hook.pk)
    assert len(receiver.got) == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.filter(pk=sending.pk).update(due_at=timezone.now())


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://93.184.216.34/", "https"),
        ("ftp://93.184.216.34/", "https"),
        ("https://user:pw@93.184.216.34/", "https"),
        ("https://93.184.216.34/#part", "https"),
        ("https:///x", "https"),
        ("https://93.184.216.34:99999/", "https"),
        ("https://host.invalid/", "見つかりません"),
        *(
            (f"https://{host}/", "公開されていない番号")
            for host in (
                "127.0.0.1", "localhost", "10.0.0.5", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                "[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.5]", "[64:ff9b::a00:5]", "[2002:a00:5::]", "224.0.0.1",
                "2130706433", "0x7f.1", "[::]",
            )
        ),
    ],
)  # fmt: skip
def test_address__that_leads_into_the_house__is_refused(address: str, reason: str, settings: Any) -> None:
    settings.MADO_WEBHOOK_NETWORKS = []
    with pytest.raises(webhooks.AddressRefused, match=reason):
        a_hook(address)
    assert not Hook.objects.exists()


def test_address__that_turns_private_later__is_not_called(receiver: Receiver, settings: Any) -> None:
    """The name is judged each time, and the connection goes to what was judged."""
    hook, _secret = a_hook(receiver.address)
    a_case()
    settings.MADO_WEBHOOK_NETWORKS = []
    go(hook=hook)
    assert Sending.objects.get().attempts.get().trouble == "private-address"
    assert receiver.got == []


def test_address__public__is_judged_so() -> None:
    assert outward.is_public("93.184.216.34")
    assert outward.is_public("2606:2800:220:1:248:1893:25c8:1946")


def test_receiver__that_is_not_there__is_a_failure_with_its_reason(receiver: Receiver) -> None:
    hook, _secret = a_hook("http://127.0.0.1:9/")
    a_case()
    go(hook=hook)
    assert Sending.objects.get().attempts.get().trouble == "refused"


def test_make__without_right_kind_or_permission__is_refused(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    now = timezone.now()
    with pytest.raises(NotPermitted):
        webhooks.make_hook(hook.machine, address=receiver.address, kinds=["cases.opened"], by=an_officer(), at=now)
    with pytest.raises(NoKinds):
        webhooks.make_hook(hook.machine, address=receiver.address, kinds=["no.such"], by=an_administrator(), at=now)
    with pytest.raises(MayNotRead):
        a_hook(receiver.address, scopes=("cases.see",))


def test_sweep__forgets_settled_messages_of_a_season_ago(receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    webhooks.try_hook(hook, by=an_administrator(), at=timezone.now())
    carry(hook.pk)
    assert run_chore("webhooks.sweep", timezone.now() + timedelta(days=89)) == 0
    run_chore("webhooks.sweep", timezone.now() + timedelta(days=91))
    assert not Sending.objects.exists()
