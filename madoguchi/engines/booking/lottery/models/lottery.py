"""抽選: one draw, from its announcement to its publication."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class Stage(models.TextChoices):
    ANNOUNCED = "announced", _("予告")
    OPEN = "open", _("受付中")
    TO_CLOSE = "to-close", _("受付終了（一覧の公開待ち）")
    CLOSED = "closed", _("一覧を公開中")
    PROPOSED = "proposed", _("抽選の確認待ち")
    DRAWN = "drawn", _("結果の公開待ち")
    PUBLISHED = "published", _("結果を公開")
    CALLED_OFF = "called-off", _("中止")


class LotteryQuerySet(ScopedQuerySet["Lottery"]):
    def visible_to(self, by: Actor) -> "LotteryQuerySet":
        """Everybody: a lottery is public, its entries are not. Staff work on those of their sections."""
        return self.all()

    def of_section(self, by: Actor) -> "LotteryQuerySet":
        return self if by.kind == "system" else self.of_sections(by.sections_with("lottery.see"))

    def light(self) -> "LotteryQuerySet":
        """Without the record, which holds every lot."""
        return self.defer("record")


class Lottery(models.Model):
    """Each step sets its own instant, in order, once. `sealed` holds the seed and the key of the holders' tags until they
    are needed; `record` is what everybody may read.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rules = models.CharField(_("決まり"), max_length=48)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("定義の版"))
    section = models.CharField(_("所属"), max_length=40)
    first_on = models.DateField(_("対象の最初の日"))
    last_on = models.DateField(_("対象の最後の日"))
    opens_at = models.DateTimeField(_("受付開始"))
    closes_at = models.DateTimeField(_("受付終了"))
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("種（封緘）"))
    record = models.JSONField(_("公開の記録"), default=dict)
    announced_at = models.DateTimeField(_("予告日時"))
    announced_by = models.CharField(_("予告した者"), max_length=80)
    closed_at = models.DateTimeField(_("一覧の公開日時"), null=True)
    entropy = models.CharField(_("公開の数字"), max_length=200, blank=True)
    proposed_at = models.DateTimeField(_("抽選の起案日時"), null=True)
    proposed_by = models.CharField(_("抽選を起案した者"), max_length=80, blank=True)
    drawn_at = models.DateTimeField(_("抽選日時"), null=True)
    drawn_by = models.CharField(_("抽選した者"), max_length=80, blank=True)
    published_at = models.DateTimeField(_("結果の公開日時"), null=True)
    called_off_at = models.DateTimeField(_("中止日時"), null=True)
    called_off_why = models.CharField(_("中止の理由"), max_length=200, blank=True)

    objects: ClassVar[LotteryQuerySet] = LotteryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("抽選")
        constraints = [
            models.CheckConstraint(name="lottery_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(
                name="lottery_drawn_by_two",
                condition=Q(drawn_at=None) | (Q(proposed_at__isnull=False) & ~Q(drawn_by=F("proposed_by"))),
            ),
            models.CheckConstraint(name="lottery_drawn_after_list", condition=Q(drawn_at=None) | Q(closed_at__isnull=False)),
            models.CheckConstraint(name="lottery_published_after_draw", condition=Q(published_at=None) | Q(drawn_at__isnull=False)),
        ]
        indexes = [models.Index(name="lottery_of_section", fields=["section", "-announced_at"])]

    def __str__(self) -> str:
        return f"{self.rules} {self.first_on}"

    @property
    def definition(self) -> Any:
        return self.version.definition

    @property
    def secrets(self) -> dict[str, str]:
        """{"seed": …, "tags": …}. Raises Unreadable once the key has been destroyed."""
        found: dict[str, str] = unseal_json(self.key, bytes(self.sealed), self.context())
        return found

    def keep_secrets(self, **secrets: str) -> None:
        self.sealed = seal_json(self.key, secrets, self.context())

    def context(self) -> str:
        return f"booking.lottery:{self.id}"

    def stage(self, at: datetime) -> Stage:
        """Where it stands at that moment."""
        steps = (
            (self.called_off_at, Stage.CALLED_OFF), (self.published_at, Stage.PUBLISHED), (self.drawn_at, Stage.DRAWN),
            (self.proposed_at, Stage.PROPOSED), (self.closed_at, Stage.CLOSED),
        )  # fmt: skip
        for done, stage in steps:
            if done is not None:
                return stage
        if at < self.opens_at:
            return Stage.ANNOUNCED
        return Stage.OPEN if at < self.closes_at else Stage.TO_CLOSE


class LotterySlot(models.Model):
    """A slot that is drawn for, with the places that the lottery keeps of it."""

    zone = Zone.ALL
    lottery = models.ForeignKey(Lottery, models.PROTECT, related_name="slots", verbose_name=_("抽選"))
    slot = models.ForeignKey("mado_booking.Slot", models.PROTECT, related_name="lotteries", verbose_name=_("枠"))
    capacity = models.PositiveIntegerField(_("定員"))
    hold = models.ForeignKey("mado_booking.Hold", models.PROTECT, related_name="+", verbose_name=_("確保"))

    class Meta:
        verbose_name = _("抽選の枠")
        constraints = [models.UniqueConstraint(name="one_lottery_slot", fields=["lottery", "slot", "hold"])]

    def __str__(self) -> str:
        return str(self.slot_id)
