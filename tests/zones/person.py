"""Somebody on one of the two sides, who does what there is to do.

    python -m tests.zones.person resident N [forever]     hand in N applications, answer what is asked, read the notice
    python -m tests.zones.person clerk [forever]          accept, ask once for a correction, decide

Of one application the resident is asked, answers by a message and a mended answer, and reads the decision; each step is done
when it can be done, so that whoever is killed is replaced by another who goes on.
"""

import os
import sys
import time
import zlib

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")

import django

django.setup()

from django.db import DatabaseError, connection
from django.utils import timezone

from madoguchi.city.public import current
from madoguchi.core.files.keeping import Examined
from madoguchi.core.files.kinds import KINDS
from madoguchi.core.files.public import keep, open_file
from madoguchi.core.files.sniffing import as_file
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.receive import Arrival, receive
from madoguchi.engines.messages import public as mail
from madoguchi.engines.people import public as people
from madoguchi.site.demo.cast import STAFF, make_staff

PROCEDURE = "child-allowance-claim"
MAIL = "sakura@example.jp"


def resident(wanted: int) -> bool:
    """Whether everything is done."""
    account = people.Account.objects.filter(email=MAIL).first() or people.Account.objects.create_user(MAIL, name="見本 さくら")
    by = people.actor_for(account, timezone.now(), session="zones")
    mine = cases.applications_of(by=by, limit=1000)
    for place in range(len(mine), wanted):
        hand_in(place, by)
    done = 0
    for application in cases.applications_of(by=by, limit=1000):
        view = cases.application_for_person(application, by=by)
        if view.correction is not None:
            mend(view, by)
        done += bool(view.case) and read_notice(view.case, by)
    return done == wanted


def hand_in(place: int, by: people.Actor) -> None:
    """With a paper that takes several pieces to carry, of bytes that cannot be pressed together."""
    version, now = current("procedure", PROCEDURE), timezone.now()
    answers = {**cases.example_answers(version.definition), "reason": {"kind": "birth", "event_date": now.date().isoformat()}}
    paper = b"%PDF-1.4\n" + os.urandom(1_500_000 if place % 3 == 0 else 20_000)
    examined = Examined(as_file(paper), KINDS["pdf"], "paper.pdf", "paper.pdf", "structure")
    file = keep(examined, key=new_key("papers", uuid7()), by=by, at=now, purpose="separate-custody")
    arrival = Arrival(
        version=version, answers=answers, account_id=by.account_id, files=[("separate-custody", file)],
        assurance="account", electronic_notice=True, later=["separate-custody"],
    )  # fmt: skip
    receive(arrival, by=by, at=now)


def mend(view: cases.ApplicationView, by: people.Actor) -> None:
    """What was asked is answered, and said so, once each."""
    assert view.case is not None
    now = timezone.now()
    cases.write_message(view.case, f"{view.case.number} を直しました。", token=str(view.correction.pk), by=by, at=now)
    asked = view.asked[0]
    before = cases.answers_of(view.application)["claimant"]
    crc = zlib.crc32(view.case.number.encode()) % 9000 + 1000
    assert asked.path == "claimant.phone", (asked.path, before)
    cases.correct(view.case, {"claimant.phone": f"047351{crc}"}, by=by, at=timezone.now())


def read_notice(case: cases.Case, by: people.Actor) -> bool:
    for notice in mail.notices_of(by=by, limit=1000):
        if notice.subject_id == str(case.id):
            given = mail.open_notice(notice.id, by=by, at=timezone.now())
            assert given.file is not None
            assert open_file(given.file).startswith(b"%PDF")
            return True
    return False


def clerk() -> bool:
    for one in STAFF[:3]:
        make_staff(one, timezone.now())
    by, chief = _actor(STAFF[0].mail), _actor(STAFF[2].mail)
    for standing in cases.queue(by=by, limit=100).items:
        case, now = cases.look(standing.number, by=by, at=timezone.now()), timezone.now()
        try:
            step(case, standing.state, by, now)
        except Refused as refused:
            print(f"clerk: {refused.code}", file=sys.stderr, flush=True)
    for approval in approvals.queue(by=chief, limit=100).items:
        approvals.approve(approval, by=chief, at=timezone.now())
    return False


def step(case: cases.Case, state: str, by: people.Actor, now: object) -> None:
    if state == cases.State.ARRIVED:
        cases.accept(case, by=by, at=now)
    elif state == cases.State.ACCEPTED:
        cases.start_review(case, by=by, at=now)
    elif state == cases.State.REVIEWING and not case.corrections.exists():
        cases.request_correction(case, items=[("claimant.phone", "番号を確かめてください。")], by=by, at=now)
        cases.write_message(case, "電話番号をお知らせください。", token="asked", by=by, at=timezone.now())
    elif state == cases.State.REVIEWING:
        cases.record_identity(case, method="register", by=by, at=now)
        cases.propose(case, outcome="granted", by=by, at=now)


def _actor(address: str) -> people.Actor:
    found = people.Account.objects.get(email=address)
    return people.actor_for(found, timezone.now(), session="zones", second_factor=True)


def main() -> None:
    what, forever = sys.argv[1], "forever" in sys.argv
    work = clerk if what == "clerk" else lambda: resident(int(sys.argv[2]))
    if not forever:
        print(work())
        return
    while True:
        try:
            if work():
                print("done", flush=True)
                return
        except (Refused, DatabaseError) as refused:
            print(f"{what}: {type(refused).__name__} {refused}", file=sys.stderr, flush=True)
            connection.close()
        time.sleep(0.3)


if __name__ == "__main__":
    main()
