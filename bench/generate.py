"""A generator of cases by the million: `python -m bench.generate --cases 100000 --database sqlite:////tmp/bench.sqlite3`.

Brings the database (MADOGUCHI_DATABASE) to as many cases as asked for, over three years up to now. What it leaves out
stands in docs/performance.md.
"""

import argparse
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bench.preparing import Clock, prepare, set_up

YEARS = timedelta(days=3 * 365)
OPEN = {"arrived": 20, "accepted": 15, "reviewing": 35, "correcting": 10, "proposed": 20}
"""Of a hundred open cases."""
SOURCES = ["post", "counter", "fax"]
PEOPLE_A_CASE = 4
OWN = 12
"""Cases of the resident whose pages are measured, however many there are in all."""


def generate(
    cases: int,
    *,
    share: float = 0.03,
    states: dict[str, int] | None = None,
    at: datetime | None = None,
    seed: int = 20260401,
) -> int:
    """Add that many cases, the newest `share` of them open; how many rows were written."""
    from django.utils import timezone

    from bench.bulk import AT_ONCE, flush, in_bulk
    from bench.families import Families
    from bench.stories import Plan, Writer
    from madoguchi.city.public import current
    from madoguchi.core.audit.public import seal_batch
    from madoguchi.engines.cases.models import Application

    now, chance = at or timezone.now(), Random(seed)
    version = current("procedure", "child-allowance-claim")
    if version is None:
        raise SystemExit("no procedure child-allowance-claim is in force")
    first = Application.objects.count()
    accounts, me = residents(max(cases // PEOPLE_A_CASE, 1)), resident()
    mine = OWN - Application.objects.filter(account_id=me).count()
    every = max(cases // mine, 1) if mine > 0 else 0
    writer = Writer(Families(version), staff(), chance)
    states_of = [state for state, weight in (states or OPEN).items() for _n in range(weight)]
    opened = round(cases * share)
    with in_bulk():
        for n in range(cases):
            account, source = accounts[chance.randrange(len(accounts))], "portal"
            if every and n % every == every - 1:
                account = me
            elif chance.random() < 0.3:
                account, source = None, chance.choice(SOURCES)
            state = chance.choice(states_of) if n >= cases - opened else "closed"
            moment = now - YEARS + YEARS * (n / cases) if cases > opened else now - timedelta(days=33) * (1 - n / cases)
            writer.write(Plan(first + n, moment, now, state, account, source))
            if n % AT_ONCE == AT_ONCE - 1:
                flush(writer.tables)
        flush(writer.tables)
        while seal_batch(now, size=5000):
            pass
    return sum(table.written for table in writer.tables)


def staff():
    from bench.stories import Staff
    from madoguchi.engines.people.public import Account
    from madoguchi.site.demo.cast import STAFF

    by_mail = dict(Account.objects.filter(kind="staff").values_list("email", "pk"))
    return Staff((by_mail[STAFF[0].mail], by_mail[STAFF[1].mail]), by_mail[STAFF[2].mail])


def resident() -> UUID:
    from madoguchi.engines.people.public import Account

    return Account.objects.get(email="sakura@example.jp").pk


def residents(count: int) -> list[UUID]:
    """So many accounts that nobody signs in with; those that are there first."""
    from madoguchi.engines.people.public import Account

    known = list(Account.objects.filter(email__startswith="keisoku").values_list("pk", flat=True))
    fresh = [Account(email=f"keisoku{n}@example.invalid", kind="resident", password="!") for n in range(len(known), count)]
    Account.objects.bulk_create(fresh, batch_size=2000)
    return known[:count] + [account.pk for account in fresh]


def shares(text: str) -> float:
    value = float(text) / 100
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("a percentage")
    return value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="how many cases there shall be in all")
    parser.add_argument("--open", type=shares, default=0.03, metavar="PERCENT", help="share of open cases (3)")
    parser.add_argument("--database", default="", help="address; else MADOGUCHI_DATABASE")
    asked = parser.parse_args()
    set_up(asked.database)
    clock = Clock()
    prepare()
    from madoguchi.engines.cases.public import Case, Standing

    there = Case.objects.count()
    print(f"prepared in {clock.passed():.0f} s, {there} cases there")
    if there < asked.cases:
        clock = Clock()
        rows = generate(asked.cases - there, share=asked.open)
        print(f"{asked.cases - there} cases, {rows} rows in {clock.passed():.0f} s: {rows / clock.passed():.0f} rows/s")
    print(f"{Case.objects.count()} cases, {Standing.objects.count()} open")


if __name__ == "__main__":
    main()
