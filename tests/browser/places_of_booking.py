"""Pages of booking: what is free, the slot held, the reservation; and the same at the desk."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.people import SAKURA
from tests.browser.places import ERRORS, Place, press
from tests.browser.world import World

FREE = "table.slots button, ul.times button"


def free(code: str, view: str = "list") -> str:
    return f"/booking/{code}/?view={view}"


def hold(page: Page) -> None:
    with page.expect_navigation():
        page.locator(FREE).first.click()


def hold_and_send(page: Page) -> None:
    hold(page)
    press("button.primary.large")(page)


def own(rest: str = "") -> Callable[[World], str]:
    return lambda world: f"/booking/r/{world.reservation}/{rest}"


BOOKING: list[Place] = [
    Place("booking", "/booking/", "/booking/"),
    Place("booking not found", "/booking/", "/booking/?q=存在しない"),
    Place("booking purpose", "/booking/for/<slug:code>/", "/booking/for/certificate-renewal/"),
    Place("booking week", "/booking/<slug:code>/", "/booking/certificate-renewal-shin-urayasu/"),
    Place("booking month", "/booking/<slug:code>/", "/booking/consult-law/?view=month"),
    Place("booking list", "/booking/<slug:code>/", "/booking/temporary-care-kita/?view=list"),
    Place("booking embedded", "/booking/<slug:code>/embed/", "/booking/consult-childcare/embed/"),
    Place("booking fill", "/booking/hold/<uuid:hold_id>/", free("consult-childcare"), then=hold),
    Place("booking fill wrong", "/booking/hold/<uuid:hold_id>/", free("smartphone-help"), then=hold_and_send, sees=ERRORS),
    Place("booking mine", "/booking/mine/", "/booking/mine/", SAKURA),
    Place("booking held", "/booking/r/<str:number>/", own(), SAKURA),
    Place("booking cancel", "/booking/r/<str:number>/cancel/", own("cancel/"), SAKURA),
    Place("booking change", "/booking/r/<str:number>/change/", own("change/"), SAKURA),
]


BOOKING += [Place("booking children", "/booking/children/", "/booking/children/", SAKURA)]
FRONT, SPORTS = "shimin@desk.example.jp", "sports@desk.example.jp"
BOOKING_DESK: list[Place] = [
    Place("desk booking", "/desk/booking/", "/desk/booking/?code=certificate-renewal-city-hall", FRONT),
    Place("desk booking empty", "/desk/booking/", "/desk/booking/?code=card-issue-city-hall", FRONT, then=press(), sees=ERRORS),
    Place("desk waiting list", "/desk/booking/waiting/", "/desk/booking/waiting/", SPORTS, sees="table"),
    Place("desk waiting list, nobody offered", "/desk/booking/waiting/", "/desk/booking/waiting/?state=offered", SPORTS, sees=".empty"),
    Place("desk line of a slot", "/desk/booking/waiting/slot/<uuid:pk>/", lambda w: w.line, SPORTS, sees="table"),
    Place("desk one who waits", "/desk/booking/waiting/<uuid:pk>/", lambda w: w.one_waiting, SPORTS, sees=".facts"),
    Place("desk booking slots", "/desk/booking/slots/", "/desk/booking/slots/?code=moving-city-hall", FRONT),
    Place("desk booking closures", "/desk/booking/closures/", "/desk/booking/closures/", FRONT),
    Place("desk booking children", "/desk/booking/children/", "/desk/booking/children/", FRONT),
    Place("desk nursery day", "/desk/booking/nursery/<slug:code>/", "/desk/booking/nursery/temporary-care-kita/", FRONT),
]
