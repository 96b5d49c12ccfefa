"""予約: a hold made firm, with a number. Who it is for is sealed; what lists need stands beside it."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, Unreadable, seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.models.hold import Hold
from madoguchi.engines.people.public import Actor, ScopedQuerySet, own


class Way(models.TextChoices):
    """受け方: by which way it came."""

    PORTAL = "portal", _("ポータル")
    API = "api", _("API")
    PHONE = "phone", _("電話")
    COUNTER = "counter", _("窓口")
    OFFER = "offer", _("キャンセル待ち")
    LOTTERY = "lottery", _("抽選")


class ReservationQuerySet(ScopedQuerySet["Reservation"]):
    def visible_to(self, by: Actor) -> "ReservationQuerySet":
        """Residents: their own, and what they may book for another.
        Staff: those of the sections in which they may see reservations."""
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            return self.filter(own(by, "booking", code="bookable"))
        if by.kind == "staff":
            return self.of_sections(by.sections_with("booking.see"))
        return self.none()

    def in_force(self) -> "ReservationQuerySet":
        return self.filter(cancelled_at=None)


class Reservation(models.Model):
    """`starts_at` and `ends_at` are those of its slots together; `version` is the definition under which it was made.
    `confirmed_at` is empty while a link in a mail is awaited. `cancelled_at` is set with its `Cancellation`.

    `who`: for limits: an account, or a keyed mark of mail or telephone. `asked`: the key of a request that may come
    twice; of a visit, what it is for.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("予約番号"), max_length=16, unique=True)
    hold = models.OneToOneField(Hold, models.PROTECT, related_name="reservation", verbose_name=_("確保"))
    hold_id: UUID
    bookable = models.CharField(_("予約できるもの"), max_length=48)
    track = models.CharField(_("区分"), max_length=48, blank=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("定義の版"))
    section = models.CharField(_("所属"), max_length=40)
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    party = models.PositiveIntegerField(_("人数"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("アカウント")
    )
    account_id: UUID | None
    scope = models.CharField(_("制限の範囲"), max_length=48)
    who = models.CharField(_("本人"), max_length=80, blank=True)
    phone_mark = models.CharField(_("電話の印"), max_length=64, blank=True)
    key = models.ForeignKey(DataKey, models.PROTECT, null=True, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("連絡先と回答（封緘）"), default=b"")
    fee_yen = models.PositiveIntegerField(_("使用料"), default=0)
    way = models.CharField(_("受け方"), max_length=12, choices=Way)
    language = models.CharField(_("言語"), max_length=10, default="ja")
    asked = models.CharField(_("冪等性キー"), max_length=160, null=True, unique=True)
    asked_digest = models.CharField(_("依頼の要約値"), max_length=64, blank=True)
    made_by = models.CharField(_("予約した者"), max_length=80)
    made_at = models.DateTimeField(_("予約日時"))
    confirmed_at = models.DateTimeField(_("確定日時"), null=True)
    cancelled_at = models.DateTimeField(_("取消日時"), null=True)

    objects: ClassVar[ReservationQuerySet] = ReservationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("予約")
        constraints = [
            models.CheckConstraint(name="reservation_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(name="reservation_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="reservation_for_somebody", condition=Q(party__gte=1)),
        ]
        indexes = [
            models.Index(name="reservation_of_section", fields=["section", "starts_at"]),
            models.Index(name="reservation_of_bookable", fields=["bookable", "starts_at"]),
            models.Index(name="reservation_of_account", fields=["account", "-starts_at"]),
            models.Index(name="reservation_of_who", fields=["who", "scope", "starts_at"], condition=~Q(who="")),
            models.Index(name="reservation_by_phone", fields=["phone_mark", "-starts_at"], condition=~Q(phone_mark="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def definition(self) -> Any:
        return self.version.definition

    @property
    def is_in_force(self) -> bool:
        return self.cancelled_at is None

    @property
    def is_firm(self) -> bool:
        return self.confirmed_at is not None and self.cancelled_at is None

    def keep(self, contact: dict[str, Any], answers: dict[str, Any]) -> None:
        self.sealed = seal_json(self.key, {"contact": contact, "answers": answers}, self.context()) if self.key else b""

    @property
    def kept(self) -> dict[str, Any]:
        """{"contact": …, "answers": …}; empty where nothing was asked, or the key has been destroyed."""
        try:
            found = unseal_json(self.key, bytes(self.sealed), self.context()) if self.key and self.sealed else {}
        except Unreadable:
            found = {}
        return {"contact": {}, "answers": {}, **found}

    @property
    def contact(self) -> dict[str, Any]:
        contact: dict[str, Any] = self.kept["contact"]
        return contact

    @property
    def answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = self.kept["answers"]
        return answers

    def context(self) -> str:
        return f"booking.reservation:{self.id}"


class CancelledBy(models.TextChoices):
    PERSON = "person", _("本人")
    OFFICE = "office", _("職員")
    CLOSURE = "closure", _("休止")
    UNCONFIRMED = "unconfirmed", _("確認がなかった")


class Cancellation(models.Model):
    """取消し: once, by whom, when. Never taken back: who comes again books again."""

    zone = Zone.ALL
    reservation = models.OneToOneField(Reservation, models.PROTECT, related_name="cancellation", verbose_name=_("予約"))
    reservation_id: UUID
    why = models.CharField(_("取り消した側"), max_length=16, choices=CancelledBy)
    by_code = models.CharField(_("取り消した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    objects: ClassVar[models.Manager["Cancellation"]] = models.Manager()

    class Meta:
        verbose_name = _("取消し")
        constraints = [models.CheckConstraint(name="cancellation_why_known", condition=Q(why__in=CancelledBy.values))]

    def __str__(self) -> str:
        return f"{self.reservation_id} {self.why}"
