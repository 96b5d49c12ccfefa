"""一斉案内: the same request to many people (現況届, 更新), from the choosing to the last answer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.people.public import Actor, ScopedQuerySet

ANSWERED = Q(answer__isnull=False, answer__withdrawal=None)
OUT = Q(excluded_at__isnull=False)
BACK = Q(returned_on__isnull=False)


class Standing(models.TextChoices):
    """Where a person of a run stands; what was done last counts."""

    WAITING = "waiting", _("未発送")
    SENT = "sent", _("回答待ち")
    RETURNED = "returned", _("返戻")
    ANSWERED = "answered", _("回答あり")
    EXCLUDED = "excluded", _("対象外")

    @property
    def condition(self) -> Q:
        """As the rows say it, of members `with_letters`."""
        standing = ~ANSWERED & ~OUT
        return {
            Standing.ANSWERED: ANSWERED,
            Standing.EXCLUDED: OUT & ~ANSWERED,
            Standing.RETURNED: standing & BACK,
            Standing.SENT: standing & ~BACK & Q(written=True),
            Standing.WAITING: standing & ~BACK & Q(written=False),
        }[self]


class RunQuerySet(ScopedQuerySet["Run"]):
    def visible_to(self, by: Actor) -> "RunQuerySet":
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("cases.see"))


class Run(models.Model):
    """`procedure` is what the people are asked to send; `basis` the procedure whose grants choose them, of decisions
    from `decided_from` to `decided_until`, that end from `expires_from` to `expires_until` (更新). `text`: the letter's
    own sentences, the same for all, without personal data.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.CharField(_("重複防止の符号"), max_length=64)
    section = models.CharField(_("所属"), max_length=40)
    procedure = models.CharField(_("お願いする手続"), max_length=60)
    basis = models.CharField(_("対象者を選ぶ手続"), max_length=60)
    decided_from = models.DateField(_("決定日（から）"), null=True)
    decided_until = models.DateField(_("決定日（まで）"), null=True)
    expires_from = models.DateField(_("有効期間の末日（から）"), null=True)
    expires_until = models.DateField(_("有効期間の末日（まで）"), null=True)
    title = models.CharField(_("件名"), max_length=100)
    text = models.TextField(_("案内の文"))
    due_on = models.DateField(_("提出期限"))
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("始めた者"))
    at = models.DateTimeField(_("日時"))
    gathered_at = models.DateTimeField(_("対象者を集め終えた日時"), null=True)
    closed_at = models.DateTimeField(_("締めた日時"), null=True)

    objects: ClassVar[RunQuerySet] = RunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("一斉案内")
        constraints = [
            models.UniqueConstraint(name="one_run_a_token", fields=["account", "token"]),
            models.CheckConstraint(
                name="run_from_before_until",
                condition=Q(decided_from=None) | Q(decided_until=None) | Q(decided_from__lte=models.F("decided_until")),
            ),
        ]
        indexes = [
            models.Index(name="run_of_section", fields=["section", "-at"]),
            models.Index(name="run_open", fields=["procedure"], condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.id}"


class RunRound(models.Model):
    """案内 (1) and 督促 (2 and on): one sending to all who had not answered by then."""

    zone = Zone.OFFICE
    run = models.ForeignKey(Run, models.CASCADE, related_name="rounds", verbose_name=_("一斉案内"))
    number = models.PositiveSmallIntegerField(_("回"))
    text = models.TextField(_("文"))
    due_on = models.DateField(_("提出期限"))
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("送った者"))
    at = models.DateTimeField(_("日時"))
    done_at = models.DateTimeField(_("作り終えた日時"), null=True)

    class Meta:
        verbose_name = _("一斉案内の発送")
        constraints = [models.UniqueConstraint(name="one_round_a_number", fields=["run", "number"])]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


MEMBER = "run-member"
"""The kind of subject that letters and notices of a mass run have."""


class RunMemberQuerySet(models.QuerySet["RunMember"]):
    def with_letters(self) -> "RunMemberQuerySet":
        """Each with whether a letter was made."""
        return self.annotate(written=models.Exists(RunLetter.objects.filter(member=models.OuterRef("pk"))))

    def counts(self) -> dict[str, int]:
        """How many stand where. One query."""
        found: dict[str, int] = self.with_letters().aggregate(
            of=Count("pk"), **{one.value: Count("pk", filter=one.condition) for one in Standing}
        )
        return found


class RunMember(models.Model):
    """`case`: the granted case by which the person was chosen; name and address are read from it. `reference`: the
    整理番号 on the letter, under which an answer on paper is joined.
    """

    zone = Zone.OFFICE
    run = models.ForeignKey(Run, models.CASCADE, related_name="members", verbose_name=_("一斉案内"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("元の案件"))
    reference = models.CharField(_("整理番号"), max_length=12, unique=True)
    excluded_at = models.DateTimeField(_("対象外とした日時"), null=True)
    excluded_by = models.CharField(_("対象外とした者"), max_length=80, blank=True)
    returned_on = models.DateField(_("返戻の日"), null=True)
    answer = models.OneToOneField(Case, models.PROTECT, null=True, related_name="run_member", verbose_name=_("回答の案件"))
    answered_at = models.DateTimeField(_("回答の日時"), null=True)

    objects = RunMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("一斉案内の対象者")
        constraints = [
            models.UniqueConstraint(name="once_a_run", fields=["run", "case"]),
            models.CheckConstraint(name="answer_says_when", condition=Q(answer=None) | Q(answered_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference


class RunLetter(models.Model):
    zone = Zone.OFFICE
    round = models.ForeignKey(RunRound, models.CASCADE, related_name="letters", verbose_name=_("発送"))
    member = models.ForeignKey(RunMember, models.CASCADE, related_name="letters", verbose_name=_("対象者"))
    notice = models.UUIDField(_("通知"), unique=True)

    class Meta:
        verbose_name = _("一斉案内の手紙")
        constraints = [models.UniqueConstraint(name="one_letter_a_round", fields=["round", "member"])]

    def __str__(self) -> str:
        return str(self.notice)
