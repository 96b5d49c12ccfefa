"""Every page of the portal: information, the form, one's own applications."""

from collections.abc import Callable
from time import time_ns

from playwright.sync_api import Page

from madoguchi.site.demo.story import PROCEDURE
from tests.browser.filling import procedure
from tests.browser.people import KEN, MARIA, MISAKI, SAKURA, TAKAHASHI
from tests.browser.places import ERRORS, OWN_FORM, Place, empty, press, typed
from tests.browser.places_of_booking import BOOKING
from tests.browser.world import World

D = "/apply/d/<uuid:id>/"
M = "/mine/<str:number>/"


def of_draft(rest: str, kind: str = "draft") -> Callable[[World], str]:
    return lambda world: f"/apply/d/{getattr(world, kind)}/{rest}"


def of_helped(rest: str) -> Callable[[World], str]:
    return lambda world: f"/apply/d/{world.helped[0]}/{rest}"


def of_case(which: str, rest: str = "") -> Callable[[World], str]:
    return lambda world: f"/mine/{getattr(world, which)}/{rest}"


def two_tabs(page: Page) -> None:
    """The same page saved in another tab in the meantime, with another answer."""
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("main [name='claimant.employer']").fill(f"例示株式会社（{time_ns()}に別の画面で入力）")
    press()(other)
    other.close()
    page.locator("main [name='claimant.employer']").fill("架空商店（この画面で入力）")
    press()(page)


def to_the_card_app(page: Page) -> None:
    press()(page)
    press()(page)


def wrong_pin(page: Page) -> None:
    to_the_card_app(page)
    page.locator("main [name=card][value=takahashi]").check()
    page.locator("main [name=pin]").fill("WRONG123")
    press()(page)


def signs_nothing(page: Page) -> None:
    """No file is chosen, and the browser is not asked about it."""
    press()(page)
    page.locator("main details summary").click()
    page.locator("main [name=file]").evaluate("field => { field.required = false; }")
    with page.expect_navigation():
        page.locator(f"{OWN_FORM}[enctype] button").last.click()


def send_no_file(page: Page) -> None:
    with page.expect_navigation():
        page.locator(f"{OWN_FORM}[enctype] button").first.click()


PAGES: list[Place] = [
    Place("home", "/", "/"),
    Place("home of somebody", "/", "/", SAKURA),
    Place("procedures", "/procedures/", "/procedures/"),
    Place("search", "/search/", "/search/"),
    Place("search found", "/search/", "/search/?q=赤ちゃんが生まれた"),
    Place("search not found", "/search/", "/search/?q=カレーのレシピ"),
    Place("search with help", "/search/", "/search/?q=死にたい", sees=".notice.bad"),
    Place("a to z", "/a-z/", "/a-z/"),
    Place("topic", "/topics/<slug:code>/", "/topics/moving-in/"),
    Place("departments", "/departments/", "/departments/"),
    Place("department", "/departments/<slug:code>/", "/departments/kodomo/"),
    Place("hard words", "/words/", "/words/"),
    Place("question", "/life/<slug:code>/path/", "/life/moving/path/"),
    Place("list of things to do", "/life/<slug:code>/path/", "/life/moving/path/?way=into&children=y&care=y&dog=n"),
    Place(
        "kept list",
        "/lists/<str:token>/",
        "/life/birth/path/?stage=born&older=n&official=n",
        then=press("button.primary"),
        sees="ol.ticks",
        languages=False,
    ),
    Place("embedded finder", "/embed/finder/", "/embed/finder/?q=犬&accent=005500"),
    Place("procedure", "/procedures/<slug:code>/", f"/procedures/{PROCEDURE}/"),
    Place("life event", "/life/<slug:code>/", "/life/birth/"),
    Place("help", "/help/", "/help/"),
    Place("accessibility", "/accessibility/", "/accessibility/"),
    Place("privacy", "/privacy/", "/privacy/"),
    Place("verify", "/verify/", "/verify/"),
    Place("verified", "/verify/<str:token>/", lambda world: f"/verify/{world.token}/"),
    Place("not verified", "/verify/<str:token>/", "/verify/NOSUCHTOKEN/"),
    Place("not found", "/verify/<str:token>/", "/kono-page-wa-nai/"),
    Place("demo", "/demo/", "/demo/"),
    Place("style", "/style/", "/style/"),
    Place("style of the case", "/style/case/", "/style/case/", languages=False),
    *(
        Place(f"error {code}", "/style/error/<int:status>/", f"/style/error/{code}/")
        for code in (400, 403, 404, 409, 413, 429, 500, 503)
    ),
]

