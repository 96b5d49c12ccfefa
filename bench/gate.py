"""What the gate costs: lists as their people see them, against the same lists of everybody's, and one look.

python -m bench.gate [--database sqlite:////tmp/bench.sqlite3] [--rounds 200] [--fill]

A database made by `bench.generate` is read as it is; with `--fill` it first gets rows for registers, letters, messages,
reservations and the rest, over twenty sections (`bench.registers`). Of each list the first page is read with and without
`visible_to`, in turn, so that whatever else the machine does falls on both: as a page reads it, from asking who may see what to the
records in hand. The median of each, and their ratio; 1.2 is what was promised. Beside it the statement alone, without what Python
does before and after it. A look is timed in a transaction that is taken back.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from bench.preparing import set_up
from bench.registers import OWN as SECTIONS
from bench.registers import fill

PAGE = 21
PROMISED = 1.2
NOISE = 0.05
"""Milliseconds: a difference below it is not told from chance."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--fill", action="store_true", help="add rows for registers and letters, once")
    options = parser.parse_args()
    set_up(options.database)
    from django.db import connection
    from django.utils import timezone

    from madoguchi.engines.cases.models import Case

    if options.fill and (rows := fill(timezone.now())):
        print(f"{rows} rows for registers, letters and the rest", flush=True)
    print(f"{connection.vendor}: {Case.objects.count()} cases", flush=True)
    print(f"{'':38} {'scoped':>8} ms {'unscoped':>8} ms          statements alone")
    worst = worst_statement = 0.0
    for name, scoped, unscoped in lists():
        if not unscoped():
            print(f"{name:38} no rows, not judged", flush=True)
            continue
        whole, said = judged(lambda: list(scoped()), lambda: list(unscoped()), options.rounds)  # noqa: B023
        worst = max(worst, whole)
        alone, said_alone = judged(statement(scoped()), statement(unscoped()), options.rounds)
        worst_statement = max(worst_statement, alone)
        print(f"{name:38} {said}   {said_alone}", flush=True)
    print(f"worst of those that add more than {NOISE} ms, promised {PROMISED}:")
    for what, found in (("whole lists", worst), ("statements alone", worst_statement)):
        print(f"{what:38} {found:.2f} {'kept' if found <= PROMISED else 'BROKEN'}")
    look_once(options.rounds)


def judged(scoped: Callable[[], Any], unscoped: Callable[[], Any], rounds: int) -> tuple[float, str]:
    """The ratio, 0 where the difference is not told from chance; and a line of it."""
    with_gate, without = in_turn(scoped, unscoped, rounds)
    ratio = with_gate / without
    return ratio if with_gate - without > NOISE else 0, f"{with_gate:8.2f}    {without:8.2f}    {ratio:5.2f}"


def lists() -> list[tuple[str, Callable[[], Any], Callable[[], Any]]]:
    from django.utils import timezone

    from madoguchi.engines.cases.models import Application, Case
    from madoguchi.engines.messages.public import Notice
    from madoguchi.engines.people.public import Actor

    owner = Application.objects.exclude(account=None).order_by("-received_at").values_list("account", flat=True).first()
    resident = Actor(kind="resident", account_id=owner)
    found = []
    for who, by in (("one section", staff(SECTIONS[:1])), ("three sections", staff(SECTIONS))):
        for name, model, narrowed, order in kinds(timezone.now()):
            found.append((f"{name}, {who}", page(model, by, narrowed, order), page(model, None, narrowed, order)))
    for model, order in ((Case, ("-opened_at",)), (Application, ("-received_at", "-id")), (Notice, ("-given_at", "-id"))):
        found.append((f"{model.__name__}, one's own", page(model, resident, whole, order), page(model, None, whole, order)))
    return sorted(found, key=lambda one: one[0])


