"""Examples: the proof that a definition carries of itself, run by the testers that rooms registered."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from madoguchi.city.findings import Path
from madoguchi.city.roots import TESTERS
from madoguchi.city.text import Text
from madoguchi.city.world import World


@dataclass(frozen=True)
class Example:
    """One example run: `wrong` holds a sentence for everything that came out otherwise than expected."""

    name: str
    wrong: list[Text] = field(default_factory=list)
    path: Path = ()

    @property
    def passed(self) -> bool:
        return not self.wrong


@dataclass(frozen=True)
class Coverage:
    """How much of a definition its examples touch: pages, branches, results."""

    what: str
    seen: int
    of: int
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """What the testers said about one definition."""

    kind: str
    code: str
    file: str
    examples: list[tuple[Example, int]]
    coverage: list[Coverage]


def run_examples(world: World, only: set[str] | None = None) -> Iterator[Run]:
    """Every definition that has a tester, in order; `only` names codes."""
    for kind in sorted(TESTERS):
        for document in world.documents(kind):
            if document.definition is None or (only and document.code not in only):
                continue
            said = [item for tester in TESTERS[kind] for item in tester(document.definition, world)]
            examples = [(item, document.line_of(item.path)) for item in said if isinstance(item, Example)]
            coverage = [item for item in said if isinstance(item, Coverage)]
            if examples or coverage:
                yield Run(kind, document.code, document.file, examples, coverage)
