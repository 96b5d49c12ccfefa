"""Both sides as they run, over real HTTP: what a person does on the one reaches the other, and nothing else does."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.zones.browser import Browser
from tests.zones.sides import ROOT, Side, free_port, two_sides

pytestmark = pytest.mark.long
CARDS = "card-issue-city-hall"
CLERK, CHIEF, SHIMIN = "hanako@desk.example.jp", "kacho@desk.example.jp", "shimin@desk.example.jp"


class House:
    """One side, served; with somebody inside who looks things up."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.inside = subprocess.Popen(
            [sys.executable, "-m", "tests.zones.helper"], env=side.environment, cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=(side.home / "helper.log").open("w"), start_new_session=True,
        )  # fmt: skip

    def do(self, what: str, *given: Any) -> Any:
        assert self.inside.stdin is not None
        assert self.inside.stdout is not None
        self.inside.stdin.write(json.dumps({"do": what, "with": given}) + "\n")
        self.inside.stdin.flush()
        said = json.loads(self.inside.stdout.readline() or '{"error": "died"}')
        assert "found" in said, (what, given, said)
        return said["found"]

    def as_person(self, mail: str) -> Browser:
        return Browser(self.side.port, self.do("cookie", mail))

    def stop(self) -> None:
        self.side.stop_all()
        self.inside.kill()
        self.inside.wait()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, House]]:
    public, office = two_sides(tmp_path_factory.mktemp("pages"))
    office.port = free_port()
    for side in (public, office):
        side.start("serve")
    sides = House(public), House(office)
    try:
        sides[1].do("staff")
        for side in (public, office):
            side.wait_until_served()
        yield sides
    finally:
        for one in sides:
            one.stop()


def until(true: Callable[[], Any], *sides: House, patience: float = 600) -> Any:
    ends = time.monotonic() + patience
    while not (found := true()):
        assert time.monotonic() < ends, [(one.side.zone, one.do("quiet"), log(one.side.home)) for one in sides]
        time.sleep(0.3)
    return found


def log(home: Path) -> str:
    return "\n".join(one.read_text(errors="replace")[-1500:] for one in sorted(home.glob("*.log")))


def silent(public: House) -> bool:
    """The office's worker outlives its server by a moment; then nobody says anything any more."""
    public.do("forget_word")
    time.sleep(2.5)
    return bool(public.do("word_is_old"))


def handed_in(public: House, mail: str) -> str:
    draft = public.do("draft", mail)
    page = public.as_person(mail).post(f"/apply/d/{draft}/submit/", {}, form=f"/apply/d/{draft}/review/")
    assert page.status == 200, page.text[-800:]
    return str(public.do("number", draft))


def test_application__handed_in_outside__decided_inside__is_read_outside(house: tuple[House, House]) -> None:
    public, office = house
    public.do("resident", "sakura@example.jp", "見本 さくら")
    public.do("consent", "sakura@example.jp")
    number = handed_in(public, "sakura@example.jp")
    person, clerk, chief = public.as_person("sakura@example.jp"), office.as_person(CLERK), office.as_person(CHIEF)
    until(lambda: office.do("state", number), public, office)
    until(lambda: "見本" in clerk.get(f"/desk/cases/{number}/").text, public, office)
    until(lambda: public.do("state", number), public, office)
    public.do("later_paper", "sakura@example.jp", number)
    case = f"/desk/cases/{number}/"
    for action in ("accept", "start_review"):
        assert clerk.post(f"{case}do/{action}/", {}, form=case).status == 200
    until(lambda: office.do("papers", number), public, office)
    assert office.do("papers", number) == public.do("papers", number)
    clerk.post(f"{case}message/", {"text": "確かめています。"})
    until(lambda: "確かめています。" in person.get(f"/mine/{number}/").text, public, office)
    clerk.post(f"{case}identity/", {"method": "register", "succeeded": "1"})
    assert "起案しました" in clerk.post(f"{case}propose/", {"outcome": "granted", "reason": ""}).text
    asked = office.do("approval")
    chief.post(f"/desk/approvals/{asked}/answer/", {"verdict": "approve", "reason": ""}, form=f"/desk/approvals/{asked}/")
    assert public.do("decision", number) is None
    until(lambda: public.do("decision", number) == "granted", public, office)
    assert "認定" in person.get(f"/mine/{number}/").text
    assert clerk.get(f"/mine/{number}/").status == 404
    assert person.get("/desk/").status == 404


