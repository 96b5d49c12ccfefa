"""Pages of the services; few and telling ones."""

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.browser.people import CHIEF, CLERK, PLANNER, SAKURA, form_with
from tests.browser.places import ERRORS, Place, empty
from tests.browser.world import World

P, D = "/plan/", "/desk/plan/"
ID = "[0-9a-f-]{36}"


def first(address: str, pattern: str, who: str = PLANNER) -> Callable[[World], str]:
    """What a list leads to."""
    return lambda world: world.link_on(who, address, pattern)


def of_meeting(rest: str) -> Callable[[World], str]:
    return lambda world: world.link_on(PLANNER, f"{D}meetings/", rf"/meetings/{ID}/") + rest


REPORT = f"{D}report/<slug:code>/<slug:line>/<int:year>/<int:quarter>/"
PLAN: list[Place] = [
    Place("plan", P, P),
    Place("plan searched", f"{P}search/", f"{P}search/?q=カード"),
    Place("plan, a policy", f"{P}policies/<int:number>/", f"{P}policies/5/"),
    Place("plan, a measure", f"{P}measures/<slug:code>/", f"{P}measures/5-b-5/", sees="ins"),
    Place("plan by department", f"{P}departments/", f"{P}departments/"),
    Place("plan of a department", f"{P}departments/<slug:code>/", f"{P}departments/shido/"),
    Place("plan in figures", f"{P}figures/", f"{P}figures/"),
    Place("plan, a figure", f"{P}figures/<slug:code>/", f"{P}figures/form-downloads/", sees="main svg"),
    Place("plan, a counted figure", f"{P}figures/<slug:code>/", f"{P}figures/live-applications-online/"),
    Place("plan, a survey", f"{P}figures/<slug:code>/", f"{P}figures/older-uses/", sees="main svg"),
    Place("plan, chronology", f"{P}history/", f"{P}history/"),
    Place("plan, terms", f"{P}words/", f"{P}words/"),
    Place("plan, editions", f"{P}editions/", f"{P}editions/"),
    Place("plan, an edition", f"{P}editions/<slug:code>/", f"{P}editions/2022-03/", languages=False),
    Place("plan, tracked changes", f"{P}editions/<slug:old>/<slug:new>/", f"{P}editions/2022-03/2024-03/", languages=False),
    Place("plan, comparison table", f"{P}editions/<slug:old>/<slug:new>/table/", f"{P}editions/2022-03/2024-03/table/"),
    Place("plan, meetings", f"{P}meetings/", f"{P}meetings/"),
    Place("plan, a meeting", f"{P}meetings/<uuid:pk>/", lambda w: w.link_on(SAKURA, f"{P}meetings/", rf"/plan/meetings/{ID}/")),
]
PLAN_DESK: list[Place] = [
    Place("plan desk", D, D, CLERK),
    Place("plan report", REPORT, f"{D}report/2-1/whole/2025/4/", PLANNER),
    Place("plan report empty", REPORT, f"{D}report/2-1/whole/2025/4/", PLANNER, then=empty, sees=ERRORS),
    Place("plan reviews", f"{D}reviews/", f"{D}reviews/", PLANNER),
    Place("plan review", f"{D}reviews/<uuid:pk>/", first(f"{D}reviews/", rf"/reviews/{ID}/"), PLANNER),
    Place("plan measure", f"{D}measures/<slug:code>/", f"{D}measures/5-b-10/", PLANNER),
    Place(
        "plan evaluate empty",
        f"{D}measures/<slug:code>/evaluate/<int:year>/",
        f"{D}measures/2-1/evaluate/2025/",
        PLANNER,
        then=empty,
        sees=ERRORS,
    ),
    Place("plan end", f"{D}measures/<slug:code>/end/", f"{D}measures/2-1/end/", PLANNER),
    Place("plan close a year", f"{D}years/<int:year>/close/", f"{D}years/2024/close/", PLANNER),
    Place("plan meetings", f"{D}meetings/", f"{D}meetings/", PLANNER),
    Place("plan new meeting empty", f"{D}meetings/new/", f"{D}meetings/new/", PLANNER, then=empty, sees=ERRORS),
    Place("plan meeting", f"{D}meetings/<uuid:pk>/", of_meeting(""), PLANNER),
    Place("plan minutes", f"{D}meetings/<uuid:pk>/minutes/", of_meeting("minutes/"), PLANNER),
    Place("plan decide", f"{D}meetings/<uuid:pk>/decide/", of_meeting("decide/"), PLANNER),
    Place("plan follow-up", f"{D}follow-ups/<uuid:pk>/", first(f"{D}board/", rf"/follow-ups/{ID}/"), PLANNER),
    Place("plan tasks", f"{D}tasks/", f"{D}tasks/", PLANNER),
    Place("plan new task", f"{D}tasks/new/", f"{D}tasks/new/", PLANNER),
    Place("plan task", f"{D}tasks/<uuid:pk>/", first(f"{D}tasks/", rf"/tasks/{ID}/"), PLANNER),
    Place("plan figures of the desk", f"{D}figures/", f"{D}figures/", PLANNER),
    Place("plan feed a figure", f"{D}figures/<slug:code>/", f"{D}figures/e-applications/", PLANNER),
    Place("plan feed a figure empty", f"{D}figures/<slug:code>/", f"{D}figures/e-applications/", PLANNER, then=empty, sees=ERRORS),
    Place("plan editions of the desk", f"{D}editions/", f"{D}editions/", PLANNER),
    Place("plan begin an edition", f"{D}editions/new/", f"{D}editions/new/", PLANNER),
    Place("plan an edition of the desk", f"{D}editions/<slug:code>/", f"{D}editions/2024-03/", PLANNER),
    Place("plan board", f"{D}board/", f"{D}board/", PLANNER),
]

