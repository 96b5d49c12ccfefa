"""Every page of the desk."""

from collections.abc import Callable

from playwright.sync_api import Page

from madoguchi.site.demo.story import PROCEDURE
from tests.browser.people import ADMINISTRATOR, AUDITOR, CHIEF, CLERK, GUARD
from tests.browser.places import ERRORS, Place, empty, typed
from tests.browser.places_of_booking import BOOKING_DESK
from tests.browser.world import World

C = "/desk/cases/<str:number>/"
STATES = ("arrived", "accepted", "reviewing", "correcting", "proposed", "notified")


def in_state(state: str, rest: str = "") -> Callable[[World], str]:
    return lambda world: f"/desk/cases/{world.in_state(state)}/{rest}"


def of_case(which: str, rest: str = "") -> Callable[[World], str]:
    return lambda world: f"/desk/cases/{getattr(world, which)}/{rest}"


def refuse_without_reason(page: Page) -> None:
    page.locator("[name=outcome][value=refused]").check()
    typed(reason="")(page)


def purpose_said(page: Page) -> None:
    """Asked once a session before the registers open."""
    if page.locator("#purpose").count():
        page.locator("[name=purpose]").first.check()
        with page.expect_navigation():
            page.locator("#purpose button").click()


def found_by_name(page: Page) -> None:
    purpose_said(page)
    typed(q="見本")(page)


def on(mail: str, address: str, pattern: str) -> Callable[[World], str]:
    return lambda world: world.link_on(mail, address, pattern)


def keep_view(page: Page) -> None:
    page.locator(".keep-view summary").click()
    with page.expect_navigation():
        page.locator(".keep-view button").click()


def choose_many(page: Page) -> None:
    page.locator("main [name=case]").first.check()
    with page.expect_navigation():
        page.locator("main [formaction], main form[action$='choose/'] button:not([type=button])").first.click()


def of_manuscript(rest: str) -> Callable[[World], str]:
    return lambda world: world.manuscript + rest


def of_person(rest: str) -> Callable[[World], str]:
    return lambda world: world.newcomer[0] + rest


ID = "[0-9a-f-]{36}"
M, PART, H = "/desk/making/<uuid:pk>/", "<slug:sheet>/<str:place>/", "/desk/making/history/"
APPROVAL = on(CHIEF, "/desk/approvals/", rf"/approvals/{ID}/")