def test_withdrawal__made_outside__ends_the_case_inside(house: tuple[House, House]) -> None:
    public, office = house
    public.do("resident", "aoi@example.jp", "見本 葵")
    number = handed_in(public, "aoi@example.jp")
    until(lambda: office.do("state", number), public, office)
    until(lambda: public.do("state", number), public, office)
    person = public.as_person("aoi@example.jp")
    assert person.post(f"/mine/{number}/withdraw/", {"reason": "転出するため"}).status == 200
    until(lambda: office.do("state", number) is None, public, office)
    assert office.do("withdrawn", number) == "転出するため"
    assert "取下げ" in office.as_person(CLERK).get(f"/desk/cases/{number}/").text


def test_protection__set_inside__silences_proxies_outside__and_so_does_silence(house: tuple[House, House]) -> None:
    public, office = house
    mother = public.do("resident", "haha@example.jp", "見本 母")
    public.do("resident", "musume@example.jp", "見本 娘")
    held = public.do("delegate", "haha@example.jp", "musume@example.jp")
    daughter = public.as_person("musume@example.jp")
    until(lambda: public.do("represented", mother), public, office)
    assert office.do("delegation", held)["ending"] == ""
    acting = {"choice": f"delegation:{held}"}
    assert "見本 母</strong>さんのために" in daughter.post("/account/acting/switch/", acting, form="/account/acting/").text
    office.side.kill("serve")
    until(lambda: silent(public), public, office)
    assert "通信が途切れているため" in daughter.get("/mine/").text
    assert daughter.get("/account/acting/").text.count("さんのために操作する") == 0
    number = office.do("bind", mother, False)
    office.do("protect", number)
    office.side.start("serve")
    until(lambda: public.do("represented", mother) is False, public, office)
    until(lambda: "通信が途切れている" not in daughter.get("/account/acting/").text, public, office)
    assert daughter.get("/account/acting/").text.count("さんのために操作する") == 0
    mine = public.as_person("haha@example.jp")
    assert mine.post(f"/account/acting/{held}/end/", {}).status == 200
    until(lambda: office.do("delegation", held)["ending"] == "revoked", public, office)


def test_booking__through_the_same_door__and_from_the_quota_while_the_line_is_cut(house: tuple[House, House]) -> None:
    public, office = house
    slot, other = until(lambda: office.do("slots", CARDS), public, office)[:2]
    assert public.do("counters", slot) == office.do("counters", slot)
    free, quota = public.do("counters", slot)
    clerk = office.as_person(SHIMIN)
    form = f"/desk/booking/?code={CARDS}"
    wish = {"code": CARDS, "slot": slot, "contact.name": "見本 健", "contact.kana": "ミホン ケン", "contact.phone": "0473511111"}
    assert "番号は" in clerk.post("/desk/booking/", {**wish, "asked": "one"}, form=form).text
    assert public.do("counters", slot) == [free - 1, quota]
    until(lambda: office.do("counters", slot) == [free - 1, quota], public, office)
    public.side.kill("serve")
    broken = clerk.post("/desk/booking/", {**wish, "asked": "two"}, form=form)
    if "番号は" not in broken.text:  # the relay itself had not yet noticed that the line is cut
        assert "返事が来ませんでした" in broken.text
        assert "番号は" in clerk.post("/desk/booking/", {**wish, "asked": "three"}, form=form).text
    assert office.do("counters", slot) == [free - 1, quota - 1]
    assert "埋まりました" in clerk.post("/desk/booking/", {**wish, "asked": "four"}, form=form).text
    public.side.start("serve")
    until(lambda: len(public.do("reservations")) == 2, public, office)
    until(lambda: public.do("reservations") == office.do("reservations"), public, office)
    until(lambda: not public.do("quiet")["waiting"] and not office.do("quiet")["waiting"], public, office)
    assert public.do("counters", slot)[0] == free - 1
    number = next(n for n, row in office.do("reservations").items() if not row["seats"][0][2])
    page = f"/desk/booking/r/{number}/"
    assert clerk.post(f"{page}do/", {"do": "move", "slot": other}, form=page).status == 200
    assert public.do("counters", slot)[0] == free
    assert public.do("reservations")[number]["seats"] == [[other, 1, False]]
    assert clerk.post(f"{page}do/", {"do": "cancel"}, form=page).status == 200
    assert public.do("reservations")[number]["cancelled"]
    until(lambda: public.do("reservations") == office.do("reservations"), public, office)
    until(lambda: not office.do("quiet")["unsettled"] and not public.do("quiet")["unsettled"], public, office)