STEPS = [page.name for page in procedure().pages]
REPEATED = [page.name for page in procedure().pages if page.repeat]
DRAFTS: list[Place] = [
    Place("start", "/apply/<slug:code>/", f"/apply/{PROCEDURE}/"),
    Place("start with drafts", "/apply/<slug:code>/", lambda w: f"/apply/{PROCEDURE}/?{w.bare[:0]}", SAKURA),
    Place("code", "/apply/code/", "/apply/code/"),
    Place("code empty", "/apply/code/", "/apply/code/", then=empty, sees=ERRORS),
    Place("code wrong", "/apply/code/", "/apply/code/", then=typed(code="AAAA-AAAA-AAAA"), sees=ERRORS),
    Place("help somebody", "/apply/help/", "/apply/help/"),
    Place("help somebody wrong", "/apply/help/", "/apply/help/", then=typed(code="AAAA-AAAA-AAAA"), sees=ERRORS),
    *(Place(f"page {key}", f"{D}page/<str:key>/", of_draft(f"page/{key}/"), SAKURA) for key in STEPS),
    *(Place(f"item {key}", f"{D}page/<str:key>/<int:index>/", of_draft(f"page/{key}/0/"), SAKURA) for key in REPEATED),
    Place("one more item", f"{D}page/<str:key>/<int:index>/", of_draft("page/children/1/"), SAKURA),
    Place("first page empty", f"{D}page/<str:key>/", of_draft("page/reason/", "bare"), SAKURA, then=empty, sees=ERRORS),
    Place("page after its rule", f"{D}page/<str:key>/", of_draft("page/reason/", "late"), SAKURA, sees=".notice"),
    Place("page of a stranger", f"{D}page/<str:key>/", of_draft("page/reason/")),
    Place(
        "page sent by a stranger",
        f"{D}restore/<str:token>/",
        of_draft("page/reason/", "bare"),
        SAKURA,
        then=lambda page: session_over(page),
    ),
    Place("full list", f"{D}page/<str:key>/", of_draft("page/older/", "crowded"), SAKURA, sees=".notice"),
    Place(
        "one too many",
        f"{D}page/<str:key>/<int:index>/",
        of_draft("page/older/9/", "crowded"),
        SAKURA,
        then=lambda page: one_too_many(page),
        sees=".banner",
    ),
    Place("conflict", f"{D}page/<str:key>/", of_draft("page/work/", "contested"), SAKURA, then=two_tabs, sees="table, dl"),
    Place("explain", f"{D}explain/<str:key>/", of_draft("explain/work/", "explained"), SAKURA),
    Place("papers", f"{D}papers/", of_draft("papers/"), SAKURA),
    Place("papers without a file", f"{D}papers/<str:slot>/add/", of_draft("papers/"), SAKURA, then=send_no_file, sees=ERRORS),
    Place("answers sent before", f"{D}earlier/", of_draft("earlier/", "fresh"), SAKURA, sees="main fieldset"),
    Place("review", f"{D}review/", of_draft("review/"), SAKURA, sees="main .primary"),
    Place("sign", f"{D}sign/", of_draft("sign/"), SAKURA, sees="button.primary"),
    Place("signing", f"{D}sign/<uuid:asked>/", of_draft("sign/"), SAKURA, then=press(), at="/sign/", sees="details"),
    Place(
        "sign, no signature sent",
        f"{D}sign/<uuid:asked>/",
        of_draft("sign/"),
        SAKURA,
        then=signs_nothing,
        at="/sign/",
        sees=ERRORS,
        languages=False,
    ),
    Place(
        "test card app",
        "/demo/card/",
        of_draft("sign/"),
        SAKURA,
        then=to_the_card_app,
        at="/demo/card/",
        sees="main fieldset",
        languages=False,
    ),
    Place(
        "test card app, wrong PIN",
        "/demo/card/",
        of_draft("sign/"),
        SAKURA,
        then=wrong_pin,
        at="/demo/card/",
        sees=ERRORS,
        languages=False,
    ),
    Place("at the counter", f"{D}counter/", of_draft("counter/"), SAKURA),
    Place("at the counter, with the code", f"{D}counter/", of_draft("counter/"), SAKURA, then=press("button.primary"), sees="main svg"),
    Place("review not ready", f"{D}review/", of_draft("review/", "bare"), SAKURA, sees=".error-summary"),
    Place("review of the helper", f"{D}review/", of_helped("review/"), "helper"),
    Place("page of the helper", f"{D}page/<str:key>/", of_helped("page/claimant/"), "helper"),
    Place("later", f"{D}later/", of_draft("later/"), SAKURA),
    Place("later with a code", f"{D}later/", of_draft("later/"), SAKURA, then=press("button"), sees=".big"),
    Place("helper", f"{D}helper/", of_draft("helper/"), SAKURA),
    Place("helper with a code", f"{D}helper/", of_draft("helper/"), SAKURA, then=press("button.primary"), sees=".qr svg"),
    Place("by paper", f"{D}paper/", of_draft("paper/"), SAKURA),
    Place("discard", f"{D}discard/", of_draft("discard/"), SAKURA),
    Place("receipt", f"{D}receipt/", lambda w: f"/apply/d/{w.submitted[0]}/receipt/", KEN, sees=".receipt"),
    Place("closed", f"{D}page/<str:key>/", lambda w: f"/apply/d/{w.submitted[0]}/page/reason/", KEN),
]


