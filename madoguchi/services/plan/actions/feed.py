"""数を入れる: a department gives an indicator its next value. A period has one; another is a correction, with its reason."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city import public as city
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.insight.public import PERIODS, Every, Indicator, amount, period_name
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.plan.events import FigureFed
from madoguchi.services.plan.permissions import keeps_the_plan


class CountedItself(Refused):
    code, message = "plan-counted-itself", _("この指標は自動で数えています。数は入れられません。")


class NotThatPeriod(Refused):
    code, message = "plan-not-that-period", _("期間「{at}」は、この指標の形（{example}）ではありません。")


class AlreadyFed(Refused):
    code = "plan-already-fed"
    message = _("{at}の値（{value}）は、もう入っています。直すときは「訂正」を選び、理由を書いてください。")


class NothingToCorrect(Refused):
    code, message = "plan-nothing-to-correct", _("{at}の値は、まだ入っていません。訂正ではなく、新しい値として入れてください。")


class CorrectionNeedsReason(Refused):
    code, message = "plan-correction-needs-reason", _("訂正の理由を書いてください。公開のページの注に載ります。")


class TooManyDecimals(Refused):
    code, message = "plan-too-many-decimals", _("この指標は、小数点以下{decimals}けたまでです。")


class BelowNought(Refused):
    code, message = "plan-below-nought", _("0以上の数を入れてください。")


EXAMPLES = {"fiscal-year": "2023", "month": "2023-04", "month-end": "2023-04", "answer": "はい"}


@transaction.atomic
def feed_figure(
    code: str, period: str, value: float, *, note: str = "", corrects: bool = False, by: Actor, at: datetime
) -> city.Version:
    """Put a value into an indicator's series. Of two who do it at once the second is told what stands there.

    Raises NotFound, NotPermitted, CountedItself, NotThatPeriod, TooManyDecimals, BelowNought, AlreadyFed, NothingToCorrect,
    CorrectionNeedsReason.
    """
    authorize(by, "plan.report")
    city.Publication.objects.select_for_update().filter(kind="indicator", code=code).first()
    version = city.current("indicator", code)
    if version is None or not isinstance(version.definition, Indicator):
        raise NotFound
    one = version.definition
    if not may_feed(one, by):
        raise NotPermitted
    _may_stand(one, period, value)
    raw = _with_point(version.written, one, period, value, note.strip(), corrects)
    made = city.publish("indicator", raw, by=by, at=at)
    record(FigureFed(subject=code, period=period, corrects=corrects), by=by, at=at)
    return made


def may_feed(one: Indicator, by: Actor) -> bool:
    """The department that answers for it, and the plan's keeper."""
    return keeps_the_plan(by) or (one.department or "") in by.sections_with("plan.report")


def _may_stand(one: Indicator, period: str, value: float) -> None:
    if one.counts:
        raise CountedItself
    if not PERIODS[one.every].fullmatch(period):
        raise NotThatPeriod(at=period, example=EXAMPLES[one.every.value])
    if value < 0:
        raise BelowNought
    if round(value, one.decimals) != value:
        raise TooManyDecimals(decimals=one.decimals)


def _with_point(raw: dict[str, Any], one: Indicator, period: str, value: float, note: str, corrects: bool) -> dict[str, Any]:
    """The definition as its author wrote it, with the point in its place."""
    here = one.value_at(period)
    if here is not None and not corrects:
        raise AlreadyFed(at=period_name(one.every, period), value=amount(one, here))
    if here is None and corrects:
        raise NothingToCorrect(at=period_name(one.every, period))
    if corrects and not note:
        raise CorrectionNeedsReason
    point: dict[str, Any] = {"at": period, "value": int(value) if value == int(value) else value}
    if note:
        point["note"] = note
    others = [other for other in raw.get("series", []) if other["at"] != period]
    series = [*others, point] if one.every is Every.ANSWER else sorted([*others, point], key=lambda each: str(each["at"]))
    return {**raw, "series": series}
