"""The demo's cards that run out: a file of invented people, taken in by the real action; their notices follow by job."""

from datetime import date, datetime, timedelta

from madoguchi.core.calendar.public import months_before, today
from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people
from madoguchi.services.cards import public as cards

HEAD = "宛名番号,種別,有効期限,氏名,郵便番号,住所,方書,更新日"


def make_renewals(at: datetime) -> int:
    """Forty people over five months; none where there are some, or where the city has no rules for cards."""
    clerk = people.Account.objects.filter(email="shimin@desk.example.jp").first()
    if clerk is None or cards.Renewal.objects.exists():
        return 0
    by = people.actor_for(clerk, at, session="demo", second_factor=True)
    try:
        file = cards.take_in("有効期限（見本）.csv", a_file(today(at)).encode(), by=by, at=at)
        while cards.next_rows(str(file.id), at=at):
            pass
        cards.tell_due(at)
    except Refused:
        return 0
    for n in range(12):  # round figures of no city
        month = months_before(today(at).replace(day=1), 12 - n)
        cards.keep_figure(month, issued=50, held=1_000 + 50 * n, population=2_000, by=by, at=at)
    return 40


def a_file(day: date) -> str:
    lines = [HEAD]
    for n in range(40):
        ends = day + timedelta(days=4 * n - 8)
        renewed = (day - timedelta(days=n)).isoformat() if n % 5 == 0 else ""
        what = "電子証明書" if n % 3 else "カード"
        lines.append(f"{999990000001000 + n},{what},{ends},見本 {n + 1}号,279-0000,浦安市架空一丁目{n + 1}番1号,,{renewed}")
    return "\r\n".join(lines) + "\r\n"