def session_over(page: Page) -> None:
    """The session ends while the page is open; what was typed is kept and the person is asked who they are."""
    page.context.clear_cookies(name="mado_portal")
    press()(page)


def one_too_many(page: Page) -> None:
    page.locator(OWN_FORM).last.evaluate("form => { form.setAttribute('action', location.pathname.replace('/9/', '/10/')) }")
    press()(page)


MINE: list[Place] = [
    Place("mine", "/mine/", "/mine/", SAKURA),
    Place("who looked", "/mine/looks/", "/mine/looks/", SAKURA),
    Place("mine with a notice", "/mine/", "/mine/", MARIA),
    Place("application arrived", M, lambda w: f"/mine/{w.submitted[1]}/", KEN),
    Place("application accepted", M, lambda w: f"/mine/{w.of(SAKURA)}/", SAKURA),
    Place("application reviewing", M, of_case("reviewing"), MISAKI),
    Place("application correcting", M, of_case("correcting"), TAKAHASHI, sees=".notice"),
    Place("application done", M, of_case("completed"), MARIA),
    Place("application withdrawn", M, of_case("withdrawn"), MISAKI),
    Place("application refused", M, of_case("refused"), MISAKI),
    Place("copy", f"{M}copy/", of_case("reviewing", "copy/"), MISAKI),
    Place("correct", f"{M}correct/", of_case("correcting", "correct/"), TAKAHASHI),
    Place("correct empty", f"{M}correct/", of_case("correcting", "correct/"), TAKAHASHI, then=empty, sees=ERRORS),
    Place("messages", f"{M}messages/", of_case("reviewing", "messages/"), MISAKI),
    Place("messages empty", f"{M}messages/", of_case("reviewing", "messages/"), MISAKI, then=empty, sees=ERRORS),
    Place("withdraw", f"{M}withdraw/", of_case("reviewing", "withdraw/"), MISAKI),
]
MINE += BOOKING
