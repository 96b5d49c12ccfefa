"""次の版を始める: at the desk. What goes on is named; its texts stay as they were, its roadmap is still to be written."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city import public as city
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.plan.events import EditionBegun
from madoguchi.services.plan.queries import the_plan


class EditionExists(Refused):
    code, message = "plan-edition-exists", _("版「{code}」は、もうあります。")


class EditionTooEarly(Refused):
    code, message = "plan-edition-too-early", _("新しい版は、もとの版（{old}）より後の年月にしてください。")


class NothingGoesOn(Refused):
    code, message = "plan-nothing-goes-on", _("続ける施策をひとつ以上選んでください。")


class NoSuchMeasure(Refused):
    code, message = "plan-no-such-measure", _("もとの版に、施策「{code}」はありません。")


@transaction.atomic
def begin_edition(new: str, *, years: int, carries: Sequence[str], purpose: str = "", by: Actor, at: datetime) -> city.Version:
    """A draft that follows the newest adopted edition. Staff see it; the public does not before it is adopted.

    Raises NotPermitted, EditionExists, EditionTooEarly, NothingGoesOn, NoSuchMeasure, NotPublishable.
    """
    authorize(by, "plan.keep")
    book = the_plan()
    old = book.latest
    if any(one.code == new for one in book.editions):
        raise EditionExists(code=new)
    if new <= old.code:
        raise EditionTooEarly(old=old.code)
    known = [one.code for one in book.standings(old.code)]
    for code in carries:
        if code not in known:
            raise NoSuchMeasure(code=code)
    if not carries:
        raise NothingGoesOn
    kept = [code for code in known if code in set(carries)]
    version = city.publish("plan-edition", _raw(new, old.code, years, kept, purpose), by=by, at=at)
    record(EditionBegun(subject=new, based_on=old.code, carries=len(kept)), by=by, at=at)
    return version


def _raw(new: str, old: str, years: int, carries: list[str], purpose: str) -> dict[str, Any]:
    first = date(int(new[:4]), int(new[5:]), 1)
    fiscal = first.year - (first.month < 4)
    raw: dict[str, Any] = {
        "code": new,
        "title": {"ja": f"{first.year}年{first.month}月の案", "en": f"Draft of {new}"},
        "stage": "draft",
        "based_on": old,
        "relation": "follows",
        "period": {"from": first.isoformat(), "until": f"{fiscal + years}-03-31"},
        "years": [fiscal + n for n in range(years)],
        "carries": carries,
    }
    return raw | ({"purpose": purpose.strip()} if purpose.strip() else {})
