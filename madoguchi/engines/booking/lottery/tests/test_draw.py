"""The draw as a pure function: fair, repeatable, within its limits; and what the stand-alone verifier says of it."""

import copy
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.engines.booking.lottery import commitments, record, verify_lottery
from madoguchi.engines.booking.lottery.commitments import Sealed, blanks, holder_tag, new_secret
from madoguchi.engines.booking.lottery.drawing import Drawn, Entered, Rules, draw, order_of

SEED, TAG = "5e" * 32, "7a" * 32
SLOTS = ["sat-am", "sat-pm", "sun-am", "sun-pm"]


def secret_of(number: int) -> str:
    return f"{number:064x}"


def an_entry(
    number: int, *wishes: str, party: int = 1, weight: int = 1, holder: str = "", places: int = 3
) -> tuple[Entered, Sealed]:
    sealed = Sealed(secret_of(number), holder_tag(TAG, holder or f"who-{number}"), party, wishes, places)
    return Entered(f"e{number}", sealed.holder, party, wishes, sealed.lots(weight)), sealed


def a_lottery(rules: Rules, entries: list[tuple[Entered, Sealed]], entropy: str = "") -> tuple[dict[str, Any], Drawn]:
    """The whole public record, as it stands after the draw."""
    said = record.announced(
        "hall", "体育館 8月分", rules, seed=SEED, opens="2026-07-01T09:00:00+09:00", closes="2026-07-10T17:00:00+09:00",
        entropy="市の雨量計、7月11日正午の値" if entropy else "", slots={},
    )  # fmt: skip
    lots = [lot for entry, _sealed in entries for lot in entry.lots]
    shut = record.closed(said, [*lots, *(commitments.digest("blank", str(n)) for n in range(len(blanks(len(lots)))))])
    done = record.run(shut, [entry for entry, _sealed in entries], SEED, entropy)
    opened = {entry.id: (sealed, entry.lots) for entry, sealed in entries}
    return record.drawn(shut, done.awards, opened, seed=SEED, entropy=entropy), done


@st.composite
def lotteries(chance: Any) -> tuple[Rules, list[tuple[Entered, Sealed]]]:
    rooms = {slot: chance(st.integers(0, 6)) for slot in SLOTS}
    rules = Rules(rooms, 3, chance(st.integers(1, 2)), chance(st.integers(1, 3)), chance(st.booleans()))
    entries = []
    for number in range(1, chance(st.integers(0, 14)) + 1):
        wishes = chance(st.lists(st.sampled_from(SLOTS), min_size=1, max_size=3, unique=True))
        group = chance(st.sampled_from(["", "", "club-a"]))
        entries.append(an_entry(number, *wishes, party=chance(st.integers(1, 3)), weight=chance(st.integers(1, 3)), holder=group))
    return rules, entries


@settings(max_examples=60)
@given(lotteries(), st.randoms())
def test_draw__any_lottery__is_within_its_limits_and_proved_by_the_verifier(case: Any, shuffled: Any) -> None:
    """Capacities, limits, ranks; the same whatever the order of entries; every entrant's own check agrees."""
    rules, entries = case
    whole, done = a_lottery(rules, entries, entropy="12.5")
    mixed = list(entries)
    shuffled.shuffle(mixed)
    assert record.run(whole, [entry for entry, _s in mixed], SEED, "12.5") == done

    by_id = {entry.id: entry for entry, _s in entries}
    for slot, room in rules.capacities.items():
        assert sum(rules.units(by_id[a.entry].party) for a in done.awards if a.slot == slot) <= room
    for award in done.awards:
        assert by_id[award.entry].wishes[award.rank - 1] == award.slot
    for holder in {entry.holder for entry, _s in entries}:
        assert sum(by_id[a.entry].holder == holder for a in done.awards) <= rules.wins_per_holder

    assert verify_lottery.check_record(whole)
    for entry, sealed in entries:
        verify_lottery.check_receipt(whole, record.receipt(entry.id, sealed, len(entry.lots)))


@settings(max_examples=40)
@given(lotteries())
def test_draw__nobody_waits__for_what_still_has_room_for_them(case: Any) -> None:
    """No place is left empty that somebody who may still win wished for and would fit into (round by round)."""
    rules, entries = case
    _whole, done = a_lottery(rules, entries)
    by_id = {entry.id: entry for entry, _s in entries}
    left = dict(rules.capacities)
    for award in done.awards:
        left[award.slot] -= rules.units(by_id[award.entry].party)
    for slot, waiting in done.waiting.items():
        assert all(left[slot] < rules.units(by_id[one].party) for one in waiting)
        assert list(waiting) == sorted(waiting, key=lambda one: done.place[one])


def test_draw__many_seeds__are_fair_to_each_entry_and_each_lot() -> None:
    """One place, five equal entries and one of weight 2: chances 1/7 each and 2/7, within four standard deviations."""
    entries = [an_entry(n, "sat-am", weight=2 if n == 6 else 1)[0] for n in range(1, 7)]
    rules, rounds = Rules({"sat-am": 1}), 4000
    won = dict.fromkeys((entry.id for entry in entries), 0)
    for n in range(rounds):
        won[draw(entries, rules, commitments.digest("seed", str(n))).awards[0].entry] += 1
    for entry in entries:
        chance = len(entry.lots) / 7
        assert abs(won[entry.id] - rounds * chance) < 4 * (rounds * chance * (1 - chance)) ** 0.5


