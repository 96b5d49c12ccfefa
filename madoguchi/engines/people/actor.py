"""Actor: whoever acts in a request, with the rights of this moment. Satisfies `core.acting.By`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from madoguchi.city import public as city
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.delegation import EVERYTHING
from madoguchi.engines.people.models.post import Post

Held = tuple[str, str]
"""A department and a role held in it."""

TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Behalf:
    """誰のために: for which other account somebody acts, as what, in what, until when.

    `role`: a `Basis` of a delegation, or a `GroupRole`. `own_only`: sees only what was begun under this delegation.
    `through`: the name of the office (a group) to which the right was given.
    """

    account_id: UUID
    name: str
    role: str
    label: str | Promise
    scope: frozenset[str] = frozenset({EVERYTHING})
    until_on: date | None = None
    delegation: UUID | None = None
    own_only: bool = False
    is_group: bool = False
    through: str = ""
    choice: str = ""

    @property
    def last_on(self) -> date | None:
        return self.until_on - timedelta(days=1) if self.until_on else None

    def covers(self, kind: str, code: str = "") -> bool:
        """Whether the scope holds that kind of thing: as a whole, or this one of them."""
        return bool(self.scope & {EVERYTHING, kind, f"{kind}:{code}"})

    def covers_some(self, kind: str) -> bool:
        return self.covers(kind) or bool(self.codes(kind))

    def codes(self, kind: str) -> frozenset[str]:
        """Those that the scope names one by one."""
        return frozenset(one.removeprefix(f"{kind}:") for one in self.scope if one.startswith(f"{kind}:"))


@dataclass(frozen=True)
class Actor:
    """`section` is the department acted for; `posts` are all those held. Rights come from `may`, not from roles.

    `account_id` is the account on which is acted: one's own, or while acting for somebody (`acting_for`) theirs; then
    `person_id` is one's own. `code` always names who acts, `on_behalf_of` the represented.
    """

    kind: Literal["anonymous", "resident", "staff", "machine", "system"]
    account_id: UUID | None = None
    name: str = ""
    section: str = ""
    posts: frozenset[Held] = field(default_factory=frozenset)
    session: str = ""
    language: str = "ja"
    second_factor: bool = False
    inherited: frozenset[Held] = field(default_factory=frozenset)
    """Roles in departments that are no more, whose work the own department took over."""
    person_id: UUID | None = None
    acting_for: Behalf | None = None
    proved: bool = False
    """Of a resident: signed in with the My Number card's certificate within the last hour (水準 `authenticate`)."""
    warned: frozenset[str] = frozenset()
    """Of staff: numbers of cases of persons under protection (支援措置), of whom they were warned within the last half hour."""
    machine_id: UUID | None = None
    scopes: frozenset[str] = frozenset()
    """Of a machine: the permissions it was given, in its one section."""
    _found: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Permission → sections; what an actor holds does not change, and a page asks for a dozen lists."""

    @property
    def code(self) -> str:
        if self.kind == "system":
            return "system"
        return f"{self.kind}:{self.person_id or self.account_id or self.machine_id or self.session}"

    @property
    def on_behalf_of(self) -> str:
        if self.acting_for is None:
            return ""
        return f"{'group' if self.acting_for.is_group else 'resident'}:{self.acting_for.account_id}"

    def acts_within(self, kind: str, code: str = "") -> bool:
        """Whether what is acted in lies in the scope; in one's own name everything does."""
        return self.acting_for is None or self.acting_for.covers(kind, code)

    def owns(self, account_id: UUID | None, kind: str, code: str = "", *, delegation: UUID | None = None) -> bool:
        """Whether a thing of that account is the actor's to handle: one's own, or within the scope for another.
        `delegation`: under which it was begun, if under any."""
        if account_id is None or account_id != self.account_id or not self.acts_within(kind, code):
            return False
        return self.acting_for is None or not self.acting_for.own_only or delegation == self.acting_for.delegation

    @property
    def roles(self) -> frozenset[str]:
        """Roles held in the department acted for."""
        return self.roles_in(self.section)

    @property
    def sections(self) -> frozenset[str]:
        return frozenset(department for department, _ in self.posts)

    def roles_in(self, section: str) -> frozenset[str]:
        return frozenset(role for department, role in self.posts | self.inherited if department == section)

    def may(self, code: str, section: str = "") -> bool:
        """Whether the permission is held: in that section, or, without one, in any of one's own."""
        from madoguchi.engines.people.permissions import PERMISSIONS

        permission = PERMISSIONS.get(code)
        if self.kind == "system" or "anyone" in permission.roles:
            return True
        if self.acting_for is not None and not (permission.acting and self.acting_for.covers_some(permission.acting)):
            return False
        if self.kind == "resident":
            return "resident" in permission.roles
        if self.kind == "machine":
            return code in self.scopes and "machine" in permission.roles and section in {"", self.section}
        if self.kind != "staff" or not self.second_factor:
            return False
        held = self.roles_in(section) if section else frozenset(role for _, role in self.posts)
        return bool(permission.roles & held)

    def sections_with(self, code: str) -> frozenset[str]:
        """The own departments in which the permission is held, and those that they succeeded; what querysets filter by."""
        if code not in self._found:
            mine = {self.section} if self.kind == "machine" else {department for department, _ in self.posts | self.inherited}
            self._found[code] = frozenset(section for section in mine if self.may(code, section))
        return self._found[code]


SYSTEM = Actor(kind="system", name="system", second_factor=True)
ANONYMOUS = Actor(kind="anonymous")


def posts_in_force(account: Account, at: datetime) -> list[Held]:
    rows = Post.objects.in_force(at.astimezone(TOKYO).date()).filter(account=account).order_by("from_on", "pk")
    return list(rows.values_list("department", "role"))


def _inherited(held: list[Held], on: date) -> frozenset[Held]:
    """The same roles in the departments that ended and named the own one as their successor, and in theirs."""
    if not held:
        return frozenset()
    ended = [one for one in city.departments() if one.succeeded_by and not one.exists_on(on)]
    found: set[Held] = set()
    wanted = set(held)
    while wanted:
        before = {(one.code, role) for one in ended for department, role in wanted if department in one.succeeded_by}
        wanted = before - found - set(held)
        found |= wanted
    return frozenset(found)


def actor_for(
    account: Account,
    at: datetime,
    *,
    session: str = "",
    section: str = "",
    second_factor: bool = False,
    acting_for: Behalf | None = None,
    warned: frozenset[str] = frozenset(),
    proved: bool = False,
) -> Actor:
    """The account as an actor at that moment. `section` picks among the posts held; one not held is ignored.
    `acting_for`: as `acting.behalf_of` gives it."""
    held: Iterable[Held] = posts_in_force(account, at) if account.is_staff_member else ()
    held = list(held)
    departments = [department for department, _ in held]
    return Actor(
        kind="staff" if account.is_staff_member else "resident",
        account_id=acting_for.account_id if acting_for else account.pk,
        person_id=account.pk,
        acting_for=acting_for,
        name=account.name,
        section=section if section in departments else (departments[0] if departments else ""),
        posts=frozenset(held),
        inherited=_inherited(held, at.astimezone(TOKYO).date()),
        session=session,
        language=account.language,
        second_factor=second_factor,
        warned=warned if account.is_staff_member else frozenset(),
        proved=proved and not account.is_staff_member,
    )
