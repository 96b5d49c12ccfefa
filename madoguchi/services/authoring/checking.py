"""What is to be said about a manuscript: mistakes, advice, its examples; each at the place in the text where it is mended."""

from dataclasses import dataclass, field
from typing import Any

from madoguchi.city import public as city
from madoguchi.city.public import Coverage, Document, Example, Finding, Level, Path, World
from madoguchi.engines.cases.public import Procedure
from madoguchi.services.authoring.advice import advise
from madoguchi.services.authoring.body import Body, given, marked


@dataclass(frozen=True)
class Note:
    """A finding with the place in the manuscript."""

    path: Path
    finding: Finding

    @property
    def is_error(self) -> bool:
        return self.finding.level is Level.ERROR

    def said(self, language: str) -> str:
        return self.finding.en if language == "en" else self.finding.ja


@dataclass
class Looked:
    """`definition` is None while a mistake makes it unreadable."""

    world: World
    document: Document
    notes: list[Note] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)

    @property
    def definition(self) -> Procedure | None:
        found = self.document.definition
        return found if isinstance(found, Procedure) else None

    @property
    def resolved(self) -> dict[str, Any] | None:
        """The text with the blocks' questions in it."""
        return self.document.resolved

    @property
    def sha256(self) -> str:
        return self.document.sha256

    @property
    def errors(self) -> list[Note]:
        return [note for note in self.notes if note.is_error]

    @property
    def warnings(self) -> list[Note]:
        return [note for note in self.notes if not note.is_error]

    def under(self, path: Path) -> list[Note]:
        """Notes about a place and what lies in it."""
        return [note for note in self.notes if note.path[: len(path)] == path]


def looked_over(body: Body, *, run: bool = True) -> Looked:
    """Check it among what is in force; with `run` its examples too. Three queries, whatever it says."""
    definitions, paths = [], {}
    for kind, raw in given(body):
        file = f"{kind}/{raw.get('code', '')}"
        top, paths[file] = marked(raw, file)
        definitions.append((kind, top, _above(kind, raw)))
    world, documents = city.tried([(kind, top) for kind, top, _ in definitions])
    looked = Looked(world, documents[-1])
    above = {document.file: where for document, (_, _, where) in zip(documents, definitions, strict=True)}
    findings = list(world.findings)
    if looked.definition is not None:
        findings += [finding.at(*looked.document.place_of(finding.path)) for finding in advise(looked.definition, world)]
    for finding in findings:
        if finding.file in paths:
            numbered = paths[finding.file]
            looked.notes.append(Note((*above[finding.file], *numbered[min(finding.line, len(numbered) - 1)]), finding))
    looked.notes = _once(looked.notes)
    if run and looked.definition is not None:
        for one in city.run_examples(world, {looked.document.code}):
            if one.kind == "procedure":
                looked.examples = [example for example, _line in one.examples]
                looked.coverage = one.coverage
    return looked


def _above(kind: str, raw: dict[str, Any]) -> Path:
    return (kind,) if kind == "procedure" else (kind, str(raw.get("code", "")))


def _once(notes: list[Note]) -> list[Note]:
    """The same sentence at the same place once; mistakes before advice."""
    seen = {(note.path, note.finding.ja): note for note in notes}
    return sorted(seen.values(), key=lambda note: not note.is_error)
