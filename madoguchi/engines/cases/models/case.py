"""案件: what the city does with an application. Its state is the rows around it; lists read `Standing`."""

import threading
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version, without_text
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, Unreadable
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models.application import Application, Source
from madoguchi.engines.cases.sealed import show
from madoguchi.engines.people.public import Actor, ScopedQuerySet, own

_SAID = threading.local()


class CaseQuerySet(ScopedQuerySet["Case"]):
    def visible_to(self, by: Actor) -> "CaseQuerySet":
        """Staff and machines: the cases of the sections in which they may see cases, machines none of a protected person's.
        Residents: their own."""
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            return self.filter(own(by, "procedure", code="procedure", delegation="application__delegation"))
        seen = self.of_sections(by.sections_with("cases.see"))
        if by.kind != "machine":
            return seen
        from madoguchi.engines.cases.protection import is_protected

        return seen.exclude(is_protected())

    def undecided(self) -> "CaseQuerySet":
        return self.filter(decisions=None)

    def open(self) -> "CaseQuerySet":
        return self.exclude(standing=None)

    def with_steps(self) -> "CaseQuerySet":
        """Each case with what its state follows from, in one query (and one for the corrections)."""
        from madoguchi.engines.cases.models.correction import Correction
        from madoguchi.engines.cases.models.decision import Decision
        from madoguchi.engines.cases.models.extension import Extension
        from madoguchi.engines.cases.models.notification import Notification
        from madoguchi.engines.cases.models.transfer import Transfer

        told = Notification.objects.filter(case=OuterRef("pk"))
        ending = told.ending()
        unsent = ending.filter(given_at=None)
        left = Transfer.objects.filter(case=OuterRef("pk")).exclude(to_city="")
        put_off = Extension.objects.filter(case=OuterRef("pk")).order_by("-until_on")
        return (
            self.select_related("version", "application")
            .defer(*without_text())
            .annotate(
                accepted_at=F("intake__at"),
                reviewed_at=F("review__at"),
                withdrawn_at=F("withdrawal__at"),
                completed_at=F("completion__at"),
                asked=FilteredRelation("corrections", condition=Q(corrections__ended_at=None)),
                drafted=FilteredRelation("proposals", condition=Q(proposals__ended_at=None)),
                assigned=FilteredRelation("assignments", condition=Q(assignments__ended_at=None)),
            )
            .annotate(
                asked_until=F("asked__due_on"),
                drafted_at=F("drafted__at"),
                assigned_to=F("assigned__to"),
                decided=Exists(Decision.objects.filter(case=OuterRef("pk"))),
                notice_is_due=Exists(unsent),
                notice_waits_for_names=Exists(told.filter(given_at=None).exclude(waits_for="")),
                notice_is_on_its_way=Exists(ending.filter(given_at__isnull=False, sent_at=None)),
                transferred=Exists(left),
                extended_until=Subquery(put_off.values("until_on")[:1]),
            )
            .prefetch_related(Prefetch("corrections", Correction.objects.order_by("at")))
        )


def all_with_steps() -> CaseQuerySet:
    """`with_steps` of all cases, to be narrowed: put together once a thread, for that takes as long as to ask it, and every action
    asks it twice.
    """
    if not hasattr(_SAID, "all_with_steps"):
        _SAID.all_with_steps = Case.objects.with_steps()
    said: CaseQuerySet = _SAID.all_with_steps
    return said.all()


class Case(models.Model):
    """Opened once for an application, with the same number. Points at its version of the procedure for ever.

    `closed_on` is the day on which it was last over; while a finished case is being revised it has a `Standing` again,
    and nothing of it may be disposed of.
    """

    zone = Zone.ALL
    shown_to_person: ClassVar = (
        "id",
        "application_id",
        "number",
        "procedure",
        "section",
        "account_id",
        "source",
        "received_on",
        "opened_at",
        "closed_on",
        "kept_until",
    )
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="case", verbose_name=_("申請"))
    number = models.CharField(_("受付番号"), max_length=16, unique=True)
    procedure = models.CharField(_("手続"), max_length=60)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("手続の版"))
    section = models.CharField(_("所属"), max_length=40)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("アカウント")
    )
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed_applicant = models.BinaryField(_("申請者（封緘）"), default=b"")
    source = models.CharField(_("受け方"), max_length=12, choices=Source)
    received_on = models.DateField(_("到達日"))
    opened_at = models.DateTimeField(_("案件とした日時"))
    closed_on = models.DateField(_("終了日"), null=True, editable=False)
    kept_until = models.DateField(_("保存期限"), null=True, editable=False)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("案件")
        constraints = [
            models.CheckConstraint(
                name="closed_case_says_until_when",
                condition=Q(closed_on=None, kept_until=None) | Q(closed_on__isnull=False, kept_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="case_of_section", fields=["section", "-opened_at"]),
            models.Index(name="case_received", fields=["received_on"]),
            models.Index(name="case_of_account", fields=["account", "-opened_at"]),
            models.Index(name="case_kept_until", fields=["kept_until"], condition=Q(kept_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def definition(self) -> Procedure:
        found = self.version.definition
        assert isinstance(found, Procedure)
        return found

    @property
    def applicant(self) -> str:
        """The name for lists; nothing once it was erased."""
        try:
            return show(self.key, self.sealed_applicant, f"cases.applicant:{self.id}")
        except Unreadable:
            return ""

    def is_decided(self) -> bool:
        from madoguchi.engines.cases.models.decision import Decision

        return Decision.objects.filter(case_id=self.pk).exists()
