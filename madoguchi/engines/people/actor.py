"""Actor: whoever acts in a request, with the rights of this moment. Satisfies `core.acting.By`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.post import Post

Held = tuple[str, str]
"""A department and a role held in it."""

TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Actor:
    """`section` is the department acted for; `posts` are all those held. Rights come from `may`, not from roles."""

    kind: Literal["anonymous", "resident", "staff", "system"]
    account_id: UUID | None = None
    name: str = ""
    section: str = ""
    posts: frozenset[Held] = field(default_factory=frozenset)
    session: str = ""
    language: str = "ja"
    second_factor: bool = False

    @property
    def code(self) -> str:
        if self.kind == "system":
            return "system"
        return f"{self.kind}:{self.account_id or self.session}"

    @property
    def roles(self) -> frozenset[str]:
        """Roles held in the department acted for."""
        return self.roles_in(self.section)

    @property
    def sections(self) -> frozenset[str]:
        return frozenset(department for department, _ in self.posts)

    def roles_in(self, section: str) -> frozenset[str]:
        return frozenset(role for department, role in self.posts if department == section)

    def may(self, code: str, section: str = "") -> bool:
        """Whether the permission is held: in that section, or, without one, in any of one's own."""
        from madoguchi.engines.people.permissions import PERMISSIONS

        permission = PERMISSIONS.get(code)
        if self.kind == "system" or "anyone" in permission.roles:
            return True
        if self.kind == "resident":
            return "resident" in permission.roles
        if self.kind != "staff" or not self.second_factor:
            return False
        held = self.roles_in(section) if section else frozenset(role for _, role in self.posts)
        return bool(permission.roles & held)

    def sections_with(self, code: str) -> frozenset[str]:
        """The own departments in which the permission is held; what querysets filter by."""
        return frozenset(section for section in self.sections if self.may(code, section))


SYSTEM = Actor(kind="system", name="system", second_factor=True)
ANONYMOUS = Actor(kind="anonymous")


def posts_in_force(account: Account, at: datetime) -> list[Held]:
    rows = Post.objects.in_force(at.astimezone(TOKYO).date()).filter(account=account).order_by("from_on", "pk")
    return list(rows.values_list("department", "role"))


def actor_for(account: Account, at: datetime, *, session: str = "", section: str = "", second_factor: bool = False) -> Actor:
    """The account as an actor at that moment. `section` picks among the posts held; one not held is ignored."""
    held: Iterable[Held] = posts_in_force(account, at) if account.is_staff_member else ()
    held = list(held)
    departments = [department for department, _ in held]
    return Actor(
        kind="staff" if account.is_staff_member else "resident",
        account_id=account.pk,
        name=account.name,
        section=section if section in departments else (departments[0] if departments else ""),
        posts=frozenset(held),
        session=session,
        language=account.language,
        second_factor=second_factor,
    )
