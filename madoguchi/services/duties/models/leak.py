"""漏えい等: what happened to personal data, what is reported by when, who is told."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import closed_days
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, seal, seal_json, unseal, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet
from madoguchi.services.duties.rules import rules, sections_for


class What(models.TextChoices):
    LEAK = "leak", _("漏えい")
    LOSS = "loss", _("滅失")
    DAMAGE = "damage", _("毀損")


class Ground(models.TextChoices):
    """Why the Commission must be told (規則43条). None of them: kept here, reported to nobody."""

    SENSITIVE = "sensitive", _("要配慮個人情報を含む")
    PROPERTY = "property", _("財産的な被害のおそれがある")
    MALICIOUS = "malicious", _("不正の目的によるおそれがある")
    MANY = "many", _("本人の数が100人を超える")
    NUMBER = "number", _("特定個人情報（個人番号）を含む")


class LeakQuerySet(ScopedQuerySet["Leak"]):
    def visible_to(self, by: Actor) -> "LeakQuerySet":
        """The section where it happened, and the department in charge of personal data."""
        if by.kind == "system":
            return self.all()
        sections = sections_for(by, "duties.leaks")
        return self.all() if sections is None else self.of_sections(sections)

    def open(self) -> "LeakQuerySet":
        return self.filter(closed_at=None)


class Leak(models.Model):
    """`known_on` sets the clocks going. What was written about it is sealed; a sealing of its own, kept with its years."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.CharField(_("発生した所属"), max_length=40)
    what = models.CharField(_("種別"), max_length=8, choices=What)
    known_on = models.DateField(_("知った日"))
    happened_on = models.DateField(_("発生した日"), null=True)
    grounds = models.JSONField(_("報告を要する事由"), default=list)
    people = models.PositiveIntegerField(_("本人の数"), null=True)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed_texts = models.BinaryField(_("内容（封緘）"))
    by_code = models.CharField(_("登録した者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    sealed_closing = models.BinaryField(_("終えた理由（封緘）"), default=b"")
    closed_by = models.CharField(_("終えた者"), max_length=80, blank=True)
    closed_at = models.DateTimeField(_("終えた日時"), null=True)

    objects: ClassVar[LeakQuerySet] = LeakQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("漏えい等")
        constraints = [
            models.CheckConstraint(name="leak_what_known", condition=Q(what__in=What.values)),
            models.CheckConstraint(
                name="leak_closed_by_somebody_with_reason",
                condition=Q(closed_at=None, closed_by="") | Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(sealed_closing=b""),
            ),
        ]
        indexes = [models.Index(name="leak_open", fields=["known_on"], condition=Q(closed_at=None))]

    def __str__(self) -> str:
        return f"{self.what} {self.known_on}"

    @property
    def texts(self) -> dict[str, str]:
        found: dict[str, str] = unseal_json(self.key, bytes(self.sealed_texts), f"duties.leak:{self.id}")
        return found

    def sealed(self, texts: dict[str, str]) -> bytes:
        return seal_json(self.key, texts, f"duties.leak:{self.id}")

    @property
    def closing(self) -> str:
        context = f"duties.leak-closing:{self.id}"
        return unseal(self.key, bytes(self.sealed_closing), context).decode() if self.sealed_closing else ""

    def sealed_reason(self, text: str) -> bytes:
        return seal(self.key, text.encode(), f"duties.leak-closing:{self.id}")

    @property
    def is_reported(self) -> bool:
        """Whether the law wants it reported."""
        return bool(self.grounds)

    @property
    def prompt_by(self) -> date:
        """速報: at once, some three to five days; no closed day puts it off."""
        return self.known_on + timedelta(days=rules().leak_prompt_days - 1)

    @property
    def full_by(self) -> date:
        """確報: so many days, the day of knowing among them; a last day on which the house is closed gives way to the next."""
        said = rules()
        days = said.leak_malicious_days if Ground.MALICIOUS in self.grounds else said.leak_full_days
        return closed_days().last_day(self.known_on, days=days, first_day_counts=True)


class Stage(models.TextChoices):
    PROMPT = "prompt", _("速報")
    FULL = "full", _("確報")


class LeakReport(models.Model):
    """That a report went to the Commission, and when. Once a stage."""

    zone = Zone.OFFICE
    leak = models.ForeignKey(Leak, models.PROTECT, related_name="reports", verbose_name=_("漏えい等"))
    stage = models.CharField(_("段階"), max_length=8, choices=Stage)
    sent_on = models.DateField(_("報告した日"))
    by_code = models.CharField(_("報告した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("委員会への報告")
        constraints = [
            models.UniqueConstraint(name="one_report_a_stage", fields=["leak", "stage"]),
            models.CheckConstraint(name="leak_stage_known", condition=Q(stage__in=Stage.values)),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.sent_on}"


class Means(models.TextChoices):
    PORTAL = "portal", _("このサイトの通知")
    LETTER = "letter", _("手紙")
    BY_HAND = "by-hand", _("職員が知らせた")


class LeakPerson(models.Model):
    """A case whose person is concerned. `trouble`: the code of why nothing was sent by itself."""

    zone = Zone.OFFICE
    leak = models.ForeignKey(Leak, models.PROTECT, related_name="persons", verbose_name=_("漏えい等"))
    case = models.ForeignKey("mado_cases.Case", models.PROTECT, related_name="+", verbose_name=_("案件"))
    trouble = models.CharField(_("知らせられない理由"), max_length=40, blank=True)
    means = models.CharField(_("手段"), max_length=8, choices=Means, blank=True)
    told_by = models.CharField(_("知らせた者"), max_length=80, blank=True)
    told_at = models.DateTimeField(_("知らせた日時"), null=True)

    class Meta:
        verbose_name = _("漏えい等の本人")
        constraints = [
            models.UniqueConstraint(name="once_a_leak", fields=["leak", "case"]),
            models.CheckConstraint(
                name="told_person_says_how", condition=Q(told_at=None, means="") | Q(told_at__isnull=False) & ~Q(means="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leak_id} {self.case_id}"
