"""Somebody inside one of the two sides, who does and looks up what has no page: one JSON line asks, one answers."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")

import django

django.setup()

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from madoguchi.city.public import current
from madoguchi.core.refused import Refused
from madoguchi.core.relay.models import Incoming, Line, Outgoing
from madoguchi.engines.approvals.models import Approval
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.models import Seat
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Decision, LaterAttachment, Withdrawal
from madoguchi.engines.people import public as people
from madoguchi.engines.people.models import Binding, Representation
from madoguchi.engines.people.testing import SYSTEM, an_addressee, signed_in
from madoguchi.site.demo.cast import STAFF, make_staff
from madoguchi.site.demo.filling import fill_in
from tests.zones.person import PROCEDURE

PAGE = "https://example.jp/account/acting/"


def resident(mail: str, name: str) -> str:
    return str(people.Account.objects.create_user(mail, name=name).pk)


def consent(mail: str) -> None:
    people.ask_for_electronic_notices(people.Account.objects.get(email=mail), by=actor(mail), at=timezone.now())


def decision(number: str) -> str | None:
    found = Decision.objects.filter(case__application__number=number).first()
    return found.outcome if found else None


def staff() -> None:
    for one in (*STAFF[:3], *(one for one in STAFF if one.section == "shimin")):
        make_staff(one, timezone.now())


def cookie(mail: str) -> dict[str, str]:
    client = signed_in(Client(), people.Account.objects.get(email=mail))
    return {name: morsel.value for name, morsel in client.cookies.items()}


def draft(mail: str) -> str:
    version, now = current("procedure", PROCEDURE), timezone.now()
    answers = dict(cases.example_answers(version.definition))
    answers["reason"] = {"kind": "birth", "event_date": timezone.localdate().isoformat()}
    return str(fill_in(version, answers, by=actor(mail), at=now).pk)


def actor(mail: str) -> people.Actor:
    return people.actor_for(people.Account.objects.get(email=mail), timezone.now(), session="zones", second_factor=True)


def number(draft: str) -> str:
    return cases.Application.objects.get(draft=draft).number


def state(number: str) -> str | None:
    standing = cases.Standing.objects.filter(number=number).first()
    return standing.state if standing else None


def approval() -> str | None:
    found = Approval.objects.order_by("-pk").first()
    return str(found.pk) if found else None


def delegate(principal: str, proxy: str) -> str:
    terms = people.Terms(people.Basis.VOLUNTARY, people.Relation.FAMILY, ["*"], timezone.localdate())
    account, now = people.Account.objects.get(email=principal), timezone.now()
    asked = people.offer(account, proxy, terms, page=PAGE, by=actor(principal), at=now)
    return str(people.agree(asked, page=PAGE, by=actor(proxy), at=timezone.now()).pk)


def delegation(pk: str) -> dict[str, Any] | None:
    return people.Delegation.objects.filter(pk=pk).values("ending", "confirmed_by", "principal_id", "proxy_id").first()


def bind(account: str, suppressed: bool) -> str:
    person = an_addressee(suppressed=suppressed)
    people.bind(people.Account.objects.get(pk=account), person, by=SYSTEM, at=timezone.now())
    return person.number


def protect(number: str) -> None:
    people.register(number, suppressed=True, family="見本", given="母", by=SYSTEM, at=timezone.now())


def represented(account: str) -> bool | None:
    found = Representation.objects.filter(account=account).first()
    return found.open if found else None


def withdrawn(number: str) -> str | None:
    found = Withdrawal.objects.select_related("case__key").filter(case__application__number=number).first()
    return found.reason if found else None


def word_is_old() -> bool:
    return timezone.now() - Line.objects.get(pk="in").word_at > timedelta(minutes=30)


def forget_word() -> None:
    Line.objects.filter(pk="in").update(word_at=timezone.now() - timedelta(hours=1))


def slots(code: str) -> list[str]:
    rows = booking.Slot.objects.filter(bookable=code, quota_free__gt=0, free__gt=0)
    rows = rows.filter(starts_at__gt=timezone.now() + timedelta(days=1))
    return [str(pk) for pk in rows.order_by("starts_at").values_list("pk", flat=True)[:9]]


def counters(slot: str) -> list[int] | None:
    found = booking.Slot.objects.filter(pk=slot).values_list("free", "quota_free").first()
    return list(found) if found else None


def reservations() -> dict[str, Any]:
    found = {}
    for row in booking.Reservation.objects.order_by("number"):
        seats = Seat.objects.filter(hold=row.hold_id, released_at=None).order_by("slot")
        found[row.number] = {
            "seats": [[str(one.slot_id), one.places, one.from_quota] for one in seats],
            "cancelled": row.cancelled_at is not None,
            "contact": row.contact,
        }
    return found


def later_paper(mail: str, number: str) -> None:
    from madoguchi.core.files.keeping import Examined
    from madoguchi.core.files.kinds import KINDS
    from madoguchi.core.files.public import keep
    from madoguchi.core.files.sniffing import as_file
    from madoguchi.core.identifiers.public import uuid7
    from madoguchi.core.sealing.public import new_key

    examined = Examined(as_file(b"%PDF-1.4\n" + os.urandom(9000)), KINDS["pdf"], "paper.pdf", "paper.pdf", "structure")
    by, now = actor(mail), timezone.now()
    file = keep(examined, key=new_key("papers", uuid7()), by=by, at=now, purpose="separate-custody")
    cases.attach_later(cases.Case.objects.get(application__number=number), "separate-custody", file, by=by, at=now)


def papers(number: str) -> list[str]:
    rows = LaterAttachment.objects.filter(application__number=number)
    return list(rows.values_list("file__sha256", flat=True))


def quiet() -> dict[str, Any]:
    waiting = list(Outgoing.objects.filter(received_at=None).values_list("kind", "trouble"))
    unsettled = list(Incoming.objects.exclude(fate="taken").values_list("kind", "fate", "reason"))
    return {"waiting": waiting, "unsettled": unsettled, "bound": Binding.objects.count()}


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            found = {"found": globals()[asked["do"]](*asked["with"])}
        except Refused as refused:
            found = {"refused": refused.code, "says": str(refused)}
        except Exception as error:
            found = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(found, default=str), flush=True)


if __name__ == "__main__":
    main()
