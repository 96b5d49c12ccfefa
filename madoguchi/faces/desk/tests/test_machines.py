"""Other systems at the desk: admitted with a secret that is seen once, shut out by a button."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.calendar.public import today
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import an_administrator, an_officer
from madoguchi.engines.webhooks import public as webhooks
from madoguchi.engines.webhooks.testing import Receiver, a_hook, a_receiver, carry

Desk = Callable[[Any], Client]


def typed(**changed: Any) -> dict[str, Any]:
    until = today(timezone.now()) + timedelta(days=30)
    return {"name": "連携", "section": "kodomo", "scopes": ["cases.see"], "expires_on": f"{until}", **changed}


def test_machine__admitted__secret_shown_once_and_revoked_by_a_button(desk: Desk) -> None:
    client = desk(an_administrator())
    page = client.post("/desk/machines/new/", typed()).content.decode()
    assert "mado_" in page.split('class="copyable"')[1]
    assert 'class="copyable"' not in client.get("/desk/machines/").content.decode()
    machine = people.Machine.objects.get()
    client.post(f"/desk/machines/{machine.pk}/revoke/")
    machine.refresh_from_db()
    assert machine.revoked_at


def test_machine__without_scope_or_with_a_past_day__told_and_nothing_lost(desk: Desk) -> None:
    client = desk(an_administrator())
    answer = client.post("/desk/machines/new/", typed(scopes=[], expires_on="2020-01-01"))
    assert answer.status_code == 422
    assert "連携" in answer.content.decode()
    assert client.post("/desk/machines/new/", typed(expires_on="2020-01-01")).status_code == 422
    assert not people.Machine.objects.exists()


def test_machines__for_a_clerk__closed(desk: Desk) -> None:
    assert desk(an_officer()).get("/desk/machines/").status_code == 403


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.MADO_WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with a_receiver() as found:
        yield found


def test_hook__registered__secret_shown_once_tried_and_seen_in_the_log(desk: Desk, receiver: Receiver) -> None:
    client, machine = desk(an_administrator()), a_reader()
    new = f"/desk/machines/{machine.pk}/hooks/new/"
    assert client.get(new).status_code == 200
    page = client.post(new, {"address": receiver.address, "kinds": ["cases.opened"]}).content.decode()
    assert "whsec_" in page.split('class="copyable"')[1]
    hook = webhooks.Hook.objects.get()
    here = f"/desk/machines/hooks/{hook.pk}/"
    client.post(f"{here}try/")
    receiver.answers = [500]
    carry(hook.pk)
    shown = client.get(here).content.decode()
    assert "<strong>500</strong>" in shown
    assert "届いていません" in shown
    assert "whsec_" not in shown
    webhooks.Sending.objects.update(due_at=timezone.now())
    webhooks.Hook.objects.update(not_before=None)
    carry(hook.pk)
    shown = client.get(here).content.decode()
    assert "<strong>204</strong>" in shown
    assert "知らせています" in shown
    client.post(f"/desk/machines/sendings/{webhooks.Sending.objects.get().pk}/again/")
    carry(hook.pk)
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1
    assert len(receiver.got) == 3


def test_hook__paused_by_the_house__is_said_on_the_list_and_resumed_by_a_button(desk: Desk, receiver: Receiver) -> None:
    client = desk(an_administrator())
    hook, _secret = a_hook(receiver.address)
    here = f"/desk/machines/hooks/{hook.pk}/"
    webhooks.try_hook(hook, by=an_administrator(), at=timezone.now())
    receiver.status = 410
    carry(hook.pk)
    assert "止めた送り先があります" in client.get("/desk/machines/").content.decode()
    client.post(f"{here}resume/")
    assert "止めた送り先があります" not in client.get("/desk/machines/").content.decode()
    for action, state in (("pause", "停止中"), ("end", "終了")):
        client.post(f"{here}{action}/")
        assert state in client.get(here).content.decode()
    assert client.post(f"{here}try/").status_code == 404
    assert client.post(f"{here}explode/").status_code == 404


def test_hook__secret_made_anew__is_another(desk: Desk, receiver: Receiver) -> None:
    hook, old = a_hook(receiver.address)
    page = desk(an_administrator()).post(f"/desk/machines/hooks/{hook.pk}/secret/").content.decode()
    assert "whsec_" in page
    assert old not in page
    assert "前の鍵でも" in page


@pytest.mark.parametrize(
    "typed", [{"address": "http://10.0.0.1/"}, {"address": ""}, {"address": "javascript:alert(1)"}, {"kinds": []}]
)
def test_hook__with_a_wrong_address_or_nothing_to_tell__is_told_and_nothing_lost(desk: Desk, typed: dict[str, Any]) -> None:
    machine = a_reader()
    sent = {"address": "https://127.0.0.1/", "kinds": ["cases.opened"], **typed}
    answer = desk(an_administrator()).post(f"/desk/machines/{machine.pk}/hooks/new/", sent)
    assert answer.status_code == 422
    assert not webhooks.Hook.objects.exists()
    assert str(sent["address"]) in answer.content.decode()


def test_hooks__for_a_clerk__closed(desk: Desk, receiver: Receiver) -> None:
    hook, _secret = a_hook(receiver.address)
    client = desk(an_officer())
    for address in (f"/desk/machines/{hook.machine_id}/hooks/", f"/desk/machines/hooks/{hook.pk}/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/desk/machines/hooks/{hook.pk}/end/").status_code == 403


def a_reader() -> people.Machine:
    now = timezone.now()
    until = today(now) + timedelta(days=30)
    machine, _key = people.admit_machine(
        "連携", section="kodomo", scopes=["events.read"], expires_on=until, by=an_administrator(), at=now
    )
    return machine
