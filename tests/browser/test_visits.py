"""来庁と申請を人がするように: a form begun from a visit, and a visit chosen in a form; back, twice, cancelled, withdrawn; and the clerk."""

import re
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from madoguchi.city.public import read_folder
from madoguchi.engines.cases.public import Procedure
from tests.browser.conftest import Opening
from tests.browser.hands import by_pointer, click, go_on, number_on, through_the_form, until_there
from tests.browser.looking import PHONE, check, complaints
from tests.browser.people import KEN, MISAKI

pytestmark = pytest.mark.browser
CODE, CLERK = "pregnancy-notification", "boshi@desk.example.jp"
SLOT = 'select[name="interview.slot"]'


@cache
def notification() -> Procedure:
    found = read_folder(settings.MADO_CITY).get(Procedure, CODE)
    assert isinstance(found, Procedure)
    return found


def answers() -> dict[str, Any]:
    """The first example as of today; how to meet is chosen on the page itself."""
    found: dict[str, Any] = deepcopy(dict(notification().examples[0].answers))
    found["due_on"] = (date.today() + timedelta(days=224)).isoformat()
    found["clinic"]["on"] = (date.today() - timedelta(days=3)).isoformat()
    found["interview"] = {"way": "counter"}
    return found


def book(page: Page) -> str:
    """A visit, booked from the list; its number."""
    page.goto("/booking/pregnancy-interview/?view=list")
    click(page, page.locator("ul.times button").first)
    click(page, page.locator("button.primary.large"))
    return number_on(page)


def hand_in(page: Page) -> str:
    """Pressed twice, handed in once."""
    through_the_form(page, answers(), by_pointer, of=notification())
    page.locator("main button", has_text="提出する").first.dblclick()
    page.wait_for_url(re.compile("/receipt/"))
    return number_on(page)


def test_visit_first__the_form_has_its_time__they_lead_to_each_other__and_it_outlives_a_withdrawal(opens: Opening) -> None:
    page = opens(MISAKI, width=PHONE)
    visit = book(page)
    click(page, page.locator("main a.button", has_text="申請を"))
    expect(page.locator("main")).to_contain_text(visit)
    click(page, page.locator("main button.primary").first)
    through_the_form(page, answers(), by_pointer, "/page/interview/", of=notification())
    expect(page.locator("[name='interview.way'][value=counter]")).to_be_checked()
    expect(page.locator(f"{SLOT} option:checked")).to_contain_text(visit)
    assert page.locator("[name^='interview.first']").count() == 0, "what is asked of others is not asked here"
    page.go_back()
    page.go_forward()
    expect(page.locator(f"{SLOT} option:checked")).to_contain_text(visit)
    number = hand_in(page)
    page.goto(f"/booking/r/{visit}/")
    click(page, until_there(page, f"main a[href='/mine/{number}/']"))
    click(page, page.locator("main a", has_text="取り下げる"))
    expect(page.locator("main")).to_contain_text("そのまま残ります")
    click(page, page.locator("button.danger"))
    page.goto(f"/booking/r/{visit}/")
    expect(page.locator("h1")).to_have_text("予約しました")
    assert complaints(page) == []


def test_form_first__the_visit_is_booked_once__moved_and_cancelled_under_the_clerks_eyes(opens: Opening) -> None:
    page, clerk = opens(MISAKI, width=PHONE), opens(CLERK)
    page.goto(f"/apply/{CODE}/")
    click(page, page.locator("main form button.primary").first)
    through_the_form(page, answers(), by_pointer, "/page/interview/", of=notification())
    assert page.locator("[name^='interview.first']").count() == 0, "nothing follows before it is chosen how to meet"
    page.locator("[name='interview.way'][value=counter]").check()
    go_on(page)
    page.locator(SLOT).select_option(index=6)
    go_on(page)
    number = hand_in(page)
    page.goto(f"/mine/{number}/")
    click(page, until_there(page, "main a[href^='/booking/r/']"))
    visit = page.locator(".receipt strong").inner_text()
    stranger = opens(KEN)
    stranger.goto(f"/booking/r/{visit}/")
    expect(stranger.locator("h1")).to_contain_text("見つかりません")
    click(page, page.locator("main a", has_text="日時を変える"))
    page.goto(page.url + "?view=list")
    click(page, page.locator("ul.times button").last)
    moved = page.locator("dl.facts div", has_text="日時").locator("dd").inner_text()
    clerk.goto(f"/desk/cases/{number}/")
    notice = until_there(clerk, f"p.notice:has-text('{visit}')")
    day = re.search(r"\d+年\d+月\d+日", moved)
    assert day
    expect(notice).to_contain_text(day[0])
    click(page, page.locator("main a", has_text="取り消す"))
    click(page, page.locator("button.danger"))
    clerk.reload()
    expect(clerk.locator("p.notice", has_text=visit)).to_contain_text("取り消された来庁の予約")
    page.goto(f"/mine/{number}/")
    click(page, page.locator("main a", has_text="あらためて予約する"))
    assert check(page, widths=(PHONE,)) == []
    page.locator("select[name=time]").select_option(index=3)
    page.locator("main button.primary").dblclick()
    expect(page.locator("main")).to_contain_text("来庁の日時を決めました")
    anew = page.locator("main a[href^='/booking/r/']").first.get_attribute("href") or ""
    clerk.reload()
    notices = clerk.locator("p.notice", has_text="来庁の予約")
    expect(notices).to_have_count(2)
    expect(notices.first).to_contain_text(anew.split("/")[3])
    expect(notices.last).to_contain_text(visit)
