"""Rows for registers, letters, messages, reservations, and for what hangs on cases, slots, lotteries and packages.

Past the models, in the shape they store, spread over twenty sections as in a city; what is sealed is empty, for nobody opens it
here. How many of each follows from how many cases there are.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bench.bulk import AT_ONCE, Table, as_day, as_id, as_moment, flush, in_bulk
from bench.numbering import id_at, receipt_number

OWN = ("kodomo", "shimin", "hoiku-yochien")
"""Sections of those whose lists are measured."""
SECTIONS = (*OWN, *(f"sonota{n}" for n in range(17)))
YEARS = timedelta(days=3 * 365)
AT_A_TIME = 7
"""Cases that follow one another lie so many by so many with one section, so that every kind of row is found with every section."""
OPEN_OF = 50
"""One of so many still waits for somebody."""


def fill(now: datetime, seed: int = 20260401) -> int:
    """Spread the cases over the sections and add the rows, once. How many."""
    from madoguchi.engines.cases.models import Case
    from madoguchi.services.intake.models import Report

    if Report.objects.exists():
        return 0
    spread()
    cases = [(as_id(str(pk)), section) for pk, section in Case.objects.order_by("pk").values_list("pk", "section")]
    rows = Rows(now, Random(seed), len(cases))
    with in_bulk():
        for n, (case, section) in enumerate(cases):
            rows.beside(n, case, section)
            if n % AT_ONCE == AT_ONCE - 1:
                flush(rows.tables)
        flush(rows.tables)
    return sum(table.written for table in rows.tables)


def spread() -> None:
    """Each case and its application lie with one section after another, the standing with its case."""
    from django.db import connection, transaction

    from madoguchi.engines.cases.models import Application, Case

    pairs = list(Case.objects.order_by("pk").values_list("pk", "application"))
    for first in range(0, len(pairs), AT_ONCE):
        some = [(SECTIONS[n // AT_A_TIME % len(SECTIONS)], *pairs[n]) for n in range(first, min(first + AT_ONCE, len(pairs)))]
        with transaction.atomic(), connection.cursor() as cursor:
            for model, column, place in ((Case, "id", 1), (Application, "id", 2)):
                values = [(one[0], as_id(str(one[place]))) for one in some]
                cursor.executemany(f"UPDATE {model._meta.db_table} SET section = %s WHERE {column} = %s", values)


class Rows:
    """`tables` hold what is to be written."""

    def __init__(self, now: datetime, chance: Random, cases: int) -> None:
        from madoguchi.core.sealing.public import DataKey
        from madoguchi.engines.booking.lottery import public as drawing
        from madoguchi.engines.booking.models import Hold, Reservation, Slot
        from madoguchi.engines.booking.waiting.public import Waiting
        from madoguchi.engines.cases.models import Case, Memo, Message
        from madoguchi.engines.documents.public import Document, NameIssue
        from madoguchi.engines.messages.models import Delivery, LetterReturn, Notice, PrintJob
        from madoguchi.engines.people.public import Account
        from madoguchi.engines.watch.public import Anomaly
        from madoguchi.services.cards.models import Renewal
        from madoguchi.services.duties.models import Preservation
        from madoguchi.services.intake.models import Parcel, Report

        self.now, self.chance, self.cases = now, chance, cases
        self.serials: dict[str, int] = {}
        key = as_id(str(DataKey.objects.values_list("pk", flat=True).first()))
        version = Case.objects.values_list("version", flat=True).first()
        account = as_id(str(Account.objects.filter(email="sakura@example.jp").values_list("pk", flat=True).first()))
        staff = as_id(str(Account.objects.filter(kind="staff").values_list("pk", flat=True).first()))
        sealed: dict[str, Any] = {"key_id": key, "sealed": b""}
        self.documents = Table(
            Document, "id", "section", "fiscal_year", "serial", "number", "verify_token", "issued_at", seal="omitted"
        )
        self.notices = Table(Notice, "id", "idempotency_key", "section", "given_at", key_id=key, sealed_recipient=b"", kind="x")
        self.deliveries = Table(
            Delivery, "id", "notice_id", "section", "state", "queued_at", "changed_at", "sent_at", channel="print"
        )
        self.letters = Table(PrintJob, "id", "delivery_id", "section", "reference", "queued_at", "printed_at", "posted_at")
        self.returns = Table(LetterReturn, "delivery_id", "section", "returned_on", "at", reason="unknown")
        self.messages = Table(Message, "id", "case_id", "section", "from_person", "at", "seen_at", sealed_text=b"")
        self.memos = Table(Memo, "id", "section", "at", "expires_on", "done_at", "done_by", key_id=key, sealed_text=b"")
        self.names = Table(NameIssue, "id", "section", "subject_id", "reported_at", "solved_at", key_id=key, characters=[])
        self.slots = Table(
            Slot, "id", "bookable", "section", "starts_at", "ends_at", "day", "opens_at", "closes_at",
            version_id=version, capacity=9, free=9,
        )  # fmt: skip
        self.places = Table(Hold, "id", "bookable", "made_at", holder="x", party=1)
        self.reservations = Table(
            Reservation, "id", "number", "hold_id", "bookable", "section", "starts_at", "ends_at", "made_at",
            version_id=version, account_id=account, party=1, way="portal", key_id=key,
        )  # fmt: skip
        self.waiting = Table(
            Waiting, "id", "slot_id", "section", "who", "token", "joined_at", "ended_at", "ended_how",
            account_id=account, party=1, **sealed,
        )  # fmt: skip
        self.lotteries = Table(
            drawing.Lottery, "id", "section", "first_on", "last_on", "opens_at", "closes_at", "announced_at",
            rules="x", version_id=version, **sealed,
        )  # fmt: skip
        self.entries = Table(
            drawing.Entry, "id", "number", "lottery_id", "holder", "entered_at", "changed_at",
            account_id=account, party=1, wishes=[], lots=[], sealed=b"",
        )  # fmt: skip
        self.holds = Table(
            Preservation, "id", "case_id", "section", "review_on", "at", "ended_at", "ended_by",
            why="audit", sealed_reason=b"x", sealed_ending=b"x",
        )  # fmt: skip
        self.parcels = Table(
            Parcel, "id", "section", "number", "digest", "state", "reason", "arrived_at", size=1, source="x", **sealed
        )
        self.reports = Table(Report, "id", "parcel_id", "section", "at", "told_at", place=1)
        self.anomalies = Table(
            Anomaly, "id", "section", "day", "subject_id", "first_at", "last_at", "found_at", "state",
            rule="x", looks_at="closed", account_id=staff, count=1, key_id=key,
        )  # fmt: skip
        self.renewals = Table(Renewal, "id", "section", "addressee", "expires_on", "notice_on", "known_at", what="card", **sealed)
        self.tables = [value for value in vars(self).values() if isinstance(value, Table)]
        self.of_lotteries = dict(self._lotteries())

    def _lotteries(self) -> Iterator[tuple[str, str]]:
        """One a section."""
        opens, closes = as_moment(self.now - timedelta(days=9)), as_moment(self.now + timedelta(days=9))
        on = as_day(self.now.date())
        for section in SECTIONS:
            made = self.new_id(self.now)
            self.lotteries.add(made, section, on, on, opens, closes, opens)
            yield section, made

    def new_id(self, at: datetime) -> str:
        return as_id(id_at(int(at.timestamp() * 1000), self.chance))

    def beside(self, n: int, case: str, section: str) -> None:
        """What a city has beside its n-th case: a document and a letter for each second, a message for each fifth, and so on."""
        at = self.now - YEARS + YEARS * (n / self.cases)
        then, over = as_moment(at), as_moment(at + timedelta(days=3))
        ended = over if self.chance.randrange(OPEN_OF) else None
        if n % 2 == 0:
            self._papers(n, section, at, then, over, ended)
        if n % 5 == 0:
            self.messages.add(self.new_id(at), case, section, True, then, ended)
        if n % 20 == 0:
            self.memos.add(self.new_id(at), section, then, as_day(self.now.date()), ended, "x" if ended else "")
            self.names.add(self.new_id(at), section, str(n), then, ended)
            self.holds.add(self.new_id(at), case, section, as_day(at.date()), then, ended, "x" if ended else "")
            state = "cleared" if ended else "asked"
            self.anomalies.add(self.new_id(at), section, as_day(at.date()), str(n), then, then, then, state)
        self._bookings(n, section, at, then, ended)
        if n % 4 == 0:
            parcel = self.new_id(at)
            self.parcels.add(parcel, section, str(n), f"{n:064x}", "dismissed" if ended else "aside", "x", then)
            self.reports.add(self.new_id(at), parcel, section, then, ended)
            self.renewals.add(self.new_id(at), section, f"{n:015}", as_day(at.date()), as_day(at.date()), then)

    def _papers(self, n: int, section: str, at: datetime, then: str, over: str, ended: str | None) -> None:
        year = at.year - (at.month < 4)
        place = self.serials[f"{section} {year}"] = self.serials.get(f"{section} {year}", 0) + 1
        self.documents.add(self.new_id(at), section, year, place, f"{section}{year}-{place}", f"bench{n}", then)
        notice, delivery = self.new_id(at), self.new_id(at)
        failed = n % 100 == 0
        self.notices.add(notice, f"bench:{n}", section, then)
        state = "given-up" if failed else "sent" if ended else "queued"
        self.deliveries.add(delivery, notice, section, state, then, over, over if state == "sent" else None)
        self.letters.add(self.new_id(at), delivery, section, f"G{n:010}", then, ended, ended)
        if n % 50 == 0:
            self.returns.add(delivery, section, as_day(at.date()), over)

    def _bookings(self, n: int, section: str, at: datetime, then: str, ended: str | None) -> None:
        """Reservations of three years behind and one ahead; each tenth slot has somebody who waits."""
        starts = at + timedelta(days=365)
        begins, ends = as_moment(starts), as_moment(starts + timedelta(minutes=30))
        place = self.new_id(at)
        self.places.add(place, section, then)
        number = receipt_number(10_000_000 + n)
        self.reservations.add(self.new_id(at), number, place, section, section, begins, ends, then)
        if n % 10 == 0:
            slot = self.new_id(at)
            self.slots.add(slot, f"{section}-{n}", section, begins, ends, as_day(starts.date()), then, begins)
            self.waiting.add(self.new_id(at), slot, section, f"x{n}", f"bench{n}", then, ended, "left" if ended else "")
            self.entries.add(self.new_id(at), receipt_number(20_000_000 + n), self.of_lotteries[section], f"h{n}", then, then)
