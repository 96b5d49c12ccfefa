"""Questions about people. They never write, but for the trace of a look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from madoguchi.core.audit.public import listed
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import fold, to_halfwidth
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.addressee import Addressee
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.contact import Channel, Contact, ElectronicConsent
from madoguchi.engines.people.models.delegation import Basis, Delegation, Relation
from madoguchi.engines.people.models.group import GroupMember, GroupRole
from madoguchi.engines.people.models.household import HEAD, Household, Membership
from madoguchi.engines.people.models.post import Post
from madoguchi.engines.people.models.representation import Representation
from madoguchi.engines.people.scope import look

MOST = 50
ERAS = {"1": 1868, "2": 1912, "3": 1926, "4": 1989, "5": 2019}


class UnderProtection(Refused):
    """`values` may hold the number of the case that was about to open."""

    code, message = (
        "under-protection",
        _("支援措置の対象者です。所在などを誰にも伝えないことを確かめてから開いてください。"),
    )


@dataclass(frozen=True)
class ContactCard:
    """By which means a person wants to be told. Without a choice: by mail to the address they sign in with."""

    account: Account
    channel: str
    value: str
    language: str
    mail: str
    values: dict[str, str] = field(default_factory=dict)
    electronic_notices_since: datetime | None = None


def contact_of(account: Account) -> ContactCard:
    rows = list(Contact.objects.filter(account=account))
    consent = ElectronicConsent.objects.filter(account=account, stopped_at=None).first()
    chosen = next((row for row in rows if row.preferred), None)
    values = {row.channel: row.value for row in rows}
    return ContactCard(
        account=account,
        channel=chosen.channel if chosen else Channel.MAIL.value,
        value=chosen.value if chosen else mailbox_of(account),
        language=chosen.language if chosen else account.language,
        mail=values.get(Channel.MAIL.value) or mailbox_of(account),
        values=values,
        electronic_notices_since=consent.since if consent else None,
    )


def mailbox_of(account: Account) -> str:
    """The own address; of a group that of an officer, of somebody represented by law that of the proxy; or none."""
    if account.has_mailbox:
        return account.email
    if account.kind == Kind.GROUP:
        officers = GroupMember.objects.current().filter(group=account.pk, role=GroupRole.OFFICER, member__is_active=True)
        found = officers.order_by("joined_at").values_list("member__email", flat=True).first()
    else:
        legal = Delegation.objects.filter(principal=account, basis=Basis.LEGAL, confirmed_at__isnull=False, ended_at=None)
        proxies = legal.unsilenced()
        found = proxies.filter(proxy__is_active=True).order_by("confirmed_at").values_list("proxy__email", flat=True).first()
    return found or ""


@dataclass(frozen=True)
class Filer:
    """Who handed something in for another: by name, as what, through which office."""

    name: str
    label: Any
    relation: Any = ""
    through: str = ""


def filer_of(code: str, account: Account | None, delegation: Delegation | None) -> Filer | None:
    """Behind the code of whoever handed in, where that is not the account's own person; else nobody. One query."""
    kind, _colon, key = code.partition(":")
    if account is None or kind != "resident" or key == str(account.pk):
        return None
    person = Account.objects.filter(pk=key).first()
    name = person.shown_name if person else ""
    if delegation is None:
        return Filer(name, _("団体の役員") if account.kind == Kind.GROUP else "")
    through = delegation.proxy.name if delegation.proxy and delegation.proxy.kind == Kind.GROUP else ""
    return Filer(name, Basis(delegation.basis).label, Relation(delegation.relation).label, through)


def to_answer(account: Account) -> QuerySet[Delegation]:
    """Delegations that wait for the yes or no of this mail address."""
    rows = Delegation.objects.waiting().filter(answer_mail=account.email).exclude(asked_by=account)
    return rows.select_related("principal", "proxy", "asked_by").order_by("asked_at")


def invitations_of(account: Account) -> QuerySet[GroupMember]:
    """Groups that have invited this mail address."""
    rows = GroupMember.objects.filter(invited_mail=account.email, joined_at=None, left_at=None, group__closed_at=None)
    return rows.select_related("group__account").order_by("invited_at")


def staff(on: date) -> QuerySet[Account]:
    """Staff accounts, those with a post in force first by name; `posts` come along."""
    return Account.objects.filter(kind=Kind.STAFF).order_by("-is_active", "name", "email").prefetch_related("posts")


def holders(department: str, role: str, on: date) -> QuerySet[Account]:
    """Who holds a role in a department on a day."""
    rows = Post.objects.in_force(on).filter(department=department, role=role)
    return Account.objects.filter(pk__in=rows.values("account"), is_active=True)


def search_addressees(text: str, *, by: Any, at: datetime, purpose: str = "counter") -> list[Addressee]:
    """One box that guesses: no digits a name or its reading, 7 digits a 和暦 birthday, 8 a 西暦 one, else a number."""
    kind, lookup = _guess(text)
    rows = Addressee.objects.visible_to(by)
    found: list[Addressee] = []
    if kind == "name":
        by_name = rows.filter(name_key__startswith=lookup) | rows.filter(kana_key__startswith=lookup)
        found = list(by_name.order_by("kana_key", "number")[:MOST])
    elif kind:
        found = list(rows.filter(**{kind: lookup}).order_by("kana_key", "number")[:MOST])
    if by.kind == "staff":
        listed(by, at, "addressee", {"asked": str(lookup), "as": kind}, [person.pk for person in found], purpose)
    return found


