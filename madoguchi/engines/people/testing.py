"""The tests' door of people: actors with and without accounts, signed-in clients, a person in the registers."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client, override_settings
from django.utils import timezone

from madoguchi.engines.people import sessions
from madoguchi.engines.people.acting import behalf_of
from madoguchi.engines.people.actions.groups import make_group
from madoguchi.engines.people.actions.register import register
from madoguchi.engines.people.actor import ANONYMOUS, SYSTEM, TOKYO, Actor, actor_for
from madoguchi.engines.people.card import testca
from madoguchi.engines.people.card.certificate import Facts as CardFacts
from madoguchi.engines.people.card.certificate import Use as CertificateUse
from madoguchi.engines.people.card.testca import PHONE_POLICY
from madoguchi.engines.people.card.testca import Authority as TestAuthority
from madoguchi.engines.people.card.testca import from_pem as card_from_pem
from madoguchi.engines.people.card.testca import to_pem as card_to_pem
from madoguchi.engines.people.card.testca import write_store as write_trust_store
from madoguchi.engines.people.faces import faces
from madoguchi.engines.people.models import Account, Addressee, Basis, Delegation, Group, GroupMember, Kind, Post, Relation

__all__ = [
    "ANONYMOUS",
    "PHONE_POLICY",
    "CardFacts",
    "CertificateUse",
    "card_from_pem",
    "card_to_pem",
    "write_trust_store",
    "CardHouse",
    "TestAuthority",
    "card_house",
    "SYSTEM",
    "a_delegation",
    "a_group",
    "a_resident",
    "a_staff_account",
    "a_resident_account",
    "account_of",
    "actor_of",
    "an_addressee",
    "an_administrator",
    "an_approver",
    "an_auditor",
    "an_officer",
    "choice_of",
    "signed_in",
]

_numbers = count(1)
_SPACE = UUID("0b1f6f5e-3f34-4c7b-9a53-2f8f6e0d7a11")
LONG_AGO = date(2020, 4, 1)


def _number() -> int:
    return next(_numbers)


def an_officer(section: str = "kodomo", role: str = "clerk", *, more: Iterable[tuple[str, str]] = ()) -> Actor:
    """A staff member who needs no database row: two calls are two people."""
    number = _number()
    return Actor(
        kind="staff",
        account_id=uuid5(_SPACE, f"staff-{number}"),
        name=f"見本 職員{number}",
        section=section,
        posts=frozenset({(section, role), *more}),
        session=f"test{number}",
        second_factor=True,
    )


def an_approver(section: str = "kodomo") -> Actor:
    return an_officer(section, "chief")


def an_administrator(section: str = "joho") -> Actor:
    return an_officer(section, "administrator")


def an_auditor(section: str = "kansa") -> Actor:
    return an_officer(section, "auditor")


def a_resident(account: Account | None = None) -> Actor:
    """A resident; with a database row when an account is given (see `a_resident_account`)."""
    if account is not None:
        return actor_of(account)
    number = _number()
    return Actor(kind="resident", account_id=uuid5(_SPACE, f"resident-{number}"), name="", session=f"test{number}")


def a_resident_account(email: str = "", *, password: str | None = None, **fields: Any) -> Account:
    return Account.objects.create_user(email or f"jumin{_number()}@example.jp", Kind.RESIDENT, password, **fields)


def a_staff_account(
    section: str = "kodomo",
    role: str = "clerk",
    *,
    email: str = "",
    password: str | None = None,
    from_on: date = LONG_AGO,
    until_on: date | None = None,
    **fields: Any,
) -> Account:
    number = _number()
    fields = {"name": f"見本 職員{number}", **fields}
    account = Account.objects.create_user(email or f"shokuin{number}@example.jp", Kind.STAFF, password, **fields)
    Post.objects.create(
        account=account,
        department=section,
        role=role,
        from_on=from_on,
        until_on=until_on,
        given_by="system",
        given_at=datetime(2020, 4, 1, tzinfo=UTC),
    )
    return account


def actor_of(account: Account, at: datetime | None = None, *, acting: str = "") -> Actor:
    """The account as an actor who has done all that signing in asks; `acting`: for whom, as `choice_of` names it."""
    at = at or timezone.now()
    behalf = behalf_of(account, acting, at.astimezone(TOKYO).date()) if acting else None
    assert bool(acting) == bool(behalf), f"{account} does not act by {acting}"
    return actor_for(account, at, session="test", second_factor=True, acting_for=behalf)


def a_delegation(
    principal: Account,
    proxy: Account,
    scope: str = "*",
    *,
    basis: Basis = Basis.VOLUNTARY,
    at: datetime | None = None,
    **fields: Any,
) -> Delegation:
    """In force since long ago, confirmed as its basis wants it."""
    at = at or datetime(2026, 4, 1, tzinfo=UTC)
    if basis == Basis.FILING:
        fields.setdefault("until_on", date(2040, 4, 1))
    given = {
        "relation": {"legal": Relation.PARENT, "voluntary": Relation.FAMILY, "filing": Relation.OFFICE}[basis],
        "asked_by": principal if principal.has_mailbox else proxy,
        "asked_at": at,
        "from_on": LONG_AGO,
        "confirmed_at": at,
        "confirmed_by": "system",
        "evidence": "戸籍（見本）" if basis == Basis.LEGAL else "",
        **fields,
    }
    return Delegation.objects.create(basis=basis, principal=principal, proxy=proxy, scope=scope, **given)


def a_group(officer: Account, *members: Account, name: str = "見本の会", at: datetime | None = None) -> Group:
    """A group with its officer and members."""
    at = at or datetime(2026, 4, 1, tzinfo=UTC)
    group = make_group(officer, name=name, activity="見本の活動", by=actor_of(officer, at), at=at)
    for account in members:
        GroupMember.objects.create(
            group=group, member=account, role="member", invited_by="system", invited_at=at, joined_at=at, invited_mail=account.email
        )
    return group


def choice_of(what: Delegation | Group) -> str:
    """What a session holds of whoever acts by it."""
    return f"group:{what.pk}" if isinstance(what, Group) else f"delegation:{what.pk}"


def account_of(actor: Actor) -> Account:
    """The row of an actor made without one, with its posts: for tests that need foreign keys."""
    found = Account.objects.filter(pk=actor.account_id).first()
    if found:
        return found
    kind = Kind.STAFF if actor.kind == "staff" else Kind.RESIDENT
    account = Account.objects.create_user(f"{kind}{_number()}@example.jp", kind, id=actor.account_id, name=actor.name)
    for department, role in sorted(actor.posts):
        Post.objects.create(
            account=account,
            department=department,
            role=role,
            from_on=LONG_AGO,
            given_by="system",
            given_at=datetime(2020, 4, 1, tzinfo=UTC),
        )
    return account


def signed_in(
    client: Client, who: Account | Actor, *, second_factor: bool = True, at: datetime | None = None, acting: str = ""
) -> Client:
    """The client with a session at the face of the account, staff with their second factor done; `acting`: for whom."""
    account = account_of(who) if isinstance(who, Actor) else who
    face = next(face for face in faces() if face.kind == account.kind)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    sessions.begin(session, at or timezone.now())
    if second_factor and account.is_staff_member:
        sessions.note_second_factor(session, account.pk)
        sessions.note_purpose(session, "register", "counter")
    if acting:
        sessions.begin_acting(session, account.pk, acting)
    session.save()
    client.cookies[face.cookie] = session.session_key
    client.cookies[face.cookie]["path"] = face.path
    return client


def an_addressee(number: str = "", *, suppressed: bool = False, at: datetime | None = None, **fields: Any) -> Addressee:
    """An invented person of the registers."""
    fields = {"family": "見本", "given": "花子", "family_kana": "ミホン", "given_kana": "ハナコ", **fields}
    number = number or f"{999990000000000 + _number()}"
    return register(number, suppressed=suppressed, by=SYSTEM, at=at or timezone.now(), **fields)


class CardHouse:
    """A test authority whose roots the house trusts while the test runs: cards, lists, a moment."""

    def __init__(self, folder: Path, at: datetime) -> None:
        self.folder, self.at = folder, at
        self.signing, self.signing_in = (TestAuthority.found(use, at - timedelta(days=400)) for use in CertificateUse)
        testca.write_store(folder / "trust", self.signing, self.signing_in)
        self.chip = self.signing_in.key
        """One key for all cards: making one takes longer than a test."""
        self.publish_list()

    def publish_list(self, at: datetime | None = None) -> None:
        (self.folder / "crl").mkdir(exist_ok=True)
        (self.folder / "crl" / "sign.crl").write_bytes(self.signing.list_at((at or self.at) - timedelta(hours=1)))

    def card(self, name: str = "見本　さくら", birth: str = "", address: str = "", **more: Any) -> testca.Issued:
        facts = CardFacts(name=name, sex="2", birth_text=birth or "419900115", address=address or "千葉県浦安市見本一丁目１番１号")
        flags = {key: more.pop(key) for key in ("name_flags", "address_flags") if key in more}
        return self.signing.issue(self.at - timedelta(days=30), facts=replace(facts, **flags), **{"key": self.chip, **more})


@contextmanager
def card_house(folder: Path, at: datetime) -> Iterator[CardHouse]:
    """Inside, the house judges cards by this authority."""
    made = CardHouse(folder, at)
    with override_settings(MADO_CARD_TRUST=str(folder / "trust"), MADO_CARD_REVOCATION=f"crl:{folder / 'crl'}"):
        yield made
