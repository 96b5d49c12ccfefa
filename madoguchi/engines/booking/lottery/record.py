"""The public record of a lottery: one JSON file that grows (announced, closed, drawn), and the receipt of an entry."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from madoguchi.engines.booking.lottery.commitments import FORMAT, Sealed, final_seed, list_digest, rules_digest, seed_digest
from madoguchi.engines.booking.lottery.drawing import Award, Drawn, Entered, Rules, draw


def announced(
    code: str, title: str, rules: Rules, *, seed: str, opens: str, closes: str, entropy: str, slots: Mapping[str, str]
) -> dict[str, Any]:
    """What is said before the first entry. `entropy`: where the public figure will be read, and when; `slots`: titles."""
    said = {
        "lottery": code,
        "title": title,
        "opens_at": opens,
        "closes_at": closes,
        "wishes_most": rules.wishes_most,
        "wins_per_entry": rules.wins_per_entry,
        "wins_per_holder": rules.wins_per_holder,
        "party_counts": rules.party_counts,
        "slots": [{"id": id, "title": slots.get(id, id), "capacity": room} for id, room in sorted(rules.capacities.items())],
        "entropy_source": entropy,
        "seed_digest": seed_digest(seed),
    }
    return {"format": FORMAT, "announced": said, "announced_digest": rules_digest(said)}


def closed(record: Mapping[str, Any], lots: Iterable[str]) -> dict[str, Any]:
    """The record with the list of all lots, sorted, blanks among them."""
    ordered = sorted(lots)
    return {**record, "lots": ordered, "lots_digest": list_digest(ordered)}


def seed_of(record: Mapping[str, Any], seed: str, entropy: str) -> str:
    return final_seed(seed, record["announced_digest"], record["lots_digest"], entropy)


def rules_of(record: Mapping[str, Any]) -> Rules:
    said = record["announced"]
    return Rules(
        capacities={slot["id"]: slot["capacity"] for slot in said["slots"]},
        wishes_most=said["wishes_most"],
        wins_per_entry=said["wins_per_entry"],
        wins_per_holder=said["wins_per_holder"],
        party_counts=said["party_counts"],
    )


def run(record: Mapping[str, Any], entries: Iterable[Entered], seed: str, entropy: str) -> Drawn:
    """The draw of a closed record."""
    return draw(entries, rules_of(record), seed_of(record, seed, entropy))


def drawn(
    record: Mapping[str, Any],
    awards: Sequence[Award],
    sealed: Mapping[str, tuple[Sealed, tuple[str, ...]]],
    *,
    seed: str,
    entropy: str,
) -> dict[str, Any]:
    """The whole record: seed, public figure and awards, each with the leaves that prove it. `sealed` by entry id."""
    lines = []
    for award in awards:
        mine, lots = sealed[award.entry]
        parts = mine.opened(lots.index(award.lot) + 1, ("holder", "party", f"wish-{award.rank}"))
        lines.append({"round": award.round, "lot": award.lot, "slot": award.slot, "rank": award.rank, "parts": parts})
    return {**record, "seed": seed, "entropy": entropy, "awards": lines}


def receipt(code: str, sealed: Sealed, weight: int) -> dict[str, Any]:
    """What an entrant keeps: with it the verifier finds one's own lots in the list and follows them through the draw.
    Whoever has it can see the wishes, so it is nobody else's business.
    """
    return {
        "format": FORMAT,
        "receipt": code,
        "secret": sealed.secret,
        "holder": sealed.holder,
        "party": sealed.party,
        "wishes": list(sealed.wishes),
        "places": sealed.places,
        "weight": weight,
        "lots": list(sealed.lots(weight)),
    }
