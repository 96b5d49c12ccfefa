"""How long "what is free in the next 60 days over 300 things" takes at two million reservations.

python -m bench.booking_free --database sqlite:////tmp/free.sqlite3 [--things 300] [--reservations 2000000]

Makes an empty database of its own: things with eight slots a day for sixty days, a share of them full, and reservations of
the past years beside them. Prints the median and the slowest of fifty askings of each question.
"""

import argparse
import os
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any

DAYS, A_DAY, ASKED = 60, 8, 50


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", required=True)
    parser.add_argument("--things", type=int, default=300)
    parser.add_argument("--reservations", type=int, default=2_000_000)
    options = parser.parse_args()
    os.environ.setdefault("MADOGUCHI_DEMO", "1")
    os.environ["MADOGUCHI_DATABASE"] = options.database
    os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.site.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from madoguchi.engines.booking import public as booking

    call_command("migrate", verbosity=0, skip_checks=True)
    at = timezone.now()
    if not booking.Slot.objects.exists():
        make(options.things, options.reservations)
    codes = sorted(set(booking.Slot.objects.values_list("bookable", flat=True)))
    first = timezone.localtime(at).date()
    ask("free days of all", lambda: booking.free_days(codes, first, first + timedelta(days=DAYS), at=at))
    ask("first free of each", lambda: booking.first_of_each(codes, at=at))
    ask("first free of all", lambda: booking.first_free(codes, at=at))
    ask("a week of one", lambda: list(booking.slots_of(codes[7], first, first + timedelta(days=6))))
    print(f"{len(codes)} things, {booking.Slot.objects.count()} slots, {booking.Reservation.objects.count()} reservations")


def ask(name: str, question: Callable[[], Any]) -> None:
    took = []
    for _n in range(ASKED):
        began = time.perf_counter()
        question()
        took.append((time.perf_counter() - began) * 1000)
    print(f"{name}: median {median(took):.1f} ms, slowest {max(took):.1f} ms")


def make(things: int, reservations: int) -> None:
    """Slots through the models; reservations by the database itself, for their number's sake."""
    from django.db import connection
    from django.utils import timezone

    from madoguchi.engines.booking import public as booking
    from madoguchi.engines.booking.testing import a_bookable

    now = timezone.localtime()
    version = a_bookable(now)
    booking.Slot.objects.all().delete()
    rows = []
    for thing in range(things):
        for day in range(DAYS):
            for hour in range(A_DAY):
                begins = (now + timedelta(days=day + 1)).replace(hour=9 + hour, minute=0, second=0, microsecond=0)
                full = (thing + day + hour) % 3 == 0
                rows.append(
                    booking.Slot(
                        bookable=f"thing-{thing:03d}", version=version, section="kodomo", day=begins.date(), starts_at=begins,
                        ends_at=begins + timedelta(hours=1), opens_at=now - timedelta(days=1), closes_at=begins, capacity=4,
                        free=0 if full else 4,
                    )
                )  # fmt: skip
    booking.Slot.objects.bulk_create(rows, batch_size=2000)
    print(f"{len(rows)} slots; now the reservations", flush=True)
    past(version.pk, things, reservations)
    with connection.cursor() as cursor:
        # On PostgreSQL a table that was filled a minute ago has not been cleaned up yet; in service that is done by itself.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def past(version: int, things: int, count: int) -> None:
    from django.db import connection

    postgres = connection.vendor == "postgresql"
    numbers = (
        f"SELECT n FROM generate_series(1, {count}) AS g(n)"
        if postgres
        else f"WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < {count}) SELECT n FROM g"
    )
    key = "md5(n::text)::uuid" if postgres else "printf('%032x', n)"
    when = "now() - (n % 1500 + 2) * interval '1 day'" if postgres else "datetime('now', '-' || (n % 1500 + 2) || ' days')"
    later = "now() - (n % 1500 + 1) * interval '1 day'" if postgres else "datetime('now', '-' || (n % 1500 + 1) || ' days')"
    empty = "'[]'::jsonb" if postgres else "'[]'"
    nothing = "''::bytea" if postgres else "x''"
    thing = f"'thing-' || (n % {things})"
    with connection.cursor() as cursor:
        cursor.execute(f"""INSERT INTO mado_booking_hold (id, bookable, holder, party, extras, why, made_at, ended_by)
            SELECT {key}, {thing}, 'bench', 1, {empty}, 'booking', {when}, '' FROM ({numbers}) s""")
        cursor.execute(f"""INSERT INTO mado_booking_reservation (id, number, hold_id, bookable, track, version_id, section,
            starts_at,
            ends_at, party, scope, who, phone_mark, sealed, fee_yen, way, language, asked_digest, made_by, made_at, confirmed_at)
            SELECT {key}, 'B' || n, {key}, {thing}, '', {version}, 'kodomo', {when}, {later}, 1, 'x', '', '',
            {nothing}, 0, 'api', 'ja',
            '', 'bench', {when}, {when} FROM ({numbers}) s""")


if __name__ == "__main__":
    main()
