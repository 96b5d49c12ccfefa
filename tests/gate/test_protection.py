"""支援措置: every door of the house, those of tomorrow too, keeps silent about where a protected person lives."""

from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from madoguchi.core.audit.public import Entry
from madoguchi.engines.people.public import Addressee, bind, sessions
from madoguchi.engines.people.testing import (
    SYSTEM,
    a_delegation,
    a_resident_account,
    actor_of,
    an_addressee,
    choice_of,
    signed_in,
)  # fmt: skip
from madoguchi.faces.shell.guard import _admits
from tests.gate.reading import text_in
from tests.gate.test_doors import doors
from tests.gate.world import Somebody, World, a_world

pytestmark = pytest.mark.django_db
PLACES = ("架空町",)
"""What would betray where the person lives."""
NAMES = ("さくら", "ひなた", "門外不出")
"""What would betray to kin that there is a record at all; a clerk's own list names whom a case is about."""
UNWARNED = ("clerk of the section", "chief of the section")
KIN = ("proxy for everything", "proxy within the scope", "proxy in its own name", "other parent")


def a_protected_world() -> World:
    """The owner has fled; a parent of the same household had been confirmed as legal proxy before."""
    world = a_world()
    now = timezone.now()
    person = an_addressee(suppressed=True, family="門外不出", given="さくら", address="浦安市架空町1丁目2番3号")
    bind(world.owner, person, by=SYSTEM, at=now)
    parent = a_resident_account(name="もう一人の親")
    held = a_delegation(world.owner, parent, "*", basis="legal")  # type: ignore[arg-type]
    world.people["other parent"] = Somebody(parent)
    world.people["other parent"].acting = ""
    world.delegations.append(held)
    for name in ("proxy for everything", "proxy within the scope"):
        world.people[name].acting = ""  # the session still says for whom; see below
    return world


def clients(world: World) -> dict[str, Client]:
    """Proxies come with sessions that still say for whom they act, as they did when protection began."""

    found = {}
    acting = dict(zip(("proxy for everything", "proxy within the scope"), world.delegations, strict=False))
    acting["other parent"] = world.delegations[-1]
    for name in (*UNWARNED, *KIN):
        account = world.people[name].account
        assert account is not None
        client = signed_in(Client(), account)
        if name in acting:
            session = import_module(settings.SESSION_ENGINE).SessionStore(client.cookies["mado_portal"].value)
            sessions.begin_acting(session, account.pk, choice_of(acting[name]))
            session.save()
        found[name] = client
    return found


def test_doors__of_a_protected_person__tell_no_kin_and_no_unwarned_clerk_where() -> None:
    world = a_protected_world()
    made, found, walked = clients(world), [], 0
    actors = {name: actor_of(world.people[name].account) for name in made}  # type: ignore[arg-type]
    for address, whom in doors(world):
        for name, client in made.items():
            if not any(_admits(one, actors[name]) for one in whom):
                continue
            walked += 1
            shown = shown_at(client, address)
            told = [mark for mark in (PLACES if name in UNWARNED else (*PLACES, *NAMES)) if mark in shown]
            found += [f"{name} at {address}: {mark}" for mark in told]
    assert not found, "\n".join(found)
    assert walked > 300, "the walk went past the doors"


def shown_at(client: Client, address: str) -> str:
    answer = client.get(address, raise_request_exception=False)  # type: ignore[call-arg]
    assert answer.status_code < 500, address
    return text_in(answer)


def test_case__of_a_protected_person__warns_first_and_opens_under_ones_name() -> None:
    world = a_protected_world()
    clerk = clients(world)["clerk of the section"]
    address = f"/desk/cases/{world.case.number}/"
    before = shown_at(clerk, address)
    assert "支援措置の対象者です" in before
    assert "架空町" not in before
    answer = clerk.post("/desk/protection/", {"number": world.case.number, "back": address})
    assert answer["Location"] == address
    assert "架空町" in shown_at(clerk, address)
    assert Entry.objects.filter(action="looked", purpose="protected", subject_id=str(world.case.pk)).exists()


def test_case__warned_of_another__still_warns() -> None:
    world = a_protected_world()
    clerk = clients(world)["clerk of the section"]
    assert clerk.post("/desk/protection/", {"number": "PRA8-GZKG-W", "back": "/desk/"}).status_code == 404
    assert "架空町" not in shown_at(clerk, f"/desk/cases/{world.case.number}/")


def test_warning__sends_nobody_elsewhere() -> None:
    world = a_protected_world()
    clerk = clients(world)["clerk of the section"]
    for back in ("https://example.com/", "//example.com/", "/account/"):
        answer = clerk.post("/desk/protection/", {"number": world.case.number, "back": back})
        assert answer["Location"] == f"/desk/cases/{world.case.number}/"


def test_protection_lifted__opens_as_any_other() -> None:
    world = a_protected_world()
    Addressee.objects.update(suppressed=False)
    assert "架空町" in shown_at(clients(world)["clerk of the section"], f"/desk/cases/{world.case.number}/")
