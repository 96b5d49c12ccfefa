"""The pictures of the README, of the guides and of the help page, taken from a fresh demo in a real Chromium.

    .venv/bin/python tools/screenshots.py                      start a demo of its own, write docs/pictures/*.png
    .venv/bin/python tools/screenshots.py http://localhost:8000   take them from a running demo, after `madoguchi tour` on it

Needs `make dev` and a Chromium (MADOGUCHI_CHROMIUM names it, else `chromium` on the path). home and form are taken at a width of
360, those of the desk at 1280; notice is the notice of a granted case as it is printed. The pictures of the help page are taken in
each of its languages and written to madoguchi/faces/static/help/.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures"
HELP = ROOT / "madoguchi" / "faces" / "static" / "help"
LANGUAGES = {"ja": "", "easy": "/easy", "en": "/en"}
sys.path.insert(0, str(ROOT))

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 860}
PROCEDURE = "child-allowance-claim"
SHEET = '#set page(width: 210mm, height: 297mm, margin: 0mm)\n#image("sheet.pdf", width: 100%)\n'
RESIDENT, CLERK, CHIEF = "sakura@example.jp", "hanako@desk.example.jp", "kacho@desk.example.jp"
PASSWORD = "madoguchi-demo"


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) == 2:
        take_all(sys.argv[1].rstrip("/"))
        return
    from tests.house import a_house

    with tempfile.TemporaryDirectory(prefix="madoguchi-pictures-") as folder:
        prepare(Path(folder))
        with a_house(Path(folder)) as house:
            walked = house.run("tour", house.url, timeout=300)
            if walked.returncode:
                sys.exit(walked.stdout + walked.stderr)
            take_all(house.url)


def prepare(home: Path) -> None:
    """The demo's database, by a process of its own; the house then starts as on a second day."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    environment = {**kept, "MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "madoguchi", "demo", "--prepare-only", "--size", "0.6"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def take_all(url: str) -> None:
    from playwright.sync_api import sync_playwright

    program = os.environ.get("MADOGUCHI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--hide-scrollbars"])
        for viewport, take in ((PHONE, home), (PHONE, form), (DESK, desk), (DESK, days), (PHONE, helping)):
            sharp = 2 if take in (home, form) else 1
            context = browser.new_context(viewport=viewport, locale="ja-JP", timezone_id="Asia/Tokyo", device_scale_factor=sharp)
            page = context.new_page()
            page.set_default_timeout(30_000)
            take(page, url)
            context.close()
        browser.close()


def home(page: Any, url: str) -> None:
    page.goto(f"{url}/")
    keep(page, "home")


def form(page: Any, url: str) -> None:
    """The first page of the form, turned back because of a day in the future."""
    page.goto(f"{url}/account/login/password/?next=/apply/{PROCEDURE}/")
    sign_in(page, RESIDENT)
    page.goto(f"{url}/apply/{PROCEDURE}/")
    main = page.locator("main")
    if "/apply/d/" not in page.url:
        main.locator("form button").last.click()
    page.wait_for_url("**/apply/d/**")
    without_earlier(page)
    main.locator("input[type=radio]").first.check()
    boxes = main.locator("input:not([type=radio]):not([type=hidden]):visible")
    next_year = datetime.now(ZoneInfo("Asia/Tokyo")).year + 1
    for box, value in zip(boxes.all(), (str(next_year), "4", "1"), strict=False):
        box.fill(value)
    main.locator("form button.primary").last.click()
    page.locator("#error-summary").wait_for()
    keep(page, "form")


def without_earlier(page: Any) -> None:
    """Who applied before is asked first whether the same words will do: they are typed anew here."""
    if page.url.endswith("/earlier/"):
        page.locator("main .buttons a.button, main form button:not(.primary)").last.click()
        page.wait_for_url("**/page/**")


def helping(page: Any, url: str) -> None:
    """What a resident sees on the way, in each language: the procedure, a page of the form, the review, how it stands."""
    page.goto(f"{url}/account/login/password/?next=/apply/dog-change/")
    sign_in(page, RESIDENT)
    page.goto(f"{url}/mine/")
    standing = page.locator("main a[href*='/mine/']").first.get_attribute("href")
    draft = begun(page, url)
    for language, prefix in LANGUAGES.items():
        for name, path in (
            ("procedure", "/procedures/dog-change/"),
            ("form", f"{draft}page/change/"),
            ("review", f"{draft}review/"),
            ("standing", str(standing)),
        ):
            page.goto(f"{url}{prefix}{path}")
            keep_help(page, f"{language}-{name}")


