"""まとめ処理: one instruction for many cases. Each case is an item with its own outcome, so that none is lost in the number."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.models.decision import Outcome
from madoguchi.engines.cases.models.proposal import Proposal
from madoguchi.engines.cases.sealed import show
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class What(models.TextChoices):
    ACCEPT = "accept", _("受け付ける")
    START_REVIEW = "start-review", _("審査を始める")
    HAND_OVER = "hand-over", _("担当を引き継ぐ")
    PROPOSE = "propose", _("起案する")


class ItemState(models.TextChoices):
    """`DRAFTED`: the draft stands and waits for the one agreement of the batch."""

    WAITING = "waiting", _("処理待ち")
    DRAFTED = "drafted", _("決裁待ち")
    DONE = "done", _("済み")
    REFUSED = "refused", _("できなかった")


class BatchQuerySet(ScopedQuerySet["Batch"]):
    def visible_to(self, by: Actor) -> "BatchQuerySet":
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("cases.see"))

    def counted(self) -> "BatchQuerySet":
        """Each with how many of its items stand where."""
        return self.annotate(
            **{state.value: Count("items", filter=Q(items__state=state)) for state in ItemState}, of=Count("items")
        )


class Batch(models.Model):
    """`token`: what the page sent along, so that a second press of the same
    person gives the batch of the first. `approval`: the one
    agreement under which all its drafts become decisions.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.CharField(_("重複防止の符号"), max_length=64)
    what = models.CharField(_("処理"), max_length=16, choices=What)
    section = models.CharField(_("所属"), max_length=40)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    outcome = models.CharField(_("結果"), max_length=16, choices=Outcome, blank=True)
    sealed_text = models.BinaryField(_("理由・メモ（封緘）"), default=b"")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("引継ぎ先"))
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("指示した者"))
    at = models.DateTimeField(_("日時"))
    approval = models.UUIDField(_("決裁"), null=True, unique=True)
    answered_at = models.DateTimeField(_("決裁の日時"), null=True)
    finished_at = models.DateTimeField(_("終わった日時"), null=True)

    objects: ClassVar[BatchQuerySet] = BatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("まとめ処理")
        constraints = [
            models.UniqueConstraint(name="one_batch_a_token", fields=["account", "token"]),
            models.CheckConstraint(name="batch_proposes_an_outcome", condition=~Q(what=What.PROPOSE, outcome="")),
            models.CheckConstraint(name="batch_hands_over_to_somebody", condition=~Q(what=What.HAND_OVER, to=None)),
        ]
        indexes = [models.Index(name="batch_of_section", fields=["section", "-at"])]

    def __str__(self) -> str:
        return f"{self.what} {self.id}"

    @property
    def text(self) -> str:
        return show(self.key, self.sealed_text, f"cases.batch:{self.id}")


class BatchItem(models.Model):
    """`reason`: the code of the refusal. `proposal`: the draft of this case under the approval of the batch."""

    zone = Zone.OFFICE
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", verbose_name=_("まとめ処理"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("案件"))
    order = models.PositiveSmallIntegerField(_("順"))
    state = models.CharField(_("状態"), max_length=10, choices=ItemState, default=ItemState.WAITING)
    reason = models.CharField(_("できなかった理由の符号"), max_length=60, blank=True)
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, related_name="batch_item", verbose_name=_("起案"))
    at = models.DateTimeField(_("処理日時"), null=True)

    class Meta:
        verbose_name = _("まとめ処理の案件")
        constraints = [
            models.UniqueConstraint(name="one_item_a_case_in_batch", fields=["batch", "case"]),
            models.CheckConstraint(name="refused_item_says_why", condition=~Q(state="refused", reason="")),
            models.CheckConstraint(name="drafted_item_has_draft", condition=~Q(state="drafted", proposal=None)),
        ]
        indexes = [models.Index(name="batch_items_left", fields=["batch", "state", "order"])]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.order}"
