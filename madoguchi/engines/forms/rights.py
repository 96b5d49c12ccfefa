"""Who may do what with a draft."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.forms.models import Draft, Holder
from madoguchi.engines.people.public import permission, register_scoped


def declare() -> None:
    permission(
        "forms.start",
        _("様式の入力を始める"),
        roles=["anyone"],
        rule=may_start,
    )
    permission("forms.fill", _("下書きに入力する"), roles=["anyone"], rule=may_fill)
    permission("forms.own", _("下書きを提出・破棄する"), roles=["anyone"], rule=is_own)
    register_scoped(Draft, kind="draft", purpose="own")


def may_start(by: Any, version: Any) -> bool:
    """Anybody outside the office; for another within the scope that was given."""
    return by.kind in {"resident", "anonymous"} and by.acts_within("procedure", getattr(version, "code", ""))


def may_fill(by: Any, draft: Draft | None) -> bool:
    if draft is None:
        return False
    own_name = by.kind == "resident" and by.acting_for is None
    if own_name and Draft.objects.filter(pk=draft.pk, account_id=by.account_id).exists():
        return True
    return Draft.objects.visible_to(by).filter(pk=draft.pk).exists()


def is_own(by: Any, draft: Draft | None) -> bool:
    return may_fill(by, draft) and not is_helper(by, draft)


def is_helper(by: Any, draft: Draft | None) -> bool:
    """Here as a helper only: neither the account nor an owner by code."""
    if draft is None or (by.kind == "resident" and draft.account_id == by.account_id):
        return False
    roles = set(Holder.objects.filter(draft=draft, code=by.code, until=None).values_list("role", flat=True))
    return Holder.Role.HELPER in roles