def begun(page: Any, url: str) -> str:
    """The path of a draft of the shortest form with its first page filled in."""
    page.goto(f"{url}/apply/dog-change/")
    if "/apply/d/" not in page.url:
        page.locator("main form button.primary").first.click()
        page.wait_for_url("**/apply/d/**")
    without_earlier(page)
    main = page.locator("main")
    main.locator("input[type=radio]").first.check()
    boxes = main.locator("input:not([type=radio]):not([type=hidden]):visible")
    today = datetime.now(ZoneInfo("Asia/Tokyo"))
    for box, value in zip(boxes.all(), (str(today.year - 2018), str(today.month), "1", "", "ポチ"), strict=False):
        box.fill(value)
    main.locator("form button.primary").last.click()
    page.wait_for_load_state()
    return "/apply/d/" + page.url.split("/apply/d/")[1].split("/")[0] + "/"


def keep_help(page: Any, name: str) -> None:
    """A small picture: what a page of help can bear."""
    from io import BytesIO

    from PIL import Image

    page.evaluate("document.fonts.ready")
    HELP.mkdir(parents=True, exist_ok=True)
    picture = Image.open(BytesIO(page.screenshot())).convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
    picture.save(HELP / f"{name}.png", optimize=True)
    print(f"help/{name}.png  {page.viewport_size['width']} px  {page.title()}")


def enter(page: Any, url: str, mail: str) -> None:
    """Sign in at the desk, with the second factor."""
    page.goto(f"{url}/desk/account/login/")
    sign_in(page, mail)
    for _again in range(2):  # a code serves a person once: after a walk round, the next one is waited for
        if page.locator("input[name=code]").count():
            page.fill("input[name=code]", second_factor(page, url))
            page.locator("main form button.primary").first.click()
        if page.locator("input[name=code]").count():
            page.wait_for_timeout(31_000)
    page.wait_for_url("**/desk/**")


def days(page: Any, url: str) -> None:
    """Where the days went, as a chief sees it."""
    enter(page, url, CHIEF)
    page.goto(f"{url}/desk/flow/")
    keep(page, "desk-days")


def desk(page: Any, url: str) -> None:
    """A case under review, and the notice of one that waits for posting."""
    enter(page, url, CLERK)
    page.goto(f"{url}/desk/")
    keep(page, "desk-queue")
    open_case(page, url, "reviewing")
    keep(page, "desk-case")
    case = page.url
    page.goto(f"{case}request-correction/")
    keep(page, "desk-correction")
    page.goto(f"{case}propose/")
    keep(page, "desk-propose")
    if not open_case(page, url, "notified"):
        sys.exit("No case waits for posting. Walk round first: madoguchi tour " + url)
    link = page.locator("aside a[href*='/notices/']").first.get_attribute("href")
    answer = page.context.request.get(f"{url}{link}")
    print_first_sheet(answer.body(), TARGET / "notice.png")


def sign_in(page: Any, mail: str) -> None:
    page.locator("main input[type=email], main input[name=login]").first.fill(mail)
    page.locator("main input[type=password]").first.fill(PASSWORD)
    page.locator("main form button.primary").first.click()
    page.wait_for_load_state()


def second_factor(page: Any, url: str) -> str:
    """The code that the demo's own page shows now."""
    found = re.search(r"<strong><code>(\d{6})</code>", page.context.request.get(f"{url}/demo/").text())
    if found is None:
        sys.exit(f"{url}/demo/ shows no code: is it a demo?")
    return found.group(1)


def open_case(page: Any, url: str, state: str) -> bool:
    page.goto(f"{url}/desk/?state={state}")
    row = page.locator("tbody th a").first
    if not row.count():
        return False
    row.click()
    page.wait_for_url("**/desk/cases/**")
    return True


def keep(page: Any, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=TARGET / f"{name}.png")
    print(f"docs/pictures/{name}.png  {page.viewport_size['width']} px  {page.title()}")


def print_first_sheet(pdf: bytes, target: Path) -> None:
    """The first sheet of a PDF as a picture, by the typesetter that the house has anyway."""
    import typst

    if not pdf.startswith(b"%PDF"):
        sys.exit("the notice is no PDF")
    with tempfile.TemporaryDirectory(prefix="madoguchi-pictures-") as folder:
        (Path(folder) / "sheet.pdf").write_bytes(pdf)
        source = Path(folder) / "sheet.typ"
        source.write_text(SHEET, encoding="utf-8")
        target.write_bytes(typst.compile(source, format="png", ppi=96.0))  # type: ignore[arg-type]
    print(f"docs/pictures/{target.name}  the first sheet")


if __name__ == "__main__":
    main()
