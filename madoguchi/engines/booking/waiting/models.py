"""キャンセル待ち and 案内: who waits for a slot, and the place that is kept for them while they think it over."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, Unreadable, seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet, own

LAST_TURN = 10**9
ANSWERS = "answers"


def new_token() -> str:
    return secrets.token_urlsafe(18)


class Ended(models.TextChoices):
    RESERVED = "reserved", _("予約になった")
    LEFT = "left", _("取りやめ")
    LAPSED = "lapsed", _("期限までに返事がなかった")
    PAST = "past", _("枠の受付が終わった")


class WaitingQuerySet(ScopedQuerySet["Waiting"]):
    def visible_to(self, by: Actor) -> "WaitingQuerySet":
        """Residents: their own. Staff: those of the sections in which they may see reservations."""
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            return self.filter(own(by, "booking", code="slot__bookable"))
        if by.kind == "staff":
            return self.of_sections(by.sections_with("booking.see"))
        return self.none()

    def in_line(self) -> "WaitingQuerySet":
        """Those who still wait, in their order: by the place that a lottery gave them, then as they came."""
        return self.filter(ended_at=None).few().order_by("turn", "joined_at", "id")


class Waiting(models.Model):
    """One person waits for places of one slot. `section`: that of the slot; `who` counts as in reservations; `token` is the address
    of its page.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slot = models.ForeignKey("mado_booking.Slot", models.PROTECT, related_name="waiting", verbose_name=_("枠"))
    section = models.CharField(_("所属"), max_length=40)
    party = models.PositiveIntegerField(_("人数"))
    turn = models.PositiveIntegerField(_("順番"), default=LAST_TURN)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("アカウント")
    )
    who = models.CharField(_("本人"), max_length=80)
    language = models.CharField(_("言語"), max_length=10, default="ja")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("連絡先（封緘）"), default=b"")
    joined_at = models.DateTimeField(_("申込日時"))
    ended_at = models.DateTimeField(_("終了日時"), null=True)
    ended_how = models.CharField(_("終わり方"), max_length=12, choices=Ended, blank=True)

    objects: ClassVar[WaitingQuerySet] = WaitingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("キャンセル待ち")
        constraints = [
            models.UniqueConstraint(name="wait_once_for_a_slot", fields=["slot", "who"], condition=Q(ended_at=None)),
            models.CheckConstraint(name="waiting_for_somebody", condition=Q(party__gte=1)),
            models.CheckConstraint(
                name="waiting_end_says_how",
                condition=Q(ended_at=None, ended_how="") | Q(ended_at__isnull=False, ended_how__in=Ended.values),
            ),
        ]
        indexes = [
            models.Index(name="waiting_in_line", fields=["slot", "turn", "joined_at"], condition=Q(ended_at=None)),
            models.Index(name="waiting_of_section", fields=["section", "joined_at", "id"], condition=Q(ended_at=None)),
            models.Index(name="waiting_of_account", fields=["account", "-joined_at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def keep(self, contact: dict[str, Any], answers: dict[str, Any]) -> None:
        self.sealed = seal_json(self.key, {**contact, ANSWERS: answers}, self.context())

    @property
    def kept(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = unseal_json(self.key, bytes(self.sealed), self.context()) if self.sealed else {}
        except Unreadable:
            return {}
        return found

    @property
    def contact(self) -> dict[str, Any]:
        return {name: value for name, value in self.kept.items() if name != ANSWERS}

    @property
    def answers(self) -> dict[str, Any]:
        """What has been said already of what the reservation asks; the rest is asked with the offer."""
        answers: dict[str, Any] = self.kept.get(ANSWERS, {})
        return answers

    @property
    def is_called(self) -> bool:
        """Whether the desk has to telephone: no account, and no mail address was left."""
        return self.account_id is None and not self.contact.get("mail")

    def context(self) -> str:
        return f"booking.waiting:{self.id}"

    def actor(self, at: Any) -> Actor:
        """In whose name an offer is held and taken: the account's, or of whoever holds the link."""
        from madoguchi.engines.people.public import actor_for

        if self.account is not None:
            return actor_for(self.account, at)
        return Actor(kind="anonymous", session=f"waiting-{self.id}")


class Answer(models.TextChoices):
    ACCEPTED = "accepted", _("受けた")
    DECLINED = "declined", _("見送った")
    LAPSED = "lapsed", _("期限切れ")


class Offer(models.Model):
    """A place kept for one who waits, until `ends_at`. Answered once; an answer given again is told what was answered."""

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    waiting = models.ForeignKey(Waiting, models.PROTECT, related_name="offers", verbose_name=_("キャンセル待ち"))
    hold = models.OneToOneField("mado_booking.Hold", models.PROTECT, related_name="offer", verbose_name=_("確保"))
    offered_at = models.DateTimeField(_("案内日時"))
    ends_at = models.DateTimeField(_("返事の期限"))
    answered_at = models.DateTimeField(_("返事の日時"), null=True)
    answer = models.CharField(_("返事"), max_length=12, choices=Answer, blank=True)
    reservation = models.OneToOneField(
        "mado_booking.Reservation", models.PROTECT, null=True, related_name="offer", verbose_name=_("予約")
    )

    class Meta:
        verbose_name = _("キャンセル待ちの案内")
        constraints = [
            models.UniqueConstraint(name="one_open_offer_a_waiting", fields=["waiting"], condition=Q(answered_at=None)),
            models.CheckConstraint(
                name="offer_answer_says_what",
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False, answer__in=Answer.values),
            ),
        ]
        indexes = [models.Index(name="offer_running_out", fields=["ends_at"], condition=Q(answered_at=None))]

    def __str__(self) -> str:
        return str(self.id)
