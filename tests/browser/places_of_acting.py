"""Acting for another, groups, and the desk's page that confirms legal representatives."""

import re
from datetime import date
from functools import cache

from tests.browser.people import ADMINISTRATOR, CLERK, KEN, MARIA, MISAKI, SAKURA, Person, form_with
from tests.browser.places import ERRORS, Place, empty
from tests.browser.world import World

A = "/account/"
ONE = f"{A}acting/<uuid:pk>/"
GROUP = f"{A}groups/<uuid:pk>/"


@cache
def asked(world: World) -> str:
    """Misaki lets Ken act for her; he has not answered yet."""
    return offered(world, MISAKI, KEN)


@cache
def held(world: World) -> str:
    """Misaki lets Maria act for her, and Maria has agreed."""
    one = offered(world, MISAKI, MARIA)
    maria = world.person(MARIA)
    page = maria.get(f"{A}acting/{one}/")
    maria.send(page, page.form("/answer/"), button="yes")
    return one


def offered(world: World, principal: str, proxy: str) -> str:
    person = world.person(principal)
    page = person.get(f"{A}acting/offer/")
    said = {"mail": [proxy], "relation": ["family"], "scope": ["procedure"], "from_on": [date.today().isoformat()]}
    page = person.send(page, form_with(page, "mail").fill(said))
    found = [address for address, _words in page.links if re.search(r"/acting/[0-9a-f-]{36}/", address)]
    return re.findall(r"[0-9a-f-]{36}", found[-1] if proxy == KEN else found[0])[0]


@cache
def acting(world: World) -> Person:
    """Maria in a session of its own, acting for Misaki."""
    held(world)
    maria = Person(world.url, MARIA)
    page = maria.get(f"{A}acting/")
    maria.send(page, page.form("/switch/"), button="delegation")
    return maria


@cache
def group(world: World) -> str:
    sakura = world.person(SAKURA)
    page = sakura.get(f"{A}groups/new/")
    page = sakura.send(page, form_with(page, "activity").fill({"name": ["見本合唱団"], "activity": ["合唱"]}))
    found = re.findall(r"[0-9a-f-]{36}", page.address)[0]
    form = form_with(page, "mail").fill({"mail": ["tomo@example.jp"], "role": ["member"]})
    sakura.send(page, form)
    return found


@cache
def legal(world: World) -> str:
    """Sakura says that she is Hinata's mother; the clerk's page about it."""
    sakura = world.person(SAKURA)
    page = sakura.get(f"{A}acting/legal/")
    said = {"relation": ["parent"], "whose": ["見本 ひなた"], "birth": ["2023-06-20"]}
    page = sakura.send(page, form_with(page, "whose").fill(said))
    return world.link_on(CLERK, "/desk/delegations/", r"/desk/delegations/[0-9a-f-]{36}/")


def member(world: World) -> str:
    return world.link_on(ADMINISTRATOR, "/desk/staff/", r"/desk/staff/[0-9a-f-]{36}/")


ACTING: list[Place] = [
    Place("acting", f"{A}acting/", lambda w: f"{A}acting/?{held(w)[:0]}", MISAKI),
    Place("acting, to be answered", f"{A}acting/", lambda w: f"{A}acting/?{asked(w)[:0]}", KEN),
    Place("delegation to be answered", ONE, lambda w: f"{A}acting/{asked(w)}/", KEN),
    Place("delegation", ONE, lambda w: f"{A}acting/{held(w)}/", MISAKI),
    Place("end a delegation", f"{ONE}end/", lambda w: f"{A}acting/{held(w)}/end/", MISAKI),
    Place("home while acting", "/", "/", acting),
    Place("own settings while acting", f"{A}acting/", f"{A}acting/", acting),
    Place("offer", f"{A}acting/offer/", f"{A}acting/offer/?basis=filing", SAKURA),
    Place("offer empty", f"{A}acting/offer/", f"{A}acting/offer/", SAKURA, then=empty, sees=ERRORS),
    Place("ask to act", f"{A}acting/ask/", f"{A}acting/ask/", SAKURA),
    Place("legal", f"{A}acting/legal/", f"{A}acting/legal/", SAKURA),
    Place("legal empty", f"{A}acting/legal/", f"{A}acting/legal/", SAKURA, then=empty, sees=ERRORS),
    Place("new group", f"{A}groups/new/", f"{A}groups/new/", SAKURA),
    Place("group", GROUP, lambda w: f"{A}groups/{group(w)}/", SAKURA),
    Place("close a group", f"{GROUP}close/", lambda w: f"{A}groups/{group(w)}/close/", SAKURA),
]
CONFIRMING: list[Place] = [
    Place("reorganisations", "/desk/reorganisation/", "/desk/reorganisation/", ADMINISTRATOR),
    Place("new reorganisation", "/desk/reorganisation/new/", "/desk/reorganisation/new/", ADMINISTRATOR),
    Place(
        "new reorganisation, empty",
        "/desk/reorganisation/new/",
        "/desk/reorganisation/new/",
        ADMINISTRATOR,
        then=empty,
        sees=ERRORS,
    ),
    Place("transfer", "/desk/staff/<uuid:pk>/transfer/", lambda w: f"{member(w)}transfer/", ADMINISTRATOR),
    Place("delegations", "/desk/delegations/", lambda w: f"/desk/delegations/?{legal(w)[:0]}", CLERK),
    Place("confirm a delegation", "/desk/delegations/<uuid:pk>/", legal, CLERK),
    Place("confirm without evidence", "/desk/delegations/<uuid:pk>/", legal, CLERK, then=empty, sees=ERRORS),
    Place("end a legal delegation", "/desk/delegations/<uuid:pk>/end/", lambda w: f"{legal(w)}end/", CLERK),
]
