"""What audit says of its own state: the age of the oldest unsealed entry, and guards that are not in force."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from madoguchi.core.audit.queries import oldest_unsealed
from madoguchi.core.health import Finding, examines, failure, ok, warning
from madoguchi.core.schema import missing_guards

LATE = timedelta(minutes=1)


@examines("audit.sealing", quick=True)
def sealing(at: datetime) -> Iterator[Finding]:
    age = oldest_unsealed(at)
    if age is None or age < LATE:
        yield ok("監査の記録は封がされています。")
    else:
        yield warning(f"封のされていない監査の記録が{int(age.total_seconds())}秒前からあります。worker を動かしてください。")


@examines("database.guards")
def guards(at: datetime) -> Iterator[Finding]:
    missing = missing_guards()
    for name in missing:
        yield failure(f"データベースの守り {name} が効いていません。madoguchi migrate を実行してください。")
    if not missing:
        yield ok("追記専用の表はすべて守られています。")
