"""The story of the demo: invented families, each with an application that has come as far as its plot says."""

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from madoguchi.city.public import Version, closed_days, current
from madoguchi.core.calendar.public import ClosedDays, today
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people import public as people
from madoguchi.site.demo.cast import HOMES, STAFF
from madoguchi.site.demo.filling import apply, fill_in

PROCEDURE = "child-allowance-claim"
TOKYO = ZoneInfo("Asia/Tokyo")
FAMILIES = [
    ("見本", "ミホン"),
    ("例示", "レイジ"),
    ("架空", "カクウ"),
    ("仮名", "カメイ"),
    ("模擬", "モギ"),
    ("試作", "シサク"),
    ("想定", "ソウテイ"),
]
GIVEN = [
    ("陽子", "ヨウコ"),
    ("大輔", "ダイスケ"),
    ("由美", "ユミ"),
    ("誠", "マコト"),
    ("彩", "アヤ"),
    ("拓海", "タクミ"),
    ("恵", "メグミ"),
    ("翔", "ショウ"),
]
CHILDREN = [
    ("ひなた", "ヒナタ"),
    ("そら", "ソラ"),
    ("あおい", "アオイ"),
    ("みなと", "ミナト"),
    ("つむぎ", "ツムギ"),
    ("はる", "ハル"),
    ("ゆい", "ユイ"),
]
REFUSAL = "\n".join(
    [
        "請求者は公務員であり、児童手当は勤務先から支給されます。",
        "児童手当法第17条第1項により、市長は認定を行う者に当たらないため、請求を却下します。",
    ]
)


@dataclass
class Moment:
    """A clock of the story: each step some working hours later, never beyond the end."""

    now: datetime
    end: datetime
    chance: random.Random
    closed: ClosedDays

    def later(self, hours: float = 5) -> datetime:
        moved = self.now + timedelta(hours=hours * self.chance.uniform(0.5, 1.5))
        while self.closed.is_closed(today(moved)) or not time(8, 40) <= moved.astimezone(TOKYO).time() <= time(17, 10):
            moved += timedelta(minutes=50)
        self.now = min(moved, self.end)
        return self.now


@dataclass
class Scene:
    """One application on its way."""

    version: Version
    clerk: people.Actor
    chief: people.Actor
    when: Moment

    def case(self, application: cases.Application) -> cases.Case:
        run_all_ready(self.when.now)
        return cases.look(application.number, by=self.clerk, at=self.when.now)


def tell(count: int, end: datetime) -> int:
    """Tell `count` stories that end now at the latest; how many were told."""
    version = current("procedure", PROCEDURE)
    if version is None:
        return 0
    chance = random.Random(20260401)  # noqa: S311  the same story on every machine
    clerks = [staff_actor(STAFF[0].mail, end), staff_actor(STAFF[1].mail, end)]
    chief = staff_actor(STAFF[2].mail, end)
    closed = closed_days()
    for number in range(count):
        began = end - timedelta(days=chance.uniform(0.2, 3) if number % 10 < 2 else chance.uniform(3, 38))
        scene = Scene(version, clerks[number % 2], chief, Moment(began, end, chance, closed))
        plot = PLOTS[number % len(PLOTS)]
        plot(scene, number, chance)
    run_all_ready(end)
    _somebody_is_filling_in(version, end)
    return count