def kinds(now: datetime) -> Iterator[tuple[str, Any, Callable[[Any], Any], tuple[str, ...]]]:
    """Lists as the desk's pages ask for them: name, record type, what narrows them for everybody, order."""
    from madoguchi.engines.booking.lottery import public as drawing
    from madoguchi.engines.booking.public import Reservation
    from madoguchi.engines.booking.waiting.public import Waiting
    from madoguchi.engines.cases.public import Application, Case, Memo, Message, Standing
    from madoguchi.engines.documents.public import Document, NameIssue
    from madoguchi.engines.messages.public import Delivery, LetterReturn, PrintJob
    from madoguchi.engines.watch.public import Anomaly
    from madoguchi.services.cards.models import Renewal
    from madoguchi.services.duties.models import Preservation
    from madoguchi.services.intake.models import Parcel, Report

    mine = SECTIONS[0]
    lot = drawing.Lottery.objects.filter(section=mine).values_list("pk", flat=True).first()
    slot = Waiting.objects.filter(ended_at=None, slot__section=mine).values_list("slot", flat=True).first()
    year = now.year - (now.month < 4)
    yield "queue", Standing, whole, ("breaks_on", "case_id")
    yield "cases", Case, whole, ("-opened_at",)
    yield "applications", Application, whole, ("-received_at", "-id")
    yield "documents", Document, whole, ("section", "fiscal_year", "serial")
    yield "register of a year", Document, lambda rows: rows.filter(section=mine, fiscal_year=year), ("serial",)
    yield "letters to post", PrintJob, lambda rows: rows.waiting(), ("queued_at", "id")
    yield "letters that came back", LetterReturn, whole, ("-at", "-id")
    yield "deliveries in trouble", Delivery, lambda rows: rows.troubled(), ("-changed_at", "-id")
    yield "messages unread", Message, lambda rows: rows.unseen(from_person=True), ("at", "id")
    yield "memos", Memo, lambda rows: rows.waiting(), ("-at", "-id")
    yield "names to solve", NameIssue, lambda rows: rows.open(), ("reported_at", "id")
    yield "names solved", NameIssue, lambda rows: rows.filter(solved_at__isnull=False), ("-reported_at", "-id")
    day = {"starts_at__gte": now, "starts_at__lt": now + timedelta(days=1)}
    yield "reservations of a day", Reservation, lambda rows: rows.in_force().filter(**day), ("starts_at", "number")
    yield "reservations ahead", Reservation, lambda rows: rows.in_force().filter(ends_at__gt=now), ("starts_at", "pk")
    yield "waiting for a slot", Waiting, lambda rows: rows.in_line().filter(slot=slot), ("turn", "joined_at", "id")
    yield "waiting list", Waiting, lambda rows: rows.filter(ended_at=None), ("joined_at", "id")
    yield "entries of a lottery", drawing.Entry, lambda rows: rows.filter(lottery=lot), ("entered_at",)
    yield "entries", drawing.Entry, whole, ("-entered_at",)
    yield "holds", Preservation, lambda rows: rows.open(), ("review_on", "id")
    yield "packages set aside", Parcel, lambda rows: rows.filter(state="aside"), ("-arrived_at", "-id")
    yield "reports to give back", Report, lambda rows: rows.waiting(), ("at", "id")
    yield "reports given back", Report, lambda rows: rows.told(), ("-told_at", "-id")
    yield "looks that stand out", Anomaly, lambda rows: rows.open(), ("-id",)
    yield "cards to renew", Renewal, lambda rows: rows.outstanding(), ("expires_on", "id")


def whole(rows: Any) -> Any:
    return rows


def staff(sections: tuple[str, ...]) -> Any:
    from madoguchi.engines.people.public import Account, Actor

    account = Account.objects.filter(kind="staff").values_list("pk", flat=True).first()
    posts = frozenset((one, role) for one in sections for role in ("clerk", "chief"))
    return Actor(kind="staff", account_id=account, section=sections[0], posts=posts, second_factor=True, session="bench")


def page(model: Any, by: Any, narrowed: Callable[[Any], Any], order: tuple[str, ...]) -> Callable[[], Any]:
    """The first rows that `by` sees, or everybody's, asked for anew each time."""

    def rows() -> Any:
        seen = model.objects.visible_to(by) if by else model.objects.all()
        return narrowed(seen).order_by(*order)[:PAGE]

    return rows


def statement(rows: Any) -> Callable[[], Any]:
    from django.db import connection

    sql, values = rows.query.sql_with_params()

    def read() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return read


def in_turn(first: Callable[[], Any], second: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Milliseconds, medians; after ten seconds three rounds are enough."""
    first(), second()
    took: tuple[list[float], list[float]] = ([], [])
    until = time.monotonic() + 10
    for done in range(rounds):
        if done >= 3 and time.monotonic() > until:
            break
        for one, kept in zip((first, second), took, strict=True):
            began = time.perf_counter()
            one()
            kept.append((time.perf_counter() - began) * 1000)
    return median(took[0]), median(took[1])


def look_once(rounds: int) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from madoguchi.engines.cases import public as cases

    by, at = staff(SECTIONS[:1]), timezone.now()
    numbers = list(cases.Case.objects.visible_to(by).order_by("-opened_at").values_list("number", flat=True)[:rounds])
    took, writes, bytes_written = [], 0, 0
    with transaction.atomic():
        for number in numbers:
            with CaptureQueriesContext(connection) as asked:
                began = time.perf_counter()
                cases.look(number, by=by, at=at)
                took.append((time.perf_counter() - began) * 1000)
            written = [q["sql"] for q in asked.captured_queries if not q["sql"].lstrip().upper().startswith("SELECT")]
            writes, bytes_written = max(writes, len(written)), max([bytes_written, *map(len, written)])
        transaction.set_rollback(True)
    if took:
        print(f"a look: {median(took):.2f} ms, {writes} write of at most {bytes_written} bytes of SQL")


if __name__ == "__main__":
    main()
