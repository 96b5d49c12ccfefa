"""支援措置 beyond pages: papers, tables, calendars, other systems, mails; by the right ids, as one who kept them would come."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.booking.public import cancel, feed_token, link_token
from madoguchi.engines.booking.testing import a_bookable, a_reservation, slots
from madoguchi.engines.cases.public import write_message
from madoguchi.engines.messages.models import OutboxMail, PrintJob
from madoguchi.engines.messages.public import tell
from madoguchi.engines.people.models import Account, Delegation
from madoguchi.engines.people.public import SYSTEM, Addressee, Basis, bind
from madoguchi.engines.people.testing import a_delegation, a_resident_account, actor_of, an_addressee
from tests.gate.reading import text_in, text_in_mail
from tests.gate.test_protection import KIN, NAMES, PLACES, a_protected_world, clients
from tests.gate.world import World, a_machine

pytestmark = pytest.mark.django_db


def a_visit(world: World) -> Any:
    """The owner will be at a certain place at a certain time."""
    a_bookable(timezone.now(), code="refuge", place={"name": "市役所 1階"})
    return a_reservation(
        slots("refuge")[0], by=actor_of(world.owner), at=timezone.now(), contact={"name": "見本 さくら", "mail": world.owner.email}
    )


def addresses(world: World, visit: Any) -> list[str]:
    """Every paper, table and calendar of the person, by its own id."""
    number, notice, booked = world.case.number, world.notice.pk, visit.number
    files = [held.file_id for held in world.case.application.files.all()]
    key = link_token(booked)
    return [
        *(f"/mine/{number}/{rest}" for rest in ("", "copy/", "copy.pdf", "messages/", "correct/", "withdraw/")),
        f"/mine/notices/{notice}/",
        *(f"/booking/r/{booked}/{rest}?key={key}" for rest in ("", "calendar.ics", "change/", "cancel/", "confirm/")),
        f"/booking/feed/{feed_token(actor_of(world.owner))}.ics",
        "/booking/mine/",
        f"/api/v1/applications/{number}",
        "/api/v1/applications",
        f"/api/v1/reservations/{booked}",
        f"/api/v1/reservations/{booked}/calendar.ics",
        *(f"/desk/cases/{number}/{rest}" for rest in (f"notices/{notice}/", "signature.json", *(f"files/{f}/" for f in files))),
        f"/desk/booking/r/{booked}/",
        "/desk/export/csv/",
        "/desk/export/xlsx/",
        "/desk/posting/sheets.pdf?" + "&".join(f"job={job.pk}" for job in PrintJob.objects.all()),
    ]


def told(client: Client, address: str, marks: tuple[str, ...]) -> list[str]:
    answer = client.get(address, raise_request_exception=False)  # type: ignore[call-arg]
    assert answer.status_code < 500, address
    shown = text_in(answer)
    return [f"{address}: {mark}" for mark in marks if mark in shown]


def test_papers_tables_calendars__kin_and_unwarned_clerks__read_nothing_there() -> None:
    world = a_protected_world()
    visit = a_visit(world)
    made = clients(world)
    secret = (*PLACES, *NAMES, "BEGIN:VEVENT", "市役所 1階", "市役所1階")
    for name in KIN:
        for address in addresses(world, visit):
            marks = (
                secret if world.case.number in address or visit.number in address else (*secret, world.case.number, visit.number)
            )
            assert told(made[name], address, marks) == [], name
    for address in addresses(world, visit):
        assert told(made["clerk of the section"], address, PLACES) == []


def test_papers_tables_calendars__the_person_and_a_warned_clerk__can_read_them() -> None:
    """The marks are there to be read: a walk that finds nothing anywhere would prove nothing."""
    world = a_protected_world()
    visit = a_visit(world)
    own, clerk = world.people["owner"].client(), clients(world)["clerk of the section"]
    number = world.case.number
    assert told(own, f"/mine/{number}/copy.pdf", ("さくら", "ひなた"))
    assert told(own, f"/booking/r/{visit.number}/calendar.ics", ("BEGIN:VEVENT",))
    assert "支援措置の対象者です" in text_in(clerk.get(f"/desk/booking/r/{visit.number}/"))
    clerk.post("/desk/protection/", {"kind": "reservation", "number": visit.number, "back": ""})
    assert "見本 さくら" in text_in(clerk.get(f"/desk/booking/r/{visit.number}/"))
    jobs = "&".join(f"job={job.pk}" for job in PrintJob.objects.all())
    assert "支援措置の対象者です" in text_in(clerk.get(f"/desk/posting/sheets.pdf?{jobs}"))
    clerk.post("/desk/protection/", {"number": number, "back": ""})
    assert "さくら" in text_in(clerk.get(f"/desk/posting/sheets.pdf?{jobs}"))


def test_bound_letters__one_of_them_to_a_protected_person__open_after_the_warning() -> None:
    world = a_protected_world()
    clerk = clients(world)["clerk of the section"]
    made = clerk.post("/desk/posting/bundles/make/", {"section": "kodomo", "token": "one"})
    run_all_ready(timezone.now())
    address = f"{made.headers['Location']}letters.pdf"
    first = text_in(clerk.get(address))
    assert "支援措置の対象者です" in first
    assert not [mark for mark in PLACES if mark in first]
    clerk.post("/desk/protection/", {"number": world.case.number, "back": ""})
    assert "さくら" in text_in(clerk.get(address))


def test_other_systems__of_the_section_itself__get_nothing_of_the_person() -> None:
    world = a_protected_world()
    _machine, secret = a_machine("kodomo")
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    number = world.case.number
    for address in (a for a in addresses(world, a_visit(world)) if a.startswith("/api/")):
        assert client.get(address).status_code in {200, 401, 403, 404}
        assert told(client, address, (*PLACES, *NAMES) if number in address else (number, *PLACES, *NAMES)) == []
    Addressee.objects.update(suppressed=False)
    assert number in client.get("/api/v1/applications").content.decode()


def test_mails__to_a_protected_person__say_that_there_is_news_and_nothing_else() -> None:
    world = a_protected_world()
    clerk = actor_of(world.people["clerk of the section"].account)  # type: ignore[arg-type]
    now = timezone.now()
    run_all_ready(now)
    OutboxMail.objects.all().delete()
    cancel(a_visit(world), by=actor_of(world.owner), at=now)
    write_message(world.case, "架空町のほうに送ってよいですか", by=clerk, at=now)
    run_all_ready(now)
    mails = [text_in_mail(row.mime) for row in OutboxMail.objects.all()]
    assert len(mails) >= 2
    for mail in mails:
        assert mail.splitlines()[0] == "お知らせがあります"
        assert not [mark for mark in (*PLACES, *NAMES, "予約", "園", world.case.number, "/booking/", "/mine/") if mark in mail]
        assert "代理" not in mail


def test_mails__of_a_protected_child__do_not_go_to_the_parent_it_fled_from() -> None:
    """A child has no mailbox: its news go to its legal proxy, while it is not protected from that one."""
    parent = a_resident_account("other-parent@example.jp")
    child = Account.objects.create_represented(name="見本 ひなた")
    a_delegation(child, parent, "*", basis=Basis.LEGAL)
    now = timezone.now()
    tell(child, "message", key="before", by=SYSTEM, at=now)
    run_all_ready(now)
    assert [text_in_mail(row.mime) for row in OutboxMail.objects.all() if b"other-parent" in row.mime]
    OutboxMail.objects.all().delete()
    bind(child, an_addressee(suppressed=True, given="ひなた"), by=SYSTEM, at=now)
    tell(child, "message", key="after", by=SYSTEM, at=now)
    run_all_ready(now, raising=False)
    assert not [row for row in OutboxMail.objects.all() if b"other-parent" in row.mime]
    Delegation.objects.filter(principal=child).update(despite_protection=True)
    tell(child, "message", key="allowed", by=SYSTEM, at=now)
    run_all_ready(now)
    assert [row for row in OutboxMail.objects.all() if b"other-parent" in row.mime]


def test_calendar__given_to_the_household_long_ago__forgets_the_person() -> None:
    world = a_protected_world()
    a_visit(world)
    address = f"/booking/feed/{feed_token(actor_of(world.owner))}.ics"
    assert "VEVENT" not in Client().get(address).content.decode()
    Addressee.objects.update(suppressed=False)
    assert "VEVENT" in Client().get(address).content.decode()
