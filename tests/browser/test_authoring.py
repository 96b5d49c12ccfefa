"""Three procedures made in the browser only: from a paper form's fields and from a copy. One is published and applied for."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import FrameLocator, Page

from tests.browser.conftest import Opening
from tests.browser.hands import click, until_there
from tests.browser.looking import PHONE
from tests.browser.people import CHIEF, CLERK

pytestmark = pytest.mark.browser
BICYCLE = """【利用者】
氏名
住所
電話番号
【駐車場の利用】
利用の区分：一般・学生・高校生以下
車種：自転車・原付・125cc以下
期間：1か月・3か月・6か月・12か月
防犯登録番号（任意）
減免：なし・生活保護・障害者手帳
添付：減免の理由が分かるもの
"""
LIBRARY = """【利用する人】
氏名
生年月日
住所
電話番号
【登録】
登録の区分：市内在住・在勤・在学・広域
勤め先・学校（任意）
"""
REDUCTION = """【申請者】
氏名
住所
電話番号
【減免】
施設：体育館・公民館・野球場
使う日
減免の理由：障害者手帳・子ども会・市との共催
くわしい理由（任意）
添付：理由が分かるもの
"""
PEOPLE = {"family": "見本", "given": "花子", "family_kana": "ミホン", "given_kana": "ハナコ"}


def begin(page: Page, way: str, title: str, *, lines: str = "", of: str = "") -> str:
    """A manuscript; its code."""
    code = f"made-{uuid4().hex[:8]}"
    page.goto("/desk/making/new/")
    page.locator(f"[name=way][value={way}]").check()
    page.locator("[name=title]").fill(title)
    page.locator("[name=code]").fill(code)
    if lines:
        page.locator("[name=lines]").fill(lines)
    if of:
        page.locator("[name=of]").select_option(of)
    click(page, page.locator("main button.primary"))
    assert re.search(r"/making/[0-9a-f-]{36}/$", page.url), page.locator("main").inner_text()
    return code


def part(page: Page, link: str, **values: str) -> None:
    """Open a part by its link, fill boxes, save; back on the manuscript's page."""
    click(page, page.locator("main a", has_text=link).first)
    for name, value in values.items():
        page.locator(f"[name='{name.replace('__', '.')}']").fill(value)
    click(page, page.locator("main button.primary"))


def with_notices(page: Page) -> None:
    here = page.url.partition("#")[0]
    for outcome in ("grant", "refuse"):
        page.goto(here)
        page.locator("[name='which:notice']").select_option(outcome)
        click(page, page.get_by_role("button", name="通知を作る"))
        click(page, page.locator("main button.primary"))
    click(page, page.locator("main a", has_text="通知・処理の期間"))
    page.locator("[name=standard_days]").fill("14")
    page.locator("[name='applicant.name']").select_option("name")
    click(page, page.locator("main button.primary"))


def described(page: Page, law: str) -> None:
    part(page, "名前・種類・担当", law=law)
    part(
        page, "案内（だれが", facts__who__ja="利用したい方", facts__by_when__ja="いつでも", facts__takes_minutes="5", facts__fee__ja="無料"
    )  # fmt: skip


def in_frame(page: Page) -> FrameLocator:
    return page.frame_locator(".making-phone iframe")


def person_typed(frame: FrameLocator) -> None:
    for name, value in PEOPLE.items():
        frame.locator(f"[name='name.{name}']").fill(value)
    for name, value in {"prefecture": "千葉県", "city": "浦安市", "street": "架空町1丁目2番3号"}.items():
        box = frame.locator(f"[name='address.{name}']")
        if box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    frame.locator("[name=phone]").fill("0470000000")


def onward(frame: FrameLocator) -> None:
    frame.get_by_role("button", name="保存して次へ").click()


def kept_as_example(page: Page, name: str, result: str, reason: str = "") -> None:
    frame = in_frame(page)
    frame.locator("#example-name").fill(name)
    frame.locator("#example-result").select_option(result)
    frame.locator("#example-reason").fill(reason)
    with page.expect_navigation():
        frame.get_by_role("button", name="例として残す").click()
    until_there(page, ".tag.good")


def put_forward(page: Page) -> None:
    click(page, page.locator("main nav.sections a", has_text="起案する"))
    page.locator("[name=reason]").fill("紙の記入をなくすため")
    click(page, page.locator("main button.primary"))
    assert "決裁を待って" in page.locator("main").inner_text(), page.locator("main").inner_text()


