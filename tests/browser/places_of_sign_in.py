"""Signing in and one's own account, on both faces."""

from playwright.sync_api import Page

from tests.browser.people import ADMINISTRATOR, AUDITOR, CLERK, MARIA, SAKURA
from tests.browser.places import ERRORS, Place, empty, typed

A, B = "/account/", "/desk/account/"


def to_the_second_factor(page: Page) -> None:
    typed(login=AUDITOR, password="madoguchi-demo")(page)


def wrong_code(page: Page) -> None:
    to_the_second_factor(page)
    typed(code="000000")(page)


def link_sent_wrong(page: Page) -> None:
    typed(email=MARIA)(page)
    typed(code="000000")(page)


SIGN_IN: list[Place] = [
    Place("sign in", f"{A}login/", f"{A}login/"),
    Place("sign in after the time is over", f"{A}login/", f"{A}login/?ended=1"),
    Place("sign in empty", f"{A}login/", f"{A}login/", then=empty, sees=ERRORS),
    Place("password", f"{A}login/password/", f"{A}login/password/"),
    Place("password empty", f"{A}login/password/", f"{A}login/password/", then=empty, sees=ERRORS),
    Place("sign up", f"{A}signup/", f"{A}signup/"),
    Place("sign up empty", f"{A}signup/", f"{A}signup/", then=empty, sees=ERRORS),
    Place("link sent", f"{A}link/", f"{A}login/", then=typed(email="dareka@example.jp"), at=f"{A}link/"),
    Place("link sent, wrong code", f"{A}link/", f"{A}login/", then=link_sent_wrong, at=f"{A}link/", sees=ERRORS, languages=False),
    Place("link", f"{A}link/<str:token>/", lambda w: w.sign_in_link),
    Place("link spent", f"{A}link/<str:token>/", f"{A}link/spent/"),
    Place("password forgotten", f"{A}password/reset/", f"{A}password/reset/"),
    Place("password forgotten, empty", f"{A}password/reset/", f"{A}password/reset/", then=empty, sees=ERRORS),
    Place("reset mailed", f"{A}password/reset/done/", f"{A}password/reset/done/"),
    Place(
        "reset by link",
        f"{A}password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        lambda w: w.reset_link,
        at=f"{A}password/reset/key/",
    ),
    Place(
        "reset by a spent link",
        f"{A}password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        f"{A}password/reset/key/1-no-such/",
    ),
    Place("reset done", f"{A}password/reset/key/done/", f"{A}password/reset/key/done/"),
    Place("signed out", f"{A}logout/", f"{A}logout/", SAKURA),
    Place("security", f"{A}security/", f"{A}security/", SAKURA),
    Place("change the password", f"{A}password/change/", f"{A}password/change/", SAKURA),
    Place(
        "change the password, empty",
        f"{A}password/change/",
        f"{A}password/change/",
        SAKURA,
        then=empty,
        sees=ERRORS,
        languages=False,
    ),
    Place("change the address", f"{A}address/", f"{A}address/", SAKURA),
    Place("change the address, empty", f"{A}address/", f"{A}address/", SAKURA, then=empty, sees=ERRORS),
    Place("confirm by mail", f"{A}confirm/mail/", f"{A}confirm/mail/", SAKURA),
    Place("confirm by password", f"{A}confirm/password/", f"{A}confirm/password/", SAKURA),
    Place("add a passkey", f"{A}passkey/add/", f"{A}passkey/add/", SAKURA),
    Place("merge", f"{A}merge/", f"{A}merge/", SAKURA),
    Place("contact", f"{A}contact/", f"{A}contact/", SAKURA),
    Place("contact, empty", f"{A}contact/", f"{A}contact/", SAKURA, then=empty, sees=ERRORS),
]

STAFF_SIGN_IN: list[Place] = [
    Place("staff sign in", f"{B}login/", f"{B}login/"),
    Place("staff sign in empty", f"{B}login/", f"{B}login/", then=empty, sees=ERRORS),
    Place("second factor", f"{B}second-factor/", f"{B}login/", then=to_the_second_factor, at=f"{B}second-factor/"),
    Place("second factor wrong", f"{B}second-factor/", f"{B}login/", then=wrong_code, at=f"{B}second-factor/", sees=ERRORS),
    Place("enrol", f"{B}enrol/<str:token>/", lambda w: w.newcomer[1]),
    Place("enrol empty", f"{B}enrol/<str:token>/", lambda w: w.newcomer[1], then=empty, sees=ERRORS),
    Place("enrol with a spent link", f"{B}enrol/<str:token>/", f"{B}enrol/spent/"),
    Place("staff security", f"{B}security/", f"{B}security/", CLERK),
    Place("staff change the password", f"{B}password/change/", f"{B}password/change/", CLERK),
    Place("staff confirm by password", f"{B}confirm/password/", f"{B}confirm/password/", CLERK, at=f"{B}confirm/code/"),
    Place("staff confirm by code", f"{B}confirm/code/", f"{B}confirm/code/", CLERK),
    Place("staff confirm by code, empty", f"{B}confirm/code/", f"{B}confirm/code/", CLERK, then=empty, sees=ERRORS),
    Place("staff add a passkey", f"{B}passkey/add/", f"{B}passkey/add/", CLERK),
    Place("staff take the second factor off", f"{B}totp/remove/", f"{B}totp/remove/", ADMINISTRATOR),
    Place("staff reset", f"{B}password/reset/", f"{B}password/reset/"),
    Place("staff signed out", f"{B}logout/", f"{B}logout/", CLERK),
]
