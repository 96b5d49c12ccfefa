"""What other systems may be told of cases by webhooks, and that nothing of a protected person's is told."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.cases.models import Application, Case
from madoguchi.engines.cases.protection import is_protected, of_protected_persons
from madoguchi.engines.people.public import Actor
from madoguchi.engines.webhooks.public import KINDS, SUBJECTS, Subject, Told

LABELS = {
    "cases.submitted": _("申請が提出された"),
    "cases.opened": _("案件ができた"),
    "cases.accepted": _("受け付けた"),
    "cases.correction-requested": _("補正を求めた"),
    "cases.corrected": _("補正された"),
    "cases.correction-ended": _("補正の求めが終わった"),
    "cases.paper-followed": _("後から書類が届いた"),
    "cases.extended": _("期限を延ばした"),
    "cases.decided": _("決定した"),
    "cases.notified": _("決定を通知した"),
    "cases.withdrawn": _("申請が取り下げられた"),
    "cases.completed": _("案件が終わった"),
    "cases.transferred": _("ほかの所属へ移した"),
    "cases.sent-to-city": _("ほかの市区町村へ送った"),
}


def register() -> None:
    for kind, label in LABELS.items():
        KINDS.register(kind, label)
    SUBJECTS.register("case", Subject(_protected_cases, lambda by, ids: _told(Case.objects, by, ids)))
    SUBJECTS.register("application", Subject(_protected_applications, lambda by, ids: _told(Application.objects, by, ids)))


def _protected_cases(ids: Collection[str]) -> set[str]:
    return _texts(Case.objects.filter(is_protected(), pk__in=uuids(ids)))


def _protected_applications(ids: Collection[str]) -> set[str]:
    return _texts(Application.objects.filter(of_protected_persons(), pk__in=uuids(ids)))


def _told(rows: Any, by: Actor, ids: Collection[str]) -> dict[str, Told]:
    found = rows.visible_to(by).filter(pk__in=uuids(ids)).values_list("pk", "number")
    return {str(pk): Told(number, f"/api/v1/applications/{number}") for pk, number in found}


def _texts(rows: QuerySet[Any]) -> set[str]:
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def uuids(ids: Collection[str]) -> list[UUID]:
    """Those that can be keys at all."""
    found = []
    for one in ids:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
