"""Permissions: named by the room that owns the act, given to roles, narrowed by a rule about the thing acted upon."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from madoguchi.core.acting import By
from madoguchi.core.refused import NotPermitted
from madoguchi.core.registry import Registry
from madoguchi.engines.people.actor import Actor

Rule = Callable[[Any, Any], bool]
"""(actor, thing or None) → allowed. Called after the roles have been found sufficient."""

ROLES = frozenset({"clerk", "chief", "administrator", "auditor", "resident", "machine", "anyone"})


@dataclass(frozen=True, eq=False)
class Permission:
    code: str
    label: str | Promise
    roles: frozenset[str]
    rule: Rule | None = None
    acting: str = ""
    """The kind of scope (`procedure`, `booking` …) in which one may do it for another; without one: in one's own name only."""


PERMISSIONS: Registry[Permission] = Registry("permissions")


def permission(
    code: str, label: str | Promise, roles: Iterable[str] = (), rule: Rule | None = None, *, acting: str = ""
) -> Permission:
    """Name a permission. Roles: those of posts, `resident` (any signed-in resident), `machine` (one
    that was given it) or `anyone`. `acting`: whoever acts
    for another may do it too, within that kind of scope."""
    if unknown := set(roles) - ROLES:
        raise ValueError(f"{code}: no role {', '.join(sorted(unknown))}")
    return PERMISSIONS.register(code, Permission(code, label, frozenset(roles), rule, acting))


def is_allowed(by: By, code: str, obj: Any = None) -> bool:
    """The house itself may do everything. Of a thing that names its section, staff need the right in that section;
    of a thing that names its account, residents need to be that account, or to act for it in what the thing is
    (`scope_code`). A rule may narrow this further."""
    found = PERMISSIONS.get(code)
    if by.code == "system":
        return True
    if not isinstance(by, Actor):
        return False
    section = getattr(obj, "section", "") if by.kind in {"staff", "machine"} else ""
    if not by.may(code, section if isinstance(section, str) else ""):
        return False
    if found.rule is not None:
        return found.rule(by, obj)
    if obj is not None and by.kind in {"resident", "anonymous"} and "anyone" not in found.roles:
        return by.owns(getattr(obj, "account_id", None), found.acting, getattr(obj, "scope_code", ""))
    return True


def authorize(by: By, code: str, obj: Any = None) -> None:
    """May I? Raises NotPermitted."""
    if not is_allowed(by, code, obj):
        raise NotPermitted
