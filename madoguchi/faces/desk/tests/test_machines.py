"""Other systems at the desk: admitted with a secret that is seen once, shut out by a button."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from madoguchi.core.calendar.public import today
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import an_administrator, an_officer

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
