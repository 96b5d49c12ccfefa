"""Some months before these weeks: notifications that came on paper and were settled, so that figures over months have something to
tell. By the real actions; the earlier months went slower and needed more corrections than the last but one.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from madoguchi.city.public import Version, closed_days, current_all
from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases import public as cases
from madoguchi.site.demo.cast import STAFF
from madoguchi.site.demo.story import Moment, Scene, staff_actor
from madoguchi.site.demo.tales import fitting, identify, reply_of, retold

MONTHS = ((150, 7, 0.4), (120, 6, 0.4), (90, 2, 0.1), (60, 5, 0.3))
"""Days back, days that it waited at most, share that had to be corrected."""
A_MONTH = 15
PEOPLE = 300
"""From here on the numbers of invented people, so that they are not those of the weeks."""
WAYS = ("post", "counter", "fax", "post")


def make_months(size: float, end: datetime) -> int:
    """So many notifications a month for size 1; how many were made."""
    found = next(settled_by(STAFF[0].section, end), None)
    if found is None:
        return 0
    chance = random.Random(20260403)  # noqa: S311  the same months on every machine
    clerk, closed, number = staff_actor(STAFF[0].mail, end), closed_days(), 0
    for back, wait, corrected in MONTHS:
        for _n in range(round(A_MONTH * size)):
            when = Moment(end - timedelta(days=back - chance.uniform(0, 20)), end, chance, closed)
            tell(Scene(found[0], clerk, clerk, when), found[1], number, wait, chance.random() < corrected)
            number += 1
    return number


def settled_by(section: str, end: datetime) -> Iterator[tuple[Version, int]]:
    """Procedures of the department that are over with one step and no letter, each with an example that can be handed in."""
    for version in current_all("procedure"):
        one: Any = version.definition
        if not isinstance(one, cases.Procedure) or one.department != section or one.kind.is_answered or one.follows:
            continue
        if one.notice_for(one.kind.ends_in) is None:
            for example in fitting(one, today(end)):
                yield version, example
                break


def tell(scene: Scene, example: int, number: int, wait: int, corrected: bool) -> None:
    procedure: Any = scene.version.definition
    when, chance = scene.when, scene.when.chance
    at = when.later()
    answers = retold(procedure, example, PEOPLE + number, today(at))
    stamped_on = today(at) - timedelta(days=chance.randint(0, 2))
    taken = cases.take_in(
        procedure.code,
        answers,
        source=WAYS[number % len(WAYS)],
        stamped_on=stamped_on,
        reason="" if stamped_on == today(at) else "前日までに届いていたため",
        by=scene.clerk,
        at=at,
    )
    case = scene.case(taken)
    if corrected and procedure.applicant and procedure.applicant.address:
        items = [(procedure.applicant.address, "番地と建物名まで書いてください。")]
        cases.request_correction(case, items=items, by=scene.clerk, at=when.later(16))
        cases.end_correction(case, by=scene.clerk, at=when.later(24 * chance.uniform(2, 9)))
    when.later(24 * chance.uniform(0.1, wait))
    identify(case, scene)
    cases.settle(case, reply=reply_of(procedure), by=scene.clerk, at=when.later(2))
    run_all_ready(when.now)
