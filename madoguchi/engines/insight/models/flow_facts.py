"""事実: sums over ways, by procedure, department and the month in which the case ended. What a page reads, all of it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.insight.models.scoped import FlowQuerySet


class Fact(models.Model):
    """`KEYS`: what a row is about, once each. The other columns are sums, added to and taken from."""

    KEYS: ClassVar[tuple[str, ...]] = ()
    zone = Zone.OFFICE
    process = models.CharField(_("流れ"), max_length=40)
    section = models.CharField(_("所属"), max_length=40)
    procedure = models.CharField(_("手続"), max_length=60)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return " ".join(str(getattr(self, name)) for name in self.KEYS)


class CaseFact(Fact):
    """案件の事実: `cases` were answered and are over; `left` ended without an answer of this house (取下げ, 移送)."""

    KEYS = ("process", "section", "month", "procedure")
    month = models.DateField(_("終わった月"))
    cases = models.PositiveIntegerField(_("件数"), default=0)
    left = models.PositiveIntegerField(_("取下げ・移送"), default=0)
    days = models.PositiveBigIntegerField(_("日数"), default=0)
    open_days = models.PositiveBigIntegerField(_("開庁日の日数"), default=0)
    to_answer = models.PositiveBigIntegerField(_("決定までの日数"), default=0)
    corrected = models.PositiveIntegerField(_("補正があった件数"), default=0)
    asked = models.PositiveIntegerField(_("補正の依頼"), default=0)
    returned = models.PositiveIntegerField(_("差戻しがあった件数"), default=0)
    promised = models.PositiveIntegerField(_("標準処理期間のある件数"), default=0)
    kept = models.PositiveIntegerField(_("標準処理期間を守った件数"), default=0)
    over_days = models.PositiveBigIntegerField(_("過ぎた日数"), default=0)

    objects: ClassVar[FlowQuerySet["CaseFact"]] = FlowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("案件の事実")
        constraints = [models.UniqueConstraint(fields=["process", "section", "month", "procedure"], name="one_case_fact")]


class StepFact(Fact):
    """工程の事実: of the answered cases that came through the step. `to3` … are cases by days in the step (up to 3, 7, 14, 30,
    more); `rescues`: broken promises that would have been kept without this step."""

    KEYS = ("process", "section", "month", "procedure", "step")
    month = models.DateField(_("終わった月"))
    step = models.CharField(_("工程"), max_length=40)
    cases = models.PositiveIntegerField(_("件数"), default=0)
    days = models.PositiveBigIntegerField(_("日数"), default=0)
    open_days = models.PositiveBigIntegerField(_("開庁日の日数"), default=0)
    same_day = models.PositiveIntegerField(_("その日のうち"), default=0)
    to3 = models.PositiveIntegerField(_("3日まで"), default=0)
    to7 = models.PositiveIntegerField(_("7日まで"), default=0)
    to14 = models.PositiveIntegerField(_("14日まで"), default=0)
    to30 = models.PositiveIntegerField(_("30日まで"), default=0)
    longer = models.PositiveIntegerField(_("31日以上"), default=0)
    rescues = models.PositiveIntegerField(_("無ければ守れた件数"), default=0)

    objects: ClassVar[FlowQuerySet["StepFact"]] = FlowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("工程の事実")
        constraints = [models.UniqueConstraint(fields=["process", "section", "month", "procedure", "step"], name="one_step_fact")]


class VariantFact(Fact):
    """道順の事実: how many answered cases took just these steps, in this order."""

    KEYS = ("process", "section", "month", "procedure", "path")
    month = models.DateField(_("終わった月"))
    path = models.CharField(_("道順"), max_length=600)
    cases = models.PositiveIntegerField(_("件数"), default=0)
    days = models.PositiveBigIntegerField(_("日数"), default=0)

    objects: ClassVar[FlowQuerySet["VariantFact"]] = FlowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("道順の事実")
        constraints = [
            models.UniqueConstraint(fields=["process", "section", "month", "procedure", "path"], name="one_variant_fact")
        ]


class OpenFact(Fact):
    """いまある案件: where those lie that are not over. `since`: sum of the days (as ordinals) since which they lie there."""

    KEYS = ("process", "section", "procedure", "step")
    step = models.CharField(_("工程"), max_length=40)
    cases = models.PositiveIntegerField(_("件数"), default=0)
    since = models.PositiveBigIntegerField(_("いつからの和"), default=0)

    objects: ClassVar[FlowQuerySet["OpenFact"]] = FlowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("いまある案件の事実")
        constraints = [models.UniqueConstraint(fields=["process", "section", "procedure", "step"], name="one_open_fact")]


FACTS: tuple[Any, ...] = (OpenFact, CaseFact, StepFact, VariantFact)