def test_bicycle_parking__made_from_paper_agreed_to_and_published__a_resident_applies(opens: Opening) -> None:
    clerk = opens(CLERK)
    code = begin(clerk, "paper", "自転車駐車場の定期利用", lines=BICYCLE)
    described(clerk, "自転車駐車場条例 第6条")
    with_notices(clerk)
    click(clerk, clerk.get_by_role("button", name="金額を足す"))
    clerk.locator("[name='value.how'][value=by]").check()
    clerk.locator("[name='value.question']").select_option(label="期間")
    click(clerk, clerk.get_by_role("button", name="保存して、ここに残る"))
    for n, yen in enumerate(("2,000", "5,700", "10,800", "20,400"), 1):
        clerk.locator(f"[name='value.of.option-{n}']").fill(yen)
    click(clerk, clerk.locator("main button.primary"))
    click(clerk, clerk.locator("main a", has_text="減免の理由が分かるもの"))
    clerk.locator("[name='when.how'][value=chosen]").check()
    clerk.locator("[name='when.0']").select_option(label="駐車場の利用：減免 → 「なし」を選んでいない")
    click(clerk, clerk.locator("main button.primary"))

    for name, result, reason, remission in (
        ("1か月", "grant", "", "1"),
        ("空きがない", "refuse", "空きがないため（条例6条2項）。", "2"),
    ):
        click(clerk, clerk.locator("main nav.sections a", has_text="試しに記入"))
        frame = in_frame(clerk)
        person_typed(frame)
        onward(frame)
        for box, option in (("choice", "1"), ("choice_2", "1"), ("choice_3", "1"), ("choice_4", remission)):
            frame.locator(f"[name={box}][value=option-{option}]").check()
        onward(frame)
        kept_as_example(clerk, name, result, reason)
    put_forward(clerk)

    chief = opens(CHIEF)
    chief.goto("/desk/approvals/")
    click(chief, chief.locator("main a", has_text="手続きの公開").last)
    click(chief, chief.locator("main a", has_text="もとの記録を見る"))
    assert "新しい手続きです" in chief.locator("main").inner_text()
    click(chief, chief.locator("button[value=approve]"))

    resident = opens(width=PHONE)
    for _try in range(30):
        if resident.goto(f"/apply/{code}/").status == 200:  # type: ignore[union-attr]
            break
        resident.wait_for_timeout(1000)
    click(resident, resident.locator("main button.primary"))
    assert resident.locator("[name='name.family']").count() == 1


def test_library_card__made_from_paper__passes_its_own_example(opens: Opening) -> None:
    clerk = opens(CLERK)
    begin(clerk, "paper", "図書館の利用登録", lines=LIBRARY)
    described(clerk, "図書館条例 第5条")
    with_notices(clerk)
    assert "直すところはありません" in clerk.locator("main").inner_text()
    click(clerk, clerk.locator("main nav.sections a", has_text="試しに記入"))
    frame = in_frame(clerk)
    person_typed(frame)
    frame.locator("[name='birth.era']").select_option("H")
    for name, value in {"year": "2", "month": "5", "day": "1"}.items():
        frame.locator(f"[name='birth.{name}']").fill(value)
    onward(frame)
    frame.locator("[name=choice][value=option-1]").check()
    onward(frame)
    kept_as_example(clerk, "市内に住む人", "grant")


def test_fee_reduction__made_from_paper_without_javascript__passes_its_examples_and_is_put_forward(opens: Opening) -> None:
    clerk = opens(CLERK, script=False)
    begin(clerk, "paper", "施設使用料の減免申請", lines=REDUCTION)
    described(clerk, "公の施設条例 第9条")
    with_notices(clerk)
    for name, result, reason in (("手帳を持つ人", "grant", ""), ("共催でない", "refuse", "市との共催でないため（条例9条2項）。")):
        click(clerk, clerk.locator("main nav.sections a", has_text="試しに記入"))
        frame = in_frame(clerk)
        person_typed(frame)
        onward(frame)
        frame.locator("[name=choice][value=option-1]").check()
        frame.locator("[name='date.era']").select_option("R")
        for box, value in {"year": "9", "month": "5", "day": "1"}.items():
            frame.locator(f"[name='date.{box}']").fill(value)
        frame.locator("[name=choice_2][value=option-1]").check()
        onward(frame)
        kept_as_example(clerk, name, result, reason)
    put_forward(clerk)


def test_copy__without_javascript__parts_are_taken_out_put_back_and_added(opens: Opening) -> None:
    clerk = opens(CLERK, script=False)
    begin(clerk, "copy", "飼い犬のことの申出", of="dog-registration")
    for _page in range(2):
        click(clerk, clerk.locator(".making-pages > li").last.get_by_role("button", name=re.compile("^削除")).first)
    assert "削除しました" in clerk.locator("main").inner_text()
    click(clerk, clerk.get_by_role("button", name="元に戻す", exact=True))
    click(clerk, clerk.get_by_role("button", name="ページを足す"))
    clerk.locator("[name='title.ja']").fill("減免の理由")
    click(clerk, clerk.locator("main button.primary"))
    click(clerk, clerk.locator("main a", has_text="新しい問い"))
    clerk.locator("[name='label.ja']").fill("減免を受けたい理由")
    clerk.locator("[name='label.en']").fill("Reason")
    click(clerk, clerk.locator("main button.primary"))
    assert "減免を受けたい理由" in clerk.locator(".making-pages").inner_text()
