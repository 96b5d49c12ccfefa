"""Merging through the pages: the other mailbox is proved, what moves is shown, and the cases are there afterwards."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.cases.testing import a_case
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import a_resident_account, actor_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madoguchi.faces.shell.guard.is_fresh", lambda _request: True)


def code_for(account: people.Account, other: people.Account, client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(people.mailing, "send", lambda _template, _to, context, *_rest: sent.append(context))
    assert client.post("/account/merge/", {"email": other.email}).status_code == 302
    return str(sent[-1].get("code", ""))


def test_pages__two_accounts_become_one(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, closed = a_resident_account("nokosu@example.jp"), a_resident_account("tojiru@example.jp")
    case = a_case("accepted", account=closed, at=timezone.now())
    client, other = signed_in(Client(), kept), signed_in(Client(), closed)
    assert client.get("/account/merge/confirm/").headers["Location"] == "/account/merge/"
    code = code_for(kept, closed, client, monkeypatch)
    assert client.post("/account/merge/", {"code": "000000" if code != "000000" else "111111"}).status_code == 200
    assert client.post("/account/merge/", {"code": code}).headers["Location"] == "/account/merge/confirm/"
    page = client.get("/account/merge/confirm/").content.decode()
    assert re.search(r"申請　\s*1件", page)
    assert people.Account.objects.get(pk=closed.pk).is_active
    assert client.post("/account/merge/confirm/").status_code == 302
    assert client.get(f"/mine/{case.number}/").status_code == 200
    assert other.get("/mine/").status_code == 302, "the closed account is out at the next click"
    assert client.get("/account/merge/confirm/").headers["Location"] == "/account/merge/"


def test_pages__proof_of_one_session__counts_for_no_other_account(monkeypatch: pytest.MonkeyPatch) -> None:
    thief, victim, third = (a_resident_account() for _ in range(3))
    client = signed_in(Client(), thief)
    code = code_for(thief, victim, client, monkeypatch)
    session = client.session
    asked = session["mado_merge"]
    other = signed_in(Client(), third)
    held = other.session
    held["mado_merge"] = asked
    held.save()
    assert "メールアドレス" in other.get("/account/merge/").content.decode(), "asked for by another account: begin anew"
    other.post("/account/merge/", {"code": code})
    assert "mado_merge_proved" not in other.session
    with pytest.raises(people.NotMergeable):
        people.merge(victim, thief, by=actor_of(thief), at=timezone.now())