CASES: list[Place] = [
    Place("work", "/desk/", "/desk/", CLERK),
    Place("purpose", "/desk/purpose/<slug:task>/", "/desk/purpose/register/", CLERK),
    Place("purpose, none", "/desk/purpose/<slug:task>/", "/desk/purpose/register/", CHIEF, then=empty, sees=ERRORS),
    Place("addressees", "/desk/addressees/", "/desk/addressees/", CLERK, then=purpose_said),
    Place("addressees found", "/desk/addressees/", "/desk/addressees/", CLERK, then=found_by_name, sees="table", languages=False),
    Place("addressee", "/desk/addressees/<str:number>/", "/desk/addressees/999990000001002/", CLERK, then=purpose_said, sees="dl"),
    Place("signatures to match", "/desk/matching/", "/desk/matching/", CLERK),
    Place("work filtered", "/desk/", "/desk/?state=reviewing&mine=1", CLERK),
    Place("work with nothing found", "/desk/", "/desk/?source=fax&state=arrived&procedure=none", CLERK),
    Place("work of the administrator", "/desk/", "/desk/", ADMINISTRATOR),
    Place("search without success", "/desk/search/", "/desk/search/?q=ABCD", CLERK, sees=".empty"),
    Place("search by name", "/desk/search/", "/desk/search/?q=見本", CLERK, sees="table"),
    Place("work kept as a view", "/desk/", "/desk/?state=correcting", CLERK, then=keep_view, sees=".chips"),
    Place("choose many", "/desk/batches/choose/", "/desk/?state=reviewing", CLERK, then=choose_many, at="/desk/batches/choose/"),
    Place("batches", "/desk/batches/", lambda w: w.batch and "/desk/batches/", CLERK, sees="table"),
    Place("batch", "/desk/batches/<uuid:pk>/", lambda w: w.batch, CLERK, sees="progress"),
    Place("approval of a batch", "/desk/approvals/<uuid:approval_id>/", lambda w: w.batch_approval, CHIEF, sees="table"),
    Place("runs", "/desk/runs/", lambda w: w.run and "/desk/runs/", CLERK, sees="table"),
    Place("begin a run, empty", "/desk/runs/new/", "/desk/runs/new/", CLERK, then=empty, sees=ERRORS),
    Place("run", "/desk/runs/<uuid:pk>/", lambda w: w.run, CLERK, sees="progress"),
    Place("run members", "/desk/runs/<uuid:pk>/members/", lambda w: w.run + "members/", CLERK, sees="table"),
    Place("statistics", "/desk/statistics/", "/desk/statistics/", CLERK, sees="figure svg"),
    Place("where the days went", "/desk/flow/", "/desk/flow/", CHIEF, sees=":is(.flow-bar, .empty)"),
    Place("where the days went, of too few", "/desk/flow/", "/desk/flow/?period=2022", CHIEF, sees=".empty"),
    Place("bundles", "/desk/posting/bundles/", lambda w: w.bundle and "/desk/posting/bundles/", CLERK, sees="table"),
    Place("bundle", "/desk/posting/bundles/<uuid:pk>/", lambda w: w.bundle, CLERK, sees="progress"),
    Place("returned mail", "/desk/posting/returned/", "/desk/posting/returned/", CLERK),
    Place("returned mail, wrong", "/desk/posting/returned/", "/desk/posting/returned/", CLERK, then=empty, sees=ERRORS),
    Place("messages of people", "/desk/messages/", "/desk/messages/", CLERK),
    Place("memos", "/desk/memos/", lambda w: w.memo and "/desk/memos/", CLERK, sees="table"),
    Place("write a memo, empty", "/desk/memos/new/", "/desk/memos/new/", CLERK, then=empty, sees=ERRORS),
    Place("memo", "/desk/memos/<uuid:pk>/", lambda w: w.memo, CLERK),
    Place("memo of no case", "/desk/memos/<uuid:pk>/", lambda w: w.memo, CLERK, then=empty, sees=ERRORS),
    Place("absences", "/desk/absences/", lambda w: w.absence, CLERK, sees="table"),
    Place("absences, empty", "/desk/absences/", "/desk/absences/", CLERK, then=empty, sees=ERRORS),
    *(Place(f"case {state}", C, in_state(state), CLERK) for state in STATES),
    Place("case done", C, of_case("completed"), CLERK),
    Place("case refused", C, of_case("refused"), CLERK),
    Place("case withdrawn", C, of_case("withdrawn"), CLERK),
    Place("case with a changed address", C, of_case("corrected"), CLERK, sees="del"),
    Place("case of the chief", C, in_state("proposed"), CHIEF),
    Place("propose", f"{C}propose/", in_state("reviewing", "propose/"), CLERK),
    Place("propose empty", f"{C}propose/", in_state("reviewing", "propose/"), CLERK, then=empty, sees=ERRORS),
    Place(
        "refuse without reason", f"{C}propose/", in_state("reviewing", "propose/"), CLERK, then=refuse_without_reason, sees=ERRORS
    ),
    Place("revise", f"{C}revise/", of_case("completed", "revise/"), CLERK),
    Place("request a correction", f"{C}request-correction/", in_state("reviewing", "request-correction/"), CLERK),
    Place(
        "request a correction of nothing",
        f"{C}request-correction/",
        in_state("reviewing", "request-correction/"),
        CLERK,
        then=empty,
        sees=ERRORS,
    ),
    Place("type in a correction", f"{C}correct/", of_case("correcting", "correct/"), CLERK),
    Place("type in a correction, empty", f"{C}correct/", of_case("correcting", "correct/"), CLERK, then=empty, sees=ERRORS),
    Place("type in a withdrawal", f"{C}withdraw/", in_state("reviewing", "withdraw/"), CLERK),
    Place("note", f"{C}note/", in_state("reviewing", "note/"), CLERK),
    Place("note empty", f"{C}note/", in_state("reviewing", "note/"), CLERK, then=empty, sees=ERRORS),
    Place("write to the person", f"{C}message/", in_state("reviewing", "message/"), CLERK),
    Place("write nothing to the person", f"{C}message/", in_state("reviewing", "message/"), CLERK, then=empty, sees=ERRORS),
    Place("identity", f"{C}identity/", in_state("reviewing", "identity/"), CLERK),
    Place("identity empty", f"{C}identity/", in_state("reviewing", "identity/"), CLERK, then=empty, sees=ERRORS),
    Place("put off", f"{C}extend/", in_state("reviewing", "extend/"), CLERK),
    Place("put off empty", f"{C}extend/", in_state("reviewing", "extend/"), CLERK, then=empty, sees=ERRORS),
    Place("transfer", f"{C}transfer/", in_state("reviewing", "transfer/"), CLERK),
    Place("assign", f"{C}assign/", in_state("reviewing", "assign/"), CLERK),
    Place("approvals", "/desk/approvals/", "/desk/approvals/", CHIEF),
    Place("approval", "/desk/approvals/<uuid:approval_id>/", APPROVAL, CHIEF),
    Place("approval of a colleague", "/desk/approvals/<uuid:approval_id>/", APPROVAL, CLERK),
    Place("intake", "/desk/intake/", "/desk/intake/", CLERK),
    Place("intake sheet", "/desk/intake/<slug:code>/", f"/desk/intake/{PROCEDURE}/", CLERK),
    Place("intake sheet empty", "/desk/intake/<slug:code>/", f"/desk/intake/{PROCEDURE}/", CLERK, then=empty, sees=ERRORS),
]