U = "/desk/duties/"
DUTIES: list[Place] = [Place("register of personal-data files", "/personal-data/", "/personal-data/")]
DUTIES_DESK: list[Place] = [
    Place("duties, what is due", U, U, CLERK),
    Place("duties, proposals", f"{U}lists/", f"{U}lists/", CLERK),
    Place("duties, ledger", f"{U}ledger/", f"{U}ledger/", CHIEF),
    Place("duties, holds", f"{U}holds/", f"{U}holds/", CLERK),
    Place("duties, holds empty", f"{U}holds/", f"{U}holds/", CLERK, then=empty, sees=ERRORS),
    Place("duties, register", f"{U}register/", f"{U}register/", CHIEF),
    Place("duties, processing", f"{U}processing/", f"{U}processing/", CHIEF),
    Place("duties, assessments", f"{U}assessments/", f"{U}assessments/", CHIEF),
    Place("duties, an assessment", f"{U}assessments/<slug:code>/", f"{U}assessments/child-allowance-affair/", CHIEF),
    Place("duties, leaks", f"{U}leaks/", f"{U}leaks/", CLERK),
    Place("duties, a new leak empty", f"{U}leaks/new/", f"{U}leaks/new/", CLERK, then=empty, sees=ERRORS),
]


def arrived(world: World) -> str:
    """An import at the desk, of one file that is no package."""
    planner = world.person(PLANNER)
    page = planner.get("/desk/arrivals/runs/")
    form = form_with(page, "files").fill({"channel": ["pittari"]})
    shown = planner.upload(page, form, [("files", "broken.zip", b"not a package")])
    return urlsplit(shown.address).path


def set_aside(world: World) -> str:
    arrived(world)
    return world.link_on(PLANNER, "/desk/arrivals/", rf"/desk/arrivals/{ID}/")


ARRIVALS: list[Place] = [
    Place("arrived applications", "/desk/arrivals/", "/desk/arrivals/", CLERK),
    Place("arrived applications taken in", "/desk/arrivals/", "/desk/arrivals/?state=accepted", CLERK),
    Place("imports", "/desk/arrivals/runs/", "/desk/arrivals/runs/", PLANNER),
    Place("import", "/desk/arrivals/runs/<uuid:pk>/", arrived, PLANNER, sees="progress"),
    Place("set aside", "/desk/arrivals/<uuid:pk>/", set_aside, PLANNER, sees=".notice"),
    Place("states told back", "/desk/arrivals/reports/", "/desk/arrivals/reports/", CLERK),
    Place("hand-overs", "/desk/handover/", "/desk/handover/", CLERK),
    Place("hand-over", "/desk/handover/<slug:code>/", "/desk/handover/child-allowance-system/", CLERK),
]