def test_order__of_lots__has_every_place_equally_often() -> None:
    """Chi-square over the places of eight lots in 4,000 orders, below the 1-in-1,000 bound for 49 degrees of freedom."""
    lots, rounds = [secret_of(n) for n in range(8)], 4000
    seen = {(lot, place): 0 for lot in lots for place in range(8)}
    for n in range(rounds):
        for place, lot in enumerate(order_of(lots, commitments.digest("order", str(n)))):
            seen[lot, place] += 1
    expected = rounds / 8
    assert sum((count - expected) ** 2 / expected for count in seen.values()) < 85.4


def test_draw__group_at_its_limit__lets_the_next_one_through() -> None:
    entries = [an_entry(1, "sat-am", holder="club"), an_entry(2, "sat-am", holder="club"), an_entry(3, "sat-am")]
    whole, done = a_lottery(Rules({"sat-am": 3}, wins_per_holder=1), entries)
    assert len(done.awards) == 2
    assert {a.entry for a in done.awards} >= {"e3"}
    assert verify_lottery.check_record(whole)


def test_list__small_draw__names_nobody_and_hides_how_many() -> None:
    """Three entrants: 64 lots alike; what is open of a winner is place, party, and a tag that leads nowhere."""
    entries = [an_entry(n, "sat-am", "sun-pm", party=2) for n in (1, 2, 3)]
    whole, done = a_lottery(Rules({"sat-am": 2, "sun-pm": 0}), entries)
    assert len(whole["lots"]) == 64
    assert len(done.awards) == 1
    text = json.dumps(whole)
    assert "who-" not in text
    assert "sun-pm" not in json.dumps(whole["awards"])
    assert [len(blanks(n)) + n for n in (0, 47, 48, 49, 1000)] == [64, 64, 64, 128, 1024]


def tampered(whole: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    def changed(change: Any) -> dict[str, Any]:
        other = copy.deepcopy(whole)
        change(other)
        return other

    def list_again(other: dict[str, Any], lots: list[str]) -> None:
        other.update(lots=sorted(lots), lots_digest=commitments.list_digest(lots))

    return [
        ("rules", changed(lambda r: r["announced"]["slots"][0].update(capacity=9))),
        ("seed", changed(lambda r: r.update(seed="00" * 32))),
        ("list shortened", changed(lambda r: r["lots"].pop())),
        ("list renewed", changed(lambda r: list_again(r, [*r["lots"], secret_of(99)]))),
        ("figure missing", changed(lambda r: r.update(entropy=""))),
        ("figure other", changed(lambda r: r.update(entropy="13.0"))),
        ("award doubled", changed(lambda r: r["awards"].append(r["awards"][-1]))),
        ("slot other", changed(lambda r: r["awards"][0].update(slot="sun-pm"))),
        ("wish other", changed(lambda r: r["awards"][0]["parts"]["wish-1"].update(value="sun-pm"))),
        ("party other", changed(lambda r: r["awards"][0]["parts"]["party"].update(value=0))),
        ("not in list", changed(lambda r: r["awards"][0].update(lot=secret_of(98)))),
        ("shape", changed(lambda r: r.pop("awards"))),
    ]


def test_verifier__anything_changed_afterwards__is_found(tmp_path: Path) -> None:
    entries = [an_entry(n, "sat-am") for n in range(1, 9)]
    whole, done = a_lottery(Rules({"sat-am": 4, "sun-pm": 1}), entries, entropy="12.5")
    for name, other in tampered(whole):
        (tmp_path / "r.json").write_text(json.dumps(other), encoding="utf-8")
        noted = ["--lots-digest", whole["lots_digest"]]
        assert verify_lottery.main([str(tmp_path / "r.json"), *noted]) == 1, name

    loser = next(e for e, _s in entries if e.id not in {a.entry for a in done.awards})
    sealed = next(s for e, s in entries if e.id == loser.id)
    mine = record.receipt("x", sealed, 1)
    passed_over = copy.deepcopy(whole)
    del passed_over["awards"][-1]
    last = next(e for e, _s in entries if e.id == done.awards[-1].entry)
    theirs = record.receipt("y", next(s for e, s in entries if e.id == last.id), 1)
    verify_lottery.check_receipt(whole, mine)
    with pytest.raises(verify_lottery.Wrong):
        verify_lottery.check_receipt(passed_over, theirs)
    with pytest.raises(verify_lottery.Wrong):
        verify_lottery.check_receipt(whole, {**mine, "wishes": ["sun-pm"]})


def test_verifier__as_a_file__runs_alone_with_the_standard_library(tmp_path: Path) -> None:
    entries = [an_entry(n, "sat-am", "sun-am") for n in (1, 2, 3)]
    whole, _done = a_lottery(Rules({"sat-am": 1, "sun-am": 1}), entries)
    (tmp_path / "record.json").write_text(json.dumps(whole), encoding="utf-8")
    (tmp_path / "mine.json").write_text(json.dumps(record.receipt("e1", entries[0][1], 1)), encoding="utf-8")
    alone = tmp_path / "verify_lottery.py"
    alone.write_bytes(Path(verify_lottery.__file__).read_bytes())
    command = [sys.executable, "-I", "-S", str(alone), "record.json", "mine.json"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1"})
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "一覧にあります" in ran.stdout
    assert verify_lottery.main([str(tmp_path / "nothing.json")]) == 2


def test_draw__fifty_thousand_entries__takes_seconds() -> None:
    """The promise is ten seconds with the database; the pure part of it has to stay far below."""
    wishes = [f"s{n}" for n in range(300)]
    entries = [
        Entered(f"e{n}", f"h{n}", 1, (wishes[n % 300], wishes[n * 7 % 300]), (commitments.digest("lot", str(n)),))
        for n in range(50_000)
    ]
    began = time.process_time()
    done = draw(entries, Rules(dict.fromkeys(wishes, 20)), SEED)
    assert time.process_time() - began < 5
    assert len(done.awards) <= 6000
    assert new_secret() != new_secret()
