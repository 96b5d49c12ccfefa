"""The draw itself: a pure function of rules, entries and seed. No clock, no chance, no database.

Lots are put in the order of HMAC(final seed, lot). Down that order each entry takes the best of its wishes in which there
still is room. So nobody gains by not saying what they want most, and nobody gets a worse wish while a better one had room
at their turn. Where an entry may win more than once, the order is walked again for each further win.
"""

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rules:
    """`capacities`: places of each slot. `party_counts`: a party of three takes three places, otherwise one."""

    capacities: Mapping[str, int]
    wishes_most: int = 3
    wins_per_entry: int = 1
    wins_per_holder: int = 1
    party_counts: bool = True

    def units(self, party: int) -> int:
        return party if self.party_counts else 1


@dataclass(frozen=True)
class Entered:
    """An entry in the draw; `lots` are its published digests, as many as its weight."""

    id: str
    holder: str
    party: int
    wishes: tuple[str, ...]
    lots: tuple[str, ...]


@dataclass(frozen=True)
class Award:
    """`lot` is the entry's lot that came first; `rank` counts its wishes from 1."""

    entry: str
    lot: str
    slot: str
    rank: int
    round: int


@dataclass(frozen=True)
class Drawn:
    """`place` of each entry in the order (from 1) among real entries; `waiting` a slot in that order."""

    awards: tuple[Award, ...]
    place: Mapping[str, int]
    waiting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def order_of(lots: Iterable[str], seed: str) -> list[str]:
    """The lots in the order of the draw."""
    key = bytes.fromhex(seed)
    return sorted(lots, key=lambda lot: hmac.new(key, bytes.fromhex(lot), hashlib.sha256).digest())


def draw(entries: Iterable[Entered], rules: Rules, seed: str) -> Drawn:
    """Who gets what. The same entries, rules and seed give the same answer, in whatever order the entries come."""
    by_lot = {lot: entry for entry in entries for lot in entry.lots}
    turns: dict[str, tuple[str, Entered]] = {}
    for lot in order_of(by_lot, seed):
        turns.setdefault(by_lot[lot].id, (lot, by_lot[lot]))
    left = dict(rules.capacities)
    held: Counter[str] = Counter()
    won: dict[str, list[str]] = defaultdict(list)
    awards: list[Award] = []
    for turn in range(1, rules.wins_per_entry + 1):
        for lot, entry in turns.values():
            if held[entry.holder] >= rules.wins_per_holder:
                continue
            units = rules.units(entry.party)
            for rank, slot in enumerate(entry.wishes, 1):
                if slot not in won[entry.id] and left.get(slot, 0) >= units:
                    left[slot] -= units
                    held[entry.holder] += 1
                    won[entry.id].append(slot)
                    awards.append(Award(entry.id, lot, slot, rank, turn))
                    break
    place = {entry: n for n, entry in enumerate(turns, 1)}
    return Drawn(tuple(awards), place, waiting_order([entry for _lot, entry in turns.values()], won, held, rules))


def waiting_order(
    entries: Iterable[Entered], won: Mapping[str, list[str]], held: Mapping[str, int], rules: Rules
) -> dict[str, tuple[str, ...]]:
    """Who is asked next when a place comes back: in the order of the draw those who wanted it and may still win."""
    waiting: dict[str, list[str]] = {slot: [] for slot in rules.capacities}
    for entry in entries:
        mine = won.get(entry.id, [])
        if len(mine) >= rules.wins_per_entry or held.get(entry.holder, 0) >= rules.wins_per_holder:
            continue
        for slot in entry.wishes:
            if slot in waiting and slot not in mine:
                waiting[slot].append(entry.id)
    return {slot: tuple(ids) for slot, ids in waiting.items()}
