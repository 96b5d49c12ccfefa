"""What jobs say of their own state: workers that are behind, jobs that wait for a person, chores that fail."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from madoguchi.core.health import Finding, examines, ok, warning
from madoguchi.core.jobs.queries import chores, counts, worker_lag

LATE = timedelta(minutes=2)


@examines("jobs.lag", quick=True)
def lag(at: datetime) -> Iterator[Finding]:
    behind = worker_lag(at)
    if behind > LATE:
        yield warning(f"処理が{int(behind.total_seconds())}秒遅れています。madoguchi worker が動いているか確かめてください。")
    else:
        yield ok("処理は遅れていません。")


@examines("jobs.troubled")
def troubled(at: datetime) -> Iterator[Finding]:
    now = counts()
    if now.dead:
        yield warning(f"失敗して止まっている処理が{now.dead}件あります。窓口の「処理」の画面でやり直せます。")
    else:
        yield ok(f"失敗して止まっている処理はありません（待ち {now.waiting}、再試行 {now.retrying}）。")
    for chore in chores().filter(failures__gt=0):
        yield warning(f"定期の処理 {chore.name} が続けて{chore.failures}回失敗しました: {chore.reason}")
    for chore in chores().filter(compares=True, counted__gt=0):
        yield warning(f"照合 {chore.name} で違いが{chore.counted}件ありました。原因は記録（ログ）を確かめてください。")
