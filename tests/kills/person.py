"""One of the pool: works without end at its part of the main job, until somebody kills it.

Runs against MADOGUCHI_DATABASE. A resident writes the receipt number to the ledger, and only when it has been told it.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")

import django

django.setup()

from django.db import DatabaseError, connection
from django.utils import timezone

from madoguchi.city.public import current
from madoguchi.core.refused import Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.site.demo.cast import STAFF
from madoguchi.site.demo.filling import apply

PROCEDURE = "child-allowance-claim"


def resident(ledger: Path) -> None:
    account = people.Account.objects.get(email="sakura@example.jp")
    by = people.actor_for(account, timezone.now(), session="kills")
    version = current("procedure", PROCEDURE)
    now = timezone.now()
    answers = {**cases.example_answers(version.definition), "reason": {"kind": "birth", "event_date": now.date().isoformat()}}
    application = apply(version, answers, by=by, at=now)
    with ledger.open("a", encoding="utf-8") as file:
        file.write(f"{application.number}\n")
        file.flush()
        os.fsync(file.fileno())


def clerk(ledger: Path) -> None:
    by = _staff(STAFF[0].mail)
    for standing in cases.queue(by=by, limit=6).items:
        case = cases.look(standing.number, by=by, at=timezone.now())
        if standing.state == cases.State.ARRIVED:
            cases.accept(case, by=by, at=timezone.now())
        elif standing.state == cases.State.ACCEPTED:
            cases.start_review(case, by=by, at=timezone.now())
        elif standing.state == cases.State.REVIEWING:
            cases.record_identity(case, method="register", by=by, at=timezone.now())
            cases.propose(case, outcome="granted", by=by, at=timezone.now())
    time.sleep(0.05)


def chief(ledger: Path) -> None:
    by = _staff(STAFF[2].mail)
    for approval in approvals.queue(by=by, limit=6).items:
        approvals.approve(approval, by=by, at=timezone.now())
    time.sleep(0.1)


def _staff(mail: str) -> people.Actor:
    account = people.Account.objects.get(email=mail)
    return people.actor_for(account, timezone.now(), session="kills", second_factor=True)


def work(part: str, ledger: Path) -> None:
    deed = {"resident": resident, "clerk": clerk, "chief": chief}[part]
    while True:
        try:
            deed(ledger)
        except (Refused, DatabaseError) as refused:
            print(f"{part}: {type(refused).__name__} {refused}", file=sys.stderr, flush=True)
            connection.close()
            time.sleep(0.1)
