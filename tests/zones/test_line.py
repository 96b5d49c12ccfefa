"""The line between the two sides breaks, and either side is killed without warning: nothing is lost, doubled or reordered."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ready import a_postgres
from tests.zones.cutting import Cutter
from tests.zones.sides import Side, free_port, two_sides


def go_through(folder: Path, *, applications: int, kills: int, patience: float, seed: int, databases: Any = ("", "")) -> None:
    """So many applications, from handing in to reading the decision, over a line that breaks."""
    chance, port = random.Random(seed), free_port()
    line = Cutter(port, seed)
    public, office = two_sides(folder, through=line.port, databases=databases)
    public.port = port
    resident = f"resident {applications} forever"
    pool = [(public, "serve"), (public, resident), (office, "worker"), (office, "clerk forever")]
    try:
        for side, name in pool:
            side.start(name)
        ends = time.monotonic() + patience
        next_kill = time.monotonic() + chance.uniform(6, 9)
        while public.processes[resident].poll() is None and time.monotonic() < ends:
            time.sleep(0.2)
            if kills and time.monotonic() > next_kill:
                side, name = chance.choice(pool)
                side.kill(name)
                side.start(name)
                kills, next_kill = kills - 1, time.monotonic() + chance.uniform(2, 6)
        assert public.processes[resident].poll() == 0, why(public, office)
        line.uncertain = False
        wait_until(lambda: settled(public, office), 600, public, office)
    finally:
        public.stop_all()
        office.stop_all()
        line.close()
    assert line.cuts, "the line was never cut"
    compare(public.state(), office.state(), applications)


def settled(public: Side, office: Side) -> bool:
    """Both ledgers are empty, and every case is over on both sides."""
    one, other = public.state(), office.state()
    quiet = all(row[4] for row in one["out"] + other["out"]) and all(row[4] == "taken" for row in one["in"] + other["in"])
    known = [*one["applications"].values(), *other["applications"].values()]
    return quiet and all(each["over"] and each["notices"][0][2] for each in known)


def wait_until(true: Any, patience: float, *sides: Side) -> None:
    ends = time.monotonic() + patience
    while not true():
        assert time.monotonic() < ends, why(*sides)
        time.sleep(0.5)


def why(*sides: Side) -> str:
    """What was left undone, for whoever reads the failure."""
    told = []
    for side in sides:
        state = side.state()
        logs = "\n".join(f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in side.home.glob("*.log"))
        ledgers = f"out {state['out'][-6:]}\nin {state['in'][-6:]}\ndead {state['dead']}"
        told.append(f"--- {side.zone}\n{state['applications']}\n{ledgers}\n{logs}")
    return "\n".join(told)


def compare(public: dict[str, Any], office: dict[str, Any], applications: int) -> None:
    """Nothing lost, nothing twice, nothing in another order."""
    assert len(public["applications"]) == len(office["applications"]) == applications
    for number, mine in public["applications"].items():
        theirs = office["applications"][number]
        for what in (
            "id",
            "digest",
            "files",
            "case",
            "over",
            "events",
            "corrections",
            "messages",
            "decisions",
            "notices",
            "revisions",
        ):
            assert mine[what] == theirs[what], (number, what, mine[what], theirs[what])
        kinds = [kind for _, kind in mine["events"]]
        assert len(set(map(tuple, mine["events"]))) == len(mine["events"])
        assert kinds.count("cases.submitted") == kinds.count("cases.corrected") == kinds.count("cases.notified") == 1
        assert kinds.index("cases.submitted") < kinds.index("cases.correction-requested") < kinds.index("cases.corrected")
        assert [text for _, text, _ in mine["messages"]] == ["電話番号をお知らせください。", f"{number} を直しました。"]
        assert [ending for _, ending in mine["corrections"]] == ["answered"]
        assert len(mine["decisions"]) == len(mine["notices"]) == 1
    for out, into in ((public["out"], office["in"]), (office["out"], public["in"])):
        assert [row[0] for row in out] == list(range(1, len(out) + 1))
        assert [row[:4] for row in out] == [row[:4] for row in into]
    assert public["dead"] == office["dead"] == []
    assert public["office_rows"] == {}


@pytest.mark.long
def test_line__cut_at_random_and_sides_killed__nothing_lost_doubled_or_reordered(tmp_path: Path) -> None:
    go_through(tmp_path, applications=2, kills=2, patience=1200, seed=3)


@pytest.fixture
def two_postgres_databases() -> Iterator[tuple[str, str]]:
    with a_postgres("zones") as one, a_postgres("zones") as other:
        yield one, other


@pytest.mark.long
def test_line__two_postgresql_databases__nothing_lost_doubled_or_reordered(
    tmp_path: Path, two_postgres_databases: tuple[str, str]
) -> None:
    go_through(tmp_path, applications=2, kills=1, patience=1200, seed=9, databases=two_postgres_databases)
