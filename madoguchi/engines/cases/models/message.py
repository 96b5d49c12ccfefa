"""やりとり: what the person and the section write to each other about a case. Neither side edits or removes a message."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class MessageQuerySet(ScopedQuerySet["Message"]):
    def visible_to(self, by: Actor) -> "MessageQuerySet":
        """Staff as they see cases, by the section. Others: their cases are asked for, of each message, not the other way round:
        SQLite would go through all of them.
        """
        if by.kind == "staff":
            return self.of_sections(by.sections_with("cases.see"))
        return self.filter(Exists(Case.objects.visible_to(by).filter(pk=OuterRef("case"))))

    def unseen(self, *, from_person: bool) -> "MessageQuerySet":
        return self.filter(seen_at=None, from_person=from_person).few()


class Message(models.Model):
    """`section`: that of the case, to which the database holds it. `seen_at`: when the other side had it before it. `token` comes
    with the page, so that a page sent twice is one message.
    """

    zone = Zone.ALL
    shown_to_person: ClassVar = ("id", "case_id", "from_person", "sealed_text", "at", "seen_at")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="messages", verbose_name=_("案件"))
    section = models.CharField(_("所属"), max_length=40, default="")
    from_person = models.BooleanField(_("本人から"))
    sealed_text = models.BinaryField(_("内容（封緘）"))
    token = models.CharField(_("符号"), max_length=40, blank=True)
    by_code = models.CharField(_("書いた者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    seen_at = models.DateTimeField(_("見た日時"), null=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("やりとり")
        constraints = [
            models.UniqueConstraint(name="one_message_a_page", fields=["case", "by_code", "token"], condition=~Q(token="")),
        ]
        indexes = [
            models.Index(name="message_unseen", fields=["from_person", "at"], condition=Q(seen_at=None)),
            models.Index(name="message_of_section", fields=["section", "at", "id"], condition=Q(seen_at=None, from_person=True)),
        ]

    def __str__(self) -> str:
        return str(self.at)

    @property
    def text(self) -> str:
        return show(self.case.key, self.sealed_text, f"cases.message:{self.id}")
