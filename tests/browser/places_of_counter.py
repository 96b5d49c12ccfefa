"""The day at the counter: the clerk's desk, the wall, the terminal, a ticket."""

from collections.abc import Callable

from tests.browser.people import KEN, SAKURA
from tests.browser.places import ERRORS, Place, empty, typed
from tests.browser.world import World

FRONT = "shimin@desk.example.jp"
D, P = "/desk/counter/<slug:code>/", "/counters/<slug:code>/"


def kiosk(world: World) -> str:
    return world.link_on(FRONT, "/desk/counter/shimin/", r"/counters/shimin/kiosk/[\w-]+/")


def ticket(state: str = "") -> Callable[[World], str]:
    return lambda world: world.ticket + state


SPORTS = "sports@desk.example.jp"
L, E = "/lotteries/<uuid:pk>/", "/lotteries/entries/<str:number>/"


def lottery(which: int, rest: str = "") -> Callable[[World], str]:
    """0: the one that is open; 1: the one that has been drawn."""
    return lambda world: world.lotteries[which] + rest


def entry(which: int) -> Callable[[World], str]:
    return lambda world: world.link_on(SAKURA, world.lotteries[which], r"/lotteries/entries/[\w-]+/")


COUNTER_DESK: list[Place] = [
    Place("lotteries", "/desk/lotteries/", "/desk/lotteries/", SPORTS, sees="table"),
    Place("announce a lottery, empty", "/desk/lotteries/new/", "/desk/lotteries/new/", SPORTS, then=empty, sees=ERRORS),
    Place("lottery at the desk", "/desk" + L, lambda w: "/desk" + w.lotteries[0], SPORTS, sees="table"),
    Place("lottery drawn, at the desk", "/desk" + L, lambda w: "/desk" + w.lotteries[1], SPORTS, sees="table"),
    Place("cards", "/desk/cards/", "/desk/cards/", FRONT, sees="table"),
    Place("card file", "/desk/cards/files/<uuid:pk>/", lambda w: w.link_on(FRONT, "/desk/cards/", r"/desk/cards/files/"), FRONT),
    Place("cards not come", "/desk/cards/follow-up/", "/desk/cards/follow-up/", FRONT),
    Place("card figures, empty", "/desk/cards/figures/", "/desk/cards/figures/", FRONT, then=empty, sees=ERRORS),
    Place("counters", "/desk/counter/", "/desk/counter/?all=1", FRONT),
    Place("counter", D, "/desk/counter/shimin/", FRONT, sees="table"),
    Place("counter desk", D + "<str:desk>/", "/desk/counter/shimin/1/", FRONT, sees=".called"),
    Place("counter desk with nobody", D + "<str:desk>/", "/desk/counter/shimin/6/", FRONT, sees=".empty"),
    Place("counter day", "/desk/counter/day/", "/desk/counter/day/", FRONT),
    Place("use of things to book", "/desk/counter/use/", "/desk/counter/use/?bookable=moving-city-hall", FRONT, sees="table"),
    Place("counter figures", D + "figures/", "/desk/counter/shimin/figures/", FRONT, sees="table"),
]

COUNTER_PORTAL: list[Place] = [
    Place("lotteries of residents", "/lotteries/", "/lotteries/", sees=".card"),
    Place("lottery drawn", L, lottery(1), sees=".steps"),
    Place("enter a lottery, empty", L + "enter/", lottery(0, "enter/"), SAKURA, then=empty, sees=ERRORS),
    Place("entry", E, entry(0), SAKURA),
    Place("entry with its result", E, entry(1), SAKURA, sees=".notice"),
    Place("change an entry", L + "change/<str:number>/", lambda w: w.change_entry(entry(0)(w)), SAKURA),
    Place("join a waiting list, empty", "/waiting/join/", lambda w: w.full, SAKURA, then=empty, sees=ERRORS, at="/waiting/join/"),
    Place("waiting", "/waiting/<str:token>/", lambda w: w.waiting, KEN, sees=".receipt"),
    Place("card from its notice", "/cards/<str:token>/", lambda w: w.card_link, sees=".facts"),
    Place("card from its notice, nothing chosen", "/cards/<str:token>/", lambda w: w.card_link, then=empty, sees=ERRORS),
    Place("waiting times", "/counters/", "/counters/", sees=".waits"),
    Place("waiting times of a counter", P, "/counters/shimin/", sees=".waits"),
    Place("wall", P + "wall/", "/counters/shimin/wall/", sees=".wall-now"),
    Place("terminal", P + "kiosk/<str:mark>/", kiosk),
    Place("terminal, no such reservation", P + "kiosk/<str:mark>/", kiosk, then=typed(number="2222"), sees=".banner.bad"),
    Place("ticket", "/tickets/<str:token>/", ticket(), sees=".receipt"),
]
