"""Every door of the house, those of tomorrow too: whoever is let in by its permission still reads nothing of others."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from madoguchi.faces.shell.guard import _admits, guarded_urls, unguarded_urls
from tests.gate.world import MARKS, World, a_world

pytestmark = pytest.mark.django_db
DESK = str(settings.MADO_DESK_URLCONF)
PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
STRANGERS = (
    "nobody", "machine without a key", "machine of another section", "other resident", "proxy beside the scope",
    "proxy whose time is over", "office that filed nothing", "proxy in its own name", "clerk of another section",
    "chief of another section", "former clerk", "administrator", "auditor",
)  # fmt: skip
PUBLIC = re.compile(r"/style/|/demo/|/blank\.pdf$|/account/logout/|openapi|\(\?P")
"""Without any person, slow, or an end of the session."""


def doors(world: World) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address with the world's own ids in it, and to whom it is open."""
    for urlconf in (None, DESK):
        for pattern, whom in guarded_urls(urlconf).items():
            if urlconf == DESK and not pattern.startswith("/desk/account/"):
                continue
            if not PUBLIC.search(pattern):
                yield PLACE.sub(lambda place, pattern=pattern: value(place, pattern, world), pattern), whom


def value(place: re.Match[str], pattern: str, world: World) -> str:
    kind, name = place[1] or "str", place[2]
    beginnings = {
        "/apply/d/": world.draft.pk,
        "/account/acting/": world.delegations[0].pk,
        "/account/groups/": world.group.pk,
        "/desk/delegations/": world.delegations[0].pk,
        "/desk/staff/": world.staff.pk,
    }
    if name in {"notice_id", "notice"}:
        return str(world.notice.pk)
    if kind == "uuid":
        return str(next((pk for beginning, pk in beginnings.items() if pattern.startswith(beginning)), world.case.id))
    if kind == "int":
        return "1"
    return str(world.case.number) if name in {"number", "str"} else str(world.case.procedure)


def test_addresses__each_names_its_permission() -> None:
    assert unguarded_urls(None) == unguarded_urls(DESK) == []


def test_doors__strangers_who_are_let_in__read_nothing_of_others() -> None:
    world = a_world()
    found, walked = [], 0
    clients = {name: world.people[name].client() for name in STRANGERS}
    actors = {name: world.people[name].actor() for name in STRANGERS}
    for address, whom in doors(world):
        open_to = {name for name in STRANGERS if any(_admits(one, actors[name]) for one in whom)}
        if "anyone" in whom:
            open_to &= {"nobody", "other resident"}
        for name in sorted(open_to):
            walked += 1
            found += [f"{name} at {address}: {what}" for what in leaks(clients[name], address, world)]
    assert not found, "\n".join(found)
    assert walked > 200, "the walk went past the doors"


def leaks(client: Client, address: str, world: World) -> list[str]:
    answer = client.get(address, raise_request_exception=False)  # type: ignore[call-arg]
    if answer.status_code >= 500:
        return [str(answer.status_code)]
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    shown = content.decode(errors="replace")
    marks = [mark for mark in MARKS if mark in shown]
    number = world.case.number
    return marks + ([number] if number in shown and number not in address else [])


def test_doors__not_open_to_somebody__turn_away_without_a_word() -> None:
    """The guard itself, at one door of each permission."""
    world = a_world()
    tried = set()
    for address, whom in doors(world):
        if whom in tried or "anyone" in whom:
            continue
        tried.add(whom)
        for name in ("nobody", "other resident", "former clerk", "clerk without second factor"):
            one = world.people[name]
            if any(_admits(need, one.actor()) for need in whom):
                continue
            answer = one.client().get(address)
            assert answer.status_code in {302, 401, 403, 404}, f"{name} gets {answer.status_code} at {address}"
            assert not any(mark in answer.content.decode(errors="replace") for mark in MARKS)
    assert len(tried) > 20


def test_doors__those_they_belong_to__see_in() -> None:
    """The marks are there to be read: a walk that finds nothing anywhere would prove nothing."""
    world = a_world()
    number = world.case.number
    for name, address in (
        ("owner", f"/mine/{number}/copy/"),
        ("proxy for everything", f"/mine/{number}/copy/"),
        ("proxy within the scope", f"/mine/{number}/copy/"),
        ("clerk of the section", f"/desk/cases/{number}/"),
        ("chief of the section", f"/desk/cases/{number}/"),
    ):
        shown = world.people[name].client().get(address).content.decode()
        assert "さくら" in shown, f"{name} at {address}"
    assert "門外不出の会" in world.people["owner"].client().get("/account/acting/").content.decode()
