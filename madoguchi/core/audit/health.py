"""What audit says of its own state: the age of the oldest unsealed entry, the last anchor, guards that are not in force."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from madoguchi.core.audit.anchoring import file_of_anchors, last_day_in
from madoguchi.core.audit.models import Anchor, Seal
from madoguchi.core.audit.queries import oldest_unsealed
from madoguchi.core.health import Finding, examines, failure, ok, warning
from madoguchi.core.schema import missing_guards

LATE = timedelta(minutes=1)
OLD = timedelta(days=2)


@examines("audit.sealing", quick=True)
def sealing(at: datetime) -> Iterator[Finding]:
    age = oldest_unsealed(at)
    if age is None or age < LATE:
        yield ok("監査の記録は封がされています。")
    else:
        yield warning(f"封のされていない監査の記録が{int(age.total_seconds())}秒前からあります。worker を動かしてください。")


@examines("audit.anchors")
def anchors(at: datetime) -> Iterator[Finding]:
    """A day that is over has its line by ten past midnight; two days without one are not chance."""
    today, file = timezone.localdate(at), file_of_anchors()
    last = Anchor.objects.order_by("-day").values_list("day", flat=True).first()
    first = Seal.objects.order_by("pk").values_list("at", flat=True).first()
    if first is None or (last is None and at - first < OLD):
        yield ok("監査の錨は、最初の日が終わると書かれます。 The first day is not over yet.")
        return
    if last is None or today - last > OLD:
        yield warning(f"監査の最後の錨は {last or '–'} です。worker を確かめてください。 The last anchor is of {last or 'no day'}.")
        return
    try:
        written = last_day_in(file)
    except OSError:
        written = None
    if written is None or written < last:
        yield warning(f"錨のファイル {file} は {written or '–'} までです。書けますか。 The file ends with {written or 'no day'}.")
        return
    yield ok(f"監査の錨: {last} まで（{file}）。別の場所に写しを置いてください。 Keep a copy elsewhere.")


@examines("database.guards")
def guards(at: datetime) -> Iterator[Finding]:
    missing = missing_guards()
    for name in missing:
        yield failure(f"データベースの守り {name} が効いていません。madoguchi migrate を実行してください。")
    if not missing:
        yield ok("データベースの守りはすべて効いています（追記専用の表、重ならない時間、親に従う所属）。")
