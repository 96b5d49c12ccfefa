"""The demo starts, the tour goes round, the demo stops; a second start keeps what was done."""

from pathlib import Path

from tests.house import a_house


def test_tour__on_a_fresh_demo__goes_all_the_way_round(tmp_path: Path) -> None:
    with a_house(tmp_path, size="0.1") as house:
        done = house.run("tour", house.url)
        assert done.returncode == 0, done.stdout + done.stderr
        for step in ("受理する", "受領する", "住民が直す", "起案する — 却下", "一回りしました"):
            assert step in done.stdout
    with a_house(tmp_path, size="0.1") as house:
        again = house.run("doctor")
        assert again.returncode == 0, again.stdout
