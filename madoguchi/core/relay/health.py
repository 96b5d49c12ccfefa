"""What the relay says of its own state, to `doctor` and to the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from madoguchi.core.calendar.public import in_tokyo
from madoguchi.core.health import Finding, examines, failure, ok, warning
from madoguchi.core.relay.checks import problems
from madoguchi.core.relay.lines import line
from madoguchi.core.relay.models import Incoming, Outgoing
from madoguchi.core.relay.models.incoming import Fate
from madoguchi.core.zones import Zone, zone_here

SILENT, LONG_SILENT = timedelta(minutes=5), timedelta(hours=1)


@dataclass(frozen=True)
class State:
    """Both ledgers at a glance. `waiting_since`: of the oldest that the other side has not received."""

    spoke_at: datetime | None
    trouble: str
    trouble_at: datetime | None
    sent: int
    received: int
    waiting: int
    waiting_since: datetime | None
    unsealable: int
    stuck: list[Incoming]
    refused: int


def state() -> State:
    """Six small queries."""
    into, out = line("in"), line("out")
    waiting = Outgoing.objects.filter(received_at=None)
    return State(
        spoke_at=into.spoke_at,
        trouble=into.trouble,
        trouble_at=into.trouble_at,
        sent=out.seq,
        received=into.seq,
        waiting=waiting.count(),
        waiting_since=waiting.order_by("noted_at").values_list("noted_at", flat=True).first(),
        unsealable=waiting.exclude(trouble="").count(),
        stuck=list(Incoming.objects.filter(fate=Fate.STUCK).defer("sealed").order_by("seq")[:20]),
        refused=Incoming.objects.filter(fate=Fate.REFUSED).count(),
    )


def relay(at: datetime) -> Iterator[Finding]:
    if zone_here() is Zone.ALL:
        yield ok("公開側と庁内側は分かれていません。 One side only: nothing crosses.")
        return
    for problem in problems():
        yield failure(f"{problem}。 docs/operator/zones.md")
    now = state()
    if now.trouble:
        since = f"{in_tokyo(now.trouble_at):%Y-%m-%d %H:%M} から" if now.trouble_at else ""
        yield failure(f"{since}渡しが止まっています: {now.trouble.rstrip('。')}。 The relay has stopped.")
    silent = at - now.spoke_at if now.spoke_at else None
    if silent is None:
        yield warning("もう一方の側とまだ話していません。 The two sides have not spoken yet.")
    elif silent > SILENT:
        said = f"もう一方の側と{int(silent.total_seconds() // 60)}分話していません。 No word from the other side."
        yield failure(said) if silent > LONG_SILENT else warning(said)
    else:
        yield ok(f"渡しは動いています（発信 {now.sent}、受信 {now.received}、受領待ち {now.waiting}）。 The relay works.")
    if now.unsealable:
        yield failure(
            f"封緘できない発信が{now.unsealable}件あります。`madoguchi relay status` が理由を示します。 Cannot be sealed."
        )
    if now.stuck:
        yield failure(f"実行できない受信が{len(now.stuck)}件あります。最初の理由: {now.stuck[0].reason}。 Stuck.")
    if now.refused:
        yield warning(f"決まりにより断った受信が{now.refused}件あります。 Refused by a rule; see `madoguchi relay status`.")


def register() -> None:
    examines("relay")(relay)
