"""The day at the counter: the clerk's desk, the wall, the terminal, a ticket."""

from collections.abc import Callable

from tests.browser.places import Place, typed
from tests.browser.world import World

FRONT = "shimin@desk.example.jp"
D, P = "/desk/counter/<slug:code>/", "/counters/<slug:code>/"


def kiosk(world: World) -> str:
    return world.link_on(FRONT, "/desk/counter/shimin/", r"/counters/shimin/kiosk/[\w-]+/")


def ticket(state: str = "") -> Callable[[World], str]:
    return lambda world: world.ticket + state


COUNTER_DESK: list[Place] = [
    Place("counters", "/desk/counter/", "/desk/counter/?all=1", FRONT),
    Place("counter", D, "/desk/counter/shimin/", FRONT, sees="table"),
    Place("counter desk", D + "<str:desk>/", "/desk/counter/shimin/1/", FRONT, sees=".called"),
    Place("counter desk with nobody", D + "<str:desk>/", "/desk/counter/shimin/6/", FRONT, sees=".empty"),
    Place("counter day", "/desk/counter/day/", "/desk/counter/day/", FRONT),
    Place("counter figures", D + "figures/", "/desk/counter/shimin/figures/", FRONT, sees="table"),
]

COUNTER_PORTAL: list[Place] = [
    Place("waiting times", "/counters/", "/counters/", sees=".waits"),
    Place("waiting times of a counter", P, "/counters/shimin/", sees=".waits"),
    Place("wall", P + "wall/", "/counters/shimin/wall/", sees=".wall-now"),
    Place("terminal", P + "kiosk/<str:mark>/", kiosk),
    Place("terminal, no such reservation", P + "kiosk/<str:mark>/", kiosk, then=typed(number="2222"), sees=".banner.bad"),
    Place("ticket", "/tickets/<str:token>/", ticket(), sees=".receipt"),
]
