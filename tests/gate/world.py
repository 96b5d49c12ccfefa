"""A small world in which everything belongs to one resident and one section, and everybody who might want to look in."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.city.testing import a_city, raw_department
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.approvals.testing import a_draft as an_approval
from madoguchi.engines.booking.nursery.models.child import Child
from madoguchi.engines.booking.testing import a_reservation
from madoguchi.engines.cases.public import Person, write_memo, write_message
from madoguchi.engines.cases.testing import PROCEDURE, a_case
from madoguchi.engines.forms.testing import a_draft
from madoguchi.engines.messages.public import notices_about
from madoguchi.engines.people.public import (
    ANONYMOUS,
    SYSTEM,
    Account,
    Actor,
    Basis,
    Delegation,
    ScopedQuerySet,
    admit_machine,
    machine_of,
    machine_scopes,
)
from madoguchi.engines.people.testing import (
    a_delegation,
    a_group,
    a_resident_account,
    a_staff_account,
    actor_of,
    an_addressee,
    choice_of,
    signed_in,
)

CODE = str(PROCEDURE["code"])
MARKS = ("さくら", "サクラ", "ひなた", "ヒナタ", "門外不出")
"""Words of the resident; who reads one of them has seen in."""


@dataclass
class Somebody:
    """`account` None: nobody signed in."""

    account: Account | None = None
    acting: str = ""
    second_factor: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    machine: tuple[Any, str] | None = None

    def actor(self) -> Actor:
        if self.machine:
            return machine_actor(self.machine[1])
        if self.account is None:
            return ANONYMOUS
        made = actor_of(self.account, acting=self.acting)
        return made if self.second_factor else Actor(kind="staff", account_id=made.account_id, posts=made.posts)

    def client(self) -> Client:
        key = {"Authorization": f"Bearer {self.machine[1]}"} if self.machine else {}
        client = Client(headers={**self.headers, **key})
        return signed_in(client, self.account, second_factor=self.second_factor, acting=self.acting) if self.account else client


@dataclass
class World:
    owner: Account
    people: dict[str, Somebody]
    case: Any
    draft: Any
    group: Any
    delegations: list[Delegation]
    staff: Account

    @property
    def notice(self) -> Any:
        return notices_about("case", self.case.id)[0]

    def rows(self, model: type[models.Model]) -> list[Any]:
        """Those of the world's resident and section: all there are, but for accounts of strangers."""
        return list(model._base_manager.values_list("pk", flat=True))


def a_world() -> World:
    """Made by the real actions; `門外不出` stands where nothing else names the resident."""
    a_city(kodomo="こども課", zaisei="財政課")
    publish("department", raw_department("kodomo", looks_up_people=True), by=SYSTEM, at=timezone.now())
    owner = a_resident_account("sakura@example.jp", name="本人 見本")
    proxies = {name: a_resident_account(name=f"代理 {name}") for name in ("all", "within", "beside", "ended", "office")}
    held = [
        a_delegation(owner, proxies["all"], "*"),
        a_delegation(owner, proxies["within"], f"procedure:{CODE}"),
        a_delegation(owner, proxies["beside"], "procedure:another booking:another"),
        a_delegation(owner, proxies["office"], "*", basis=Basis.FILING),
    ]
    ended = a_delegation(owner, proxies["ended"], "*")
    ended.until_on = timezone.localdate()
    ended.save(update_fields=["until_on"])
    member, officer = a_resident_account(), owner
    group = a_group(officer, member, name="門外不出の会")
    case = a_case("decided", account=owner, at=timezone.now() - timedelta(hours=1))
    run_all_ready(timezone.now())
    an_approval(by=actor_of(a_staff_account("kodomo")), at=timezone.now())
    draft = a_draft(actor_of(owner), at=timezone.now())
    a_reservation(by=actor_of(owner), at=timezone.now(), contact={"name": "見本 さくら", "mail": "sakura@example.jp"})
    an_addressee(given="さくら")
    clerk = actor_of(a_staff_account("kodomo"))
    write_memo("折り返し電話", Person(name="見本 さくら"), section="kodomo", by=clerk, at=timezone.now())
    write_message(case, "届きましたか", by=actor_of(owner), at=timezone.now())
    key = new_key("child", "of-the-gate")
    now = timezone.now()
    child = Child(account=owner, section="kodomo", key=key, registered_at=now, changed_at=now)
    child.keep({"name": "見本 ひなた"})
    child.save(force_insert=True)
    staff = a_staff_account("kodomo", "clerk", name="架空 花子")
    former = a_staff_account("kodomo", "clerk", until_on=timezone.localdate())
    machine = {"Authorization": "Bearer not-a-key", "Accept": "application/json"}
    people = {
        "nobody": Somebody(),
        "machine without a key": Somebody(headers=machine),
        "machine of another section": Somebody(machine=a_machine("zaisei")),
        "owner": Somebody(owner),
        "other resident": Somebody(a_resident_account()),
        "proxy for everything": Somebody(proxies["all"], choice_of(held[0])),
        "proxy within the scope": Somebody(proxies["within"], choice_of(held[1])),
        "proxy beside the scope": Somebody(proxies["beside"], choice_of(held[2])),
        "proxy whose time is over": Somebody(proxies["ended"]),
        "office that filed nothing": Somebody(proxies["office"], choice_of(held[3])),
        "proxy in its own name": Somebody(proxies["all"]),
        "member for the group": Somebody(member, choice_of(group)),
        "clerk of the section": Somebody(staff),
        "chief of the section": Somebody(a_staff_account("kodomo", "chief")),
        "clerk of another section": Somebody(a_staff_account("zaisei", "clerk")),
        "chief of another section": Somebody(a_staff_account("zaisei", "chief")),
        "clerk without second factor": Somebody(staff, second_factor=False),
        "former clerk": Somebody(former),
        "administrator": Somebody(a_staff_account("joho-seisaku", "administrator")),
        "auditor": Somebody(a_staff_account("homu-bunsho", "auditor")),
    }
    return World(owner, people, case, draft, group, held, staff)


def a_machine(section: str) -> tuple[Any, str]:
    """Another system with every scope that there is, in that section."""
    a_year = timezone.localdate() + timedelta(days=300)
    return admit_machine(
        "見本のシステム", section=section, scopes=machine_scopes(), expires_on=a_year, by=SYSTEM, at=timezone.now()
    )


def machine_actor(secret: str) -> Actor:
    found = machine_of(secret, timezone.now())
    assert found
    return found


def scoped_models() -> dict[str, type[models.Model]]:
    """Every record type of the house behind the gate, whether it was registered or not."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("madoguchi.") and isinstance(model._default_manager.get_queryset(), ScopedQuerySet):
            found[model._meta.label] = model
    return found


__all__ = ["MARKS", "World", "a_world", "scoped_models"]