def look_addressee(number: str, *, by: Any, at: datetime, purpose: str = "counter", acknowledged: bool = False) -> Addressee:
    """The person of a number, or NotFound. One under protection opens only after the warning has been acknowledged."""
    rows = Addressee.objects.visible_to(by)
    acknowledged = acknowledged or f"addressee:{number}" in getattr(by, "warned", ())
    if not acknowledged and by.kind == "staff" and rows.filter(number=number, suppressed=True).exists():
        raise UnderProtection(number=number, kind="addressee")
    return look(Addressee.objects.all(), by=by, at=at, purpose=purpose, number=number)


def household_of(addressee: Addressee, *, by: Any) -> list[Membership]:
    """The household as it stands, in its order. Members whom the actor may not see are left out."""
    own = Membership.objects.filter(addressee=addressee, until_on=None).values("household")
    rows = Membership.objects.filter(household__in=own, until_on=None, addressee__in=Addressee.objects.visible_to(by))
    return list(rows.select_related("addressee", "household").order_by("order"))


@dataclass(frozen=True)
class Earlier:
    """An earlier state: why and when it ended, and what was otherwise then, by the names of the fields."""

    reason: str
    changed_on: date | None
    differed: list[tuple[str, str]]


def past_of(person: Addressee) -> list[Earlier]:
    """The history, newest first; of each state what the one after it changed. The caller has opened the person."""
    found, after = [], person
    later: dict[str, Any] = {field.name: getattr(after, field.name) for field in Addressee._meta.concrete_fields}
    for row in person.past.all():  # type: ignore[attr-defined]
        labels = [(str(Addressee._meta.get_field(name).verbose_name), name) for name in TOLD]  # type: ignore[union-attr]
        values = row.values
        changed = [(label, str(values.get(name) or "")) for label, name in labels if values.get(name) != _text(later.get(name))]
        found.append(Earlier(row.reason, row.changed_on, changed))
        later = values
    return found


TOLD = ("family", "given", "postal", "address", "building", "former_family", "common_name", "state", "kind")


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def households_without_head() -> QuerySet[Household]:
    """What the nightly comparison asks: at most one head is kept by the database, at least one by this."""
    heads = Membership.objects.filter(relation=HEAD, until_on=None)
    return Household.objects.filter(memberships__until_on=None).exclude(pk__in=heads.values("household")).distinct()


def bound_addressee(account_id: Any) -> Addressee | None:
    """The person whom the office has bound to the account. For the house's own work; pages use `look_addressee`."""
    row = Binding.objects.filter(account_id=account_id, ended_at=None).select_related("addressee").first()
    return row.addressee if row else None


def persons_of_accounts(accounts: Mapping[str, Any]) -> dict[str, set[UUID]]:
    """For `register_persons`: of each record, by the account it belongs to, the persons whom the office has bound to that."""
    rows = Binding.objects.filter(account__in=set(accounts.values()), ended_at=None).values_list("account", "addressee")
    known: dict[UUID, set[UUID]] = {}
    for account, addressee in rows:
        known.setdefault(account, set()).add(addressee)
    return {one: known[account] for one, account in accounts.items() if account in known}


def is_protected(account_id: Any) -> bool:
    """Whether the account is a person under protection, as far as this side knows: on the public side by the office's word that
    nobody may act for it. One query.
    """
    if zone_here() is Zone.PUBLIC:
        return account_id is not None and Representation.objects.filter(account=account_id, open=False).exists()
    return account_id is not None and protected_accounts().filter(account_id=account_id).exists()


def protected_accounts() -> QuerySet[Binding]:
    """Accounts of persons under protection, as bindings: for queries that must leave them out, or warn."""
    return Binding.objects.filter(ended_at=None, addressee__suppressed=True)


def account_bound_to(number: str) -> Account | None:
    """The account that the office has bound to the person of a number, the latest if there are several. For the house's own
    work, such as telling somebody by the means they chose.
    """
    rows = Binding.objects.filter(addressee__number=number, ended_at=None, account__is_active=True)
    row = rows.select_related("account").order_by("-at").first()
    return row.account if row else None


def _guess(text: str) -> tuple[str, Any]:
    asked = to_halfwidth(text).strip().replace(" ", "")
    if not asked:
        return "", ""
    if not asked.isdecimal():
        return "name", fold(asked)
    try:
        if len(asked) == 7 and asked[0] in ERAS:
            return "birth_on", date(ERAS[asked[0]] + int(asked[1:3]) - 1, int(asked[3:5]), int(asked[5:7]))
        if len(asked) == 8:
            return "birth_on", date(int(asked[:4]), int(asked[4:6]), int(asked[6:]))
    except ValueError:
        return "", ""
    return "number", asked.zfill(15)
