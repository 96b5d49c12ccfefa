"""The evaluation: queries with graded answers, and how well an answer does."""

from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

import yaml

from madoguchi.engines.knowledge import public as knowledge

QUERIES = Path(__file__).parent / "queries"
DEPTH = 10


@dataclass(frozen=True)
class Asked:
    """`want`: grades by `kind:code`: 3 what was meant, 2 good too, 1 better than nothing."""

    query: str
    want: dict[str, int]

    def answers(self) -> list[str]:
        return [f"{one.entry.kind}:{one.entry.code}" for one in knowledge.search(self.query, limit=DEPTH).results]

    def succeeds(self, answers: list[str]) -> bool:
        """Something that is at least good stands among the first three."""
        return any(self.want.get(one, 0) >= 2 for one in answers[:3])

    def ndcg(self, answers: list[str]) -> float:
        best = _gain(sorted(self.want.values(), reverse=True)[:DEPTH])
        return _gain([self.want.get(one, 0) for one in answers]) / best


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def queries(name: str) -> list[Asked]:
    rows: list[dict[str, Any]] = yaml.safe_load((QUERIES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [Asked(row["q"], row["want"]) for row in rows]