OFFICE: list[Place] = [
    Place("posting", "/desk/posting/", "/desk/posting/", CLERK),
    Place("posting filtered", "/desk/posting/", "/desk/posting/?state=printed", CLERK),
    Place("trouble", "/desk/posting/trouble/", "/desk/posting/trouble/", CLERK),
    Place("outbox", "/desk/posting/outbox/", "/desk/posting/outbox/", ADMINISTRATOR),
    Place("outbox of a clerk", "/desk/posting/outbox/", "/desk/posting/outbox/", CLERK),
    Place("mail", "/desk/posting/outbox/<uuid:pk>/", on(ADMINISTRATOR, "/desk/posting/outbox/", rf"/outbox/{ID}/"), ADMINISTRATOR),
    Place("names", "/desk/register/names/", "/desk/register/names/", CLERK),
    Place("name", "/desk/register/names/<uuid:pk>/", lambda w: w.odd_name, CLERK),
    Place("name of the chief", "/desk/register/names/<uuid:pk>/", lambda w: w.odd_name, CHIEF),
    Place("register", "/desk/register/", "/desk/register/", CLERK),
    Place("definitions", "/desk/definitions/", "/desk/definitions/", CLERK),
    Place("searches in vain", "/desk/searches/", "/desk/searches/", CLERK),
    Place("definition", "/desk/definitions/<slug:kind>/<slug:code>/", f"/desk/definitions/procedure/{PROCEDURE}/", CLERK),
    Place("staff", "/desk/staff/", "/desk/staff/", ADMINISTRATOR),
    Place("staff closed", "/desk/staff/", "/desk/staff/?closed=1", ADMINISTRATOR),
    Place("invite", "/desk/staff/invite/", "/desk/staff/invite/", ADMINISTRATOR),
    Place("invite empty", "/desk/staff/invite/", "/desk/staff/invite/", ADMINISTRATOR, then=empty, sees=ERRORS),
    Place("renewal", "/desk/staff/renewal/", "/desk/staff/renewal/", ADMINISTRATOR),
    Place("linking", "/desk/staff/linking/", "/desk/staff/linking/", ADMINISTRATOR),
    Place("linking empty", "/desk/staff/linking/", "/desk/staff/linking/", ADMINISTRATOR, then=empty, sees=ERRORS),
    Place("machines", "/desk/machines/", lambda w: w.hook and "/desk/machines/", ADMINISTRATOR, sees="table"),
    Place("hooks", "/desk/machines/<uuid:pk>/hooks/", lambda w: w.hooks, ADMINISTRATOR, sees="table"),
    Place("new hook", "/desk/machines/<uuid:pk>/hooks/new/", lambda w: f"{w.hooks}new/", ADMINISTRATOR),
    Place(
        "new hook empty", "/desk/machines/<uuid:pk>/hooks/new/", lambda w: f"{w.hooks}new/", ADMINISTRATOR, then=empty, sees=ERRORS
    ),
    Place("hook", "/desk/machines/hooks/<uuid:pk>/", lambda w: w.hook, ADMINISTRATOR, sees="table"),
    Place("machine", "/desk/machines/new/", "/desk/machines/new/", ADMINISTRATOR),
    Place("machine empty", "/desk/machines/new/", "/desk/machines/new/", ADMINISTRATOR, then=empty, sees=ERRORS),
    Place("person", "/desk/staff/<uuid:pk>/", on(ADMINISTRATOR, "/desk/staff/?q=hanako", rf"/staff/{ID}/"), ADMINISTRATOR),
    Place("person invited", "/desk/staff/<uuid:pk>/", of_person(""), ADMINISTRATOR),
    Place("give a post", "/desk/staff/<uuid:pk>/posts/new/", of_person("posts/new/"), ADMINISTRATOR),
    Place("give a post empty", "/desk/staff/<uuid:pk>/posts/new/", of_person("posts/new/"), ADMINISTRATOR, then=empty, sees=ERRORS),
    Place("end a post", "/desk/staff/<uuid:pk>/posts/<int:post>/end/", lambda w: w.post_to_end, ADMINISTRATOR),
    Place("start over", "/desk/staff/<uuid:pk>/start-over/", of_person("start-over/"), ADMINISTRATOR),
    Place("close an account", "/desk/staff/<uuid:pk>/close/", of_person("close/"), ADMINISTRATOR),
    Place("jobs", "/desk/jobs/", "/desk/jobs/", ADMINISTRATOR),
    Place("jobs done", "/desk/jobs/", "/desk/jobs/?state=done", ADMINISTRATOR),
    Place("periodic jobs", "/desk/jobs/periodic/", "/desk/jobs/periodic/", ADMINISTRATOR),
    Place("watch", "/desk/watch/", "/desk/watch/", AUDITOR),
    Place("chain", "/desk/watch/chain/", "/desk/watch/chain/", AUDITOR),
    Place("anomalies", "/desk/watch/anomalies/", "/desk/watch/anomalies/", GUARD),
    Place("flags", "/desk/watch/flags/", "/desk/watch/flags/", GUARD),
    Place("flags wrong", "/desk/watch/flags/", "/desk/watch/flags/", GUARD, then=empty, sees=ERRORS),
    Place("manuscripts", "/desk/making/", lambda w: w.manuscript and "/desk/making/", CLERK, sees="table"),
    Place("begin a manuscript, empty", "/desk/making/new/", "/desk/making/new/", CLERK, then=empty, sees=ERRORS),
    Place("manuscript", "/desk/making/<uuid:pk>/", lambda w: w.manuscript, CLERK, sees=".making-pages"),
    Place("manuscript basics", M + PART, of_manuscript("basics/procedure/"), CLERK, sees="[name='title.ja']"),
    Place("manuscript page", M + PART, of_manuscript("page/procedure.pages.0/"), CLERK, sees="[name='title.ja']"),
    Place("manuscript outcome", M + PART, of_manuscript("outcome/procedure/"), CLERK, sees="[name=standard_days]"),
    Place("manuscript as text", M + "text/", of_manuscript("text/"), CLERK, sees="textarea"),
    Place("manuscript looked at", M + "look/", of_manuscript("look/"), CLERK, sees="iframe"),
    Place("manuscript on the phone", M + "phone/", of_manuscript("phone/"), CLERK, sees="h1"),
    Place("manuscript examples", M + "examples/", of_manuscript("examples/"), CLERK, sees=".making-parts"),
    Place("put a manuscript forward, empty", M + "submit/", of_manuscript("submit/"), CLERK, then=empty, sees=ERRORS),
    Place("versions", H + "<slug:code>/", f"/desk/making/history/{PROCEDURE}/", CLERK, sees=".making-history"),
    Place("versions of a block", H + "block/<slug:code>/", "/desk/making/history/block/address/", CLERK, sees=".making-history"),
    Place("settings", "/desk/settings/", "/desk/settings/", CLERK),
    Place("not permitted", "/desk/staff/", "/desk/staff/", CLERK),
    Place("no such case", "/desk/cases/<str:number>/", "/desk/cases/AAAA-AAAA-A/", CLERK),
]
OFFICE += BOOKING_DESK
