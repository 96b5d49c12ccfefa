"""利用登録 and 面談: a child that a nursery may be asked to look after for a day."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, Unreadable, seal_json, unseal_json
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet, own


class ChildQuerySet(ScopedQuerySet["Child"]):
    def visible_to(self, by: Actor) -> "ChildQuerySet":
        """Parents: their own, and whoever books everything for them. Staff: those of the sections that may see reservations."""
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            return self.filter(own(by, "booking"))
        return self.of_sections(by.sections_with("booking.see"))


class Child(models.Model):
    """Everything about the child is sealed: name, kana, birth, allergies, medical, emergency. `revision` grows with each
    change, so that a confirmation says of what it was one.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("保護者"))
    account_id: UUID
    section = models.CharField(_("所属"), max_length=40)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed = models.BinaryField(_("登録の内容（封緘）"))
    revision = models.PositiveIntegerField(_("版"), default=1)
    registered_at = models.DateTimeField(_("登録日時"))
    changed_at = models.DateTimeField(_("変更日時"))

    objects: ClassVar[ChildQuerySet] = ChildQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("利用登録")
        indexes = [models.Index(name="nursery_child_of_section", fields=["section", "registered_at"])]

    def __str__(self) -> str:
        return str(self.id)

    def keep(self, about: dict[str, Any]) -> None:
        self.sealed = seal_json(self.key, about, self.context())

    def opened(self) -> dict[str, Any]:
        """Raises Unreadable."""
        found: dict[str, Any] = unseal_json(self.key, bytes(self.sealed), self.context())
        return found

    @property
    def about(self) -> dict[str, Any]:
        """Empty where it can be opened no more."""
        try:
            return self.opened()
        except Unreadable:
            return {}

    @property
    def name(self) -> str:
        return str(self.about.get("name", ""))

    @property
    def birth_on(self) -> date:
        """Raises Unreadable."""
        return date.fromisoformat(self.opened()["birth"])

    def context(self) -> str:
        return f"booking.child:{self.id}"


class Interview(models.Model):
    """面談: held once, good for as long as the nursery says."""

    zone = Zone.ALL
    child = models.ForeignKey(Child, models.PROTECT, related_name="interviews", verbose_name=_("利用登録"))
    child_id: UUID
    held_on = models.DateField(_("面談の日"))
    by_code = models.CharField(_("記録した者"), max_length=80)
    at = models.DateTimeField(_("記録日時"))

    objects: ClassVar[models.Manager["Interview"]] = models.Manager()

    class Meta:
        verbose_name = _("面談")

    def __str__(self) -> str:
        return f"{self.child_id} {self.held_on}"
