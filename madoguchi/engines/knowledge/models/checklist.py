"""やることリスト: the list of a life event that a person has kept, with its ticks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Account, Actor, ScopedQuerySet


class ChecklistQuerySet(ScopedQuerySet["Checklist"]):
    def visible_to(self, actor: Actor) -> "ChecklistQuerySet":
        """Each its own, in its own name. Staff see none: the link alone opens a list that nobody signed in for."""
        if actor.kind == "system":
            return self.all()
        if actor.kind == "resident" and actor.account_id is not None and actor.acting_for is None:
            return self.filter(account_id=actor.account_id)
        return self.none()


class Checklist(models.Model):
    """Answers are codes of options, ticks are ids of the list: nobody's name. Of the link only the digest is kept."""

    zone = Zone.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="checklists", verbose_name=_("アカウント"))
    token_hash = models.CharField(_("リンクの要約値"), max_length=64, unique=True)
    event = models.CharField(_("くらしの場面"), max_length=48)
    answers = models.JSONField(_("回答"), default=dict)
    done = models.JSONField(_("済んだこと"), default=list)
    made_at = models.DateTimeField(_("作成日時"))
    changed_at = models.DateTimeField(_("更新日時"))
    until_on = models.DateField(_("保存期限"), db_index=True)

    objects: ClassVar[ChecklistQuerySet] = ChecklistQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("やることリスト")
        indexes = [models.Index(name="checklist_of_account", fields=["account", "-changed_at"])]

    def __str__(self) -> str:
        return f"{self.event} {self.id}"
