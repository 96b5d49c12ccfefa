"""Papers: several at once, a photo as a phone takes it, a PDF that would run something, one that follows later."""

from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.browser.conftest import Opening
from tests.browser.filling import begin, whole
from tests.browser.hands import click, go_on, number_on
from tests.browser.looking import PHONE, check
from tests.browser.people import CLERK, SAKURA
from tests.browser.world import World

pytestmark = pytest.mark.browser
SLOT = "#slot-account-proof"


def a_photo(path: Path) -> Path:
    """As an iPhone writes it."""
    picture = Image.effect_noise((1200, 900), 40).convert("RGB")
    pillow_heif.from_pillow(picture).save(path, quality=60)
    return path


def a_picture(path: Path) -> Path:
    Image.new("RGB", (800, 600), "white").save(path)
    return path


def a_pdf(path: Path, *, script: str = "") -> Path:
    writer, kept = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.write(kept)
    path.write_bytes(kept.getvalue())
    return path


def test_papers__several_and_a_phones_photo__arrive_at_the_clerk(opens: Opening, world: World, tmp_path: Path) -> None:
    draft = begin(world.person(SAKURA), whole())
    page = opens(SAKURA, width=PHONE)
    page.goto(f"/apply/d/{draft}/papers/")
    if page.locator(f"{SLOT} button", has_text="いま添付する").count():
        click(page, page.locator(f"{SLOT} button", has_text="いま添付する"))
    upload = page.locator(f"{SLOT} input[type=file]")
    upload.set_input_files([a_photo(tmp_path / "IMG_0001.HEIC"), a_picture(tmp_path / "通帳 2枚目.png")])
    click(page, page.locator(f"{SLOT} form[enctype] button"))
    assert page.locator(f"{SLOT} .files li").count() == 2
    page.locator(f"{SLOT} input[type=file]").set_input_files(a_pdf(tmp_path / "わな.pdf", script="app.alert('x')"))
    click(page, page.locator(f"{SLOT} form[enctype] button"))
    said = page.locator("#error-summary").inner_text()
    assert "PDF" in said or "スクリプト" in said or "動作" in said, said
    assert page.locator(f"{SLOT} .files li").count() == 2, "what was there before stays"
    assert check(page) == []
    page.locator(f"{SLOT} input[type=file]").set_input_files(a_pdf(tmp_path / "証明.pdf"))
    click(page, page.locator(f"{SLOT} form[enctype] button"))
    assert page.locator(f"{SLOT} .files li").count() == 3
    assert page.locator(f"{SLOT} input[type=file]").count() == 0, "three are the most"
    click(page, page.locator(f"{SLOT} .files button").first)
    assert page.locator(f"{SLOT} .files li").count() == 2
    go_on(page)
    click(page, page.locator("main button", has_text="提出する"))
    number = number_on(page)
    from tests.browser.filling import case_is_open

    case_is_open(world.person(CLERK), number)
    clerk = opens(CLERK)
    clerk.goto(f"/desk/cases/{number}/")
    files = clerk.locator("aside .files a")
    assert files.count() == 2
    answer = clerk.context.request.get(files.first.get_attribute("href") or "")
    assert answer.headers["content-type"] in {"image/jpeg", "image/png", "application/pdf"}, "no HEIC reaches the desk"


def test_paper__marked_to_follow__comes_later_by_the_own_page(opens: Opening, world: World, tmp_path: Path) -> None:
    draft = begin(world.person(SAKURA), whole())
    page = opens(SAKURA, width=PHONE)
    page.goto(f"/apply/d/{draft}/papers/")
    if page.locator(f"{SLOT} button", has_text="あとで提出する").count():
        click(page, page.locator(f"{SLOT} button", has_text="あとで提出する"))
    assert "後日提出" in page.locator(SLOT).inner_text()
    go_on(page)
    click(page, page.locator("main button", has_text="提出する"))
    assert "振込先の口座が分かるもの" in page.locator("main").inner_text(), "the receipt names what is to follow"
    number = number_on(page)
    from tests.browser.filling import case_is_open

    case_is_open(world.person(CLERK), number)
    page.goto(f"/mine/{number}/")
    page.locator("summary", has_text="書類を後から出す").click()
    page.locator("select[name=slot]").select_option("account-proof")
    page.locator("input[name=files]").set_input_files(a_photo(tmp_path / "IMG_0002.HEIC"))
    click(page, page.locator("button", has_text="書類を出す"))
    assert "書類を受け取りました" in page.locator("main").inner_text()
    clerk = opens(CLERK)
    clerk.goto(f"/desk/cases/{number}/")
    assert clerk.locator("aside .files a", has_text="振込先の口座").count() == 1