def arrived(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    by = resident_actor(number, scene.when.now)
    return scene.case(apply(scene.version, answers_of(scene.version, number, chance, scene.when.now), by=by, at=scene.when.now))


def on_paper(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    """Came by post; the stamp is of the day before."""
    answers = answers_of(scene.version, number, chance, scene.when.now)
    at = scene.when.later()
    stamp = today(at) - timedelta(days=1)
    source = chance.choice(["post", "counter", "fax"])
    taken = cases.take_in(
        PROCEDURE, answers, source=source, stamped_on=stamp, reason="前日の夕方に届いたため", by=scene.clerk, at=at
    )
    return scene.case(taken)


def accepted(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    case = arrived(scene, number, chance)
    cases.accept(case, by=scene.clerk, at=scene.when.later(6))
    return case


def reviewing(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    case = on_paper(scene, number, chance) if number % 7 == 3 else arrived(scene, number, chance)
    cases.accept(case, by=scene.clerk, at=scene.when.later(6))
    at = scene.when.later(12)
    cases.start_review(case, by=scene.clerk, at=at)
    if scene.clerk.account_id:
        cases.assign(case, to=people.Account.objects.get(pk=scene.clerk.account_id), by=scene.clerk, at=at)
    return case


def correcting(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    case = reviewing(scene, number, chance)
    items = [("claimant.address", "番地と建物名まで入力してください。")]
    cases.request_correction(
        case, items=items, otherwise="直らないときは、分かる範囲で審査します。", by=scene.clerk, at=scene.when.later(20)
    )
    run_all_ready(scene.when.now)
    return case


def corrected(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    case = correcting(scene, number, chance)
    by = resident_actor(number, scene.when.now) if case.account_id else scene.clerk
    address = {
        "postal": "279-0004",
        "prefecture": "千葉県",
        "city": "浦安市",
        "street": f"架空町2丁目{number + 1}番5号",
        "building": "見本荘203",
    }
    cases.correct(case, {"claimant.address": address}, by=by, at=scene.when.later(30))
    run_all_ready(scene.when.now)
    return case


def proposed(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    case = reviewing(scene, number, chance) if number % 3 else corrected(scene, number, chance)
    cases.record_identity(case, method="register", by=scene.clerk, at=scene.when.later(4))
    cases.propose(case, outcome="granted", by=scene.clerk, at=scene.when.later(8))
    run_all_ready(scene.when.now)
    return case


def granted(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    case = proposed(scene, number, chance)
    agree_to(scene, case)
    return case


def done(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    """The letter has been printed and posted."""
    case = granted(scene, number, chance)
    at = scene.when.later(20)
    for job in messages.print_queue(by=scene.clerk):
        messages.mark_printed(job, by=scene.clerk, at=at)
        messages.mark_posted(job, by=scene.clerk, at=at)
    run_all_ready(scene.when.now)
    return case


def refused(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    case = reviewing(scene, number, chance)
    cases.record_identity(case, method="register", by=scene.clerk, at=scene.when.later(3))
    cases.propose(case, outcome="refused", reason=REFUSAL, by=scene.clerk, at=scene.when.later(8))
    run_all_ready(scene.when.now)
    agree_to(scene, case)
    return case


def withdrawn(scene: Scene, number: int, chance: random.Random) -> cases.Case:
    case = accepted(scene, number, chance)
    cases.withdraw(case, reason="勤務先で請求することになったため", by=scene.clerk, at=scene.when.later(10))
    run_all_ready(scene.when.now)
    return case


Plot = Callable[[Scene, int, random.Random], cases.Case]
PLOTS: list[Plot] = [
    arrived, accepted, reviewing, correcting, done, proposed, granted, reviewing, done, corrected,
    on_paper, done, refused, proposed, withdrawn, done, reviewing, correcting, done, arrived,
]  # fmt: skip


def answers_of(version: Version, number: int, chance: random.Random, at: datetime) -> dict[str, Any]:
    """The first example of the procedure with another family."""
    procedure = version.definition
    assert isinstance(procedure, cases.Procedure)
    answers = deepcopy(cases.example_answers(procedure))
    family, family_kana = FAMILIES[number % len(FAMILIES)]
    given, given_kana = GIVEN[(number // 2) % len(GIVEN)]
    born = today(at) - timedelta(days=chance.randrange(2, 13))
    answers["claimant"]["name"] = {"family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana}
    answers["claimant"]["address"] = {
        "postal": "279-0004",
        "prefecture": "千葉県",
        "city": "浦安市",
        "street": f"架空町{number % 4 + 1}丁目{number + 2}番",
    }
    if own := own_answers(number):
        answers["claimant"].update(own)
        family, family_kana = own["name"]["family"], own["name"]["family_kana"]
    answers["reason"] = {"kind": "birth", "event_date": born.isoformat()}
    first = answers["children"][0]
    children = []
    for order in range(1 + number % 3):
        name, kana = CHILDREN[(number + order) % len(CHILDREN)]
        birth = born - timedelta(days=order * chance.randrange(700, 1500))
        spelled = {"family": family, "given": name, "family_kana": family_kana, "given_kana": kana}
        children.append({**first, "name": spelled, "birth": birth.isoformat()})
    answers["children"] = children
    if number % 4 == 1:
        answers["delivery"] = "electronic"
    return answers


def own_answers(number: int) -> dict[str, Any]:
    """Name, birthday and address of the resident who signs in, as the register has them."""
    cast = [(person, home) for home in HOMES for person in home.people if person.mail]
    if number >= len(cast):
        return {}
    person, home = cast[number]
    names = {"family": person.family, "given": person.given}
    readings = {"family_kana": person.family_kana, "given_kana": person.given_kana}
    street = {"street": home.address.removeprefix("浦安市"), "building": home.building}
    address = {"postal": home.postal, "prefecture": "千葉県", "city": "浦安市", **street}
    return {"name": {**names, **readings}, "birth": person.birth_on.isoformat(), "address": address}


def agree_to(scene: Scene, case: cases.Case) -> None:
    drafted = case.proposals.get(ended_at=None)
    approval = approvals.open_approval("proposal", drafted.id)
    if approval:
        approvals.approve(approval, by=scene.chief, at=scene.when.later(10))
    run_all_ready(scene.when.now)


def staff_actor(mail: str, at: datetime) -> people.Actor:
    account = people.Account.objects.get(email=mail)
    return people.actor_for(account, at, session="demo", second_factor=True)


def resident_actor(number: int, at: datetime) -> people.Actor:
    """One of the cast for the first applications, then invented accounts that nobody signs in with."""
    cast = [person.mail for home in HOMES for person in home.people if person.mail]
    mail = cast[number] if number < len(cast) else f"jumin{number}@example.jp"
    account = people.Account.objects.filter(email=mail).first() or people.Account.objects.create_user(mail)
    return people.actor_for(account, at, session="demo")


def _somebody_is_filling_in(version: Version, end: datetime) -> None:
    """A draft that waits to be finished, for the first page of the portal."""
    account = people.Account.objects.get(email="sakura@example.jp")
    by = people.actor_for(account, end, session="demo")
    fill_in(version, {"reason": {"kind": "birth", "event_date": (today(end) - timedelta(days=4)).isoformat()}}, by=by, at=end)
