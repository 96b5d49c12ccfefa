"""What is to be said about a manuscript: mistakes, advice, its examples; each at the place in the text where it is mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from madoguchi.city import public as city
from madoguchi.city.public import Coverage, Document, Example, Finding, Level, Path, World
from madoguchi.engines.cases.public import Procedure
from madoguchi.services.authoring.advice import advise
from madoguchi.services.authoring.body import Body, given, kind_of, main_of, marked
from madoguchi.services.authoring.sharing import concerned, sample_of, sketch_of
from madoguchi.services.authoring.wording import named, place_in_words, plainly, sheet_of_whole

LANGUAGES = {"no-en", "no-easy"}
IN_NEITHER = "英語とやさしい日本語の文がありません", "no text in English or easy Japanese"


@dataclass(frozen=True)
class Note:
    """A finding with the place in the manuscript."""

    path: Path
    finding: Finding
    within: str = ""
    """The page and the question that it is about, where the list does not stand beside them."""

    @property
    def sheet(self) -> str:
        """The form in which it is mended, where that is one about the whole procedure."""
        return sheet_of_whole(self.path)

    @property
    def is_error(self) -> bool:
        return self.finding.level is Level.ERROR

    @property
    def words(self) -> str:
        return plainly(self.finding, self.path)

    @property
    def about(self) -> str:
        return named(self.path)


@dataclass
class Looked:
    """`definition` is None while a mistake makes it unreadable."""

    world: World
    document: Document
    notes: list[Note] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    concerned: list[Document] = field(default_factory=list)
    """Of a block: the procedures that change with it, as they will be."""
    of_concerned: list[tuple[Document, list[Example]]] = field(default_factory=list)
    sample: Procedure | None = None
    """Of a block, a procedure that asks nothing else; of a procedure with mistakes, its pages alone."""
    coverage: list[Coverage] = field(default_factory=list)

    @property
    def definition(self) -> Procedure | None:
        found = self.document.definition
        return found if isinstance(found, Procedure) else None

    @property
    def form(self) -> Procedure | None:
        """The form that is being made; of a block its sample."""
        return self.definition or self.sample

    def shown(self, of: str) -> Procedure | None:
        """The form to look at: of a block, one of the procedures that change with it or the sample."""
        found = [one.definition for one in self.concerned if one.code == of and isinstance(one.definition, Procedure)]
        return found[0] if found else self.form

    @property
    def all_examples(self) -> list[Example]:
        return [*self.examples, *(one for _, examples in self.of_concerned for one in examples)]

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
    """Check it among what is in force; with `run` its examples too. As many queries whatever it says."""
    definitions, paths = [], {}
    for kind, raw in given(body):
        file = f"{kind}/{raw.get('code', '')}"
        top, paths[file] = marked(raw, file)
        definitions.append((kind, top, _above(kind, raw)))
    tops = [(kind, top) for kind, top, _ in definitions]
    changing = concerned(str(main_of(body).get("code", ""))) if kind_of(body) == "block" else []
    world, documents = city.tried([*tops, *(("procedure", raw) for raw in changing)])
    looked = Looked(world, documents[len(tops) - 1], concerned=documents[len(tops) :])
    findings = list(world.findings)
    if kind_of(body) == "block":
        findings += _with_sample(looked, tops)
    elif looked.definition is None:
        found = city.tried([*tops[:-1], ("procedure", sketch_of(main_of(body)))])[1][-1].definition
        looked.sample = found if isinstance(found, Procedure) else None
    else:
        findings += [finding.at(*looked.document.place_of(finding.path)) for finding in advise(looked.definition, world)]
    above = {document.file: where for document, (_, _, where) in zip(documents, definitions, strict=False)}
    titles = {one.file: title_of(one.written) for one in looked.concerned}
    for finding in findings:
        if finding.file in paths:
            numbered = paths[finding.file]
            path = (*above[finding.file], *numbered[min(finding.line, len(numbered) - 1)])
            if finding.code == "missing":  # what is not there has no number of its own
                path = (*path, finding.path[-1])
            path = _at_its_notice(finding, path, body)
            looked.notes.append(Note(path, finding, place_in_words(body, path)))
        elif finding.file in titles and finding.level is Level.ERROR:
            looked.notes.append(Note(("block",), _about(finding, *titles[finding.file])))
    looked.notes = _once(looked.notes)
    if run:
        _run(looked)
    return looked


def _with_sample(looked: Looked, tops: list[tuple[str, Any]]) -> list[Finding]:
    """The sample made, and what is said about the block's questions because of it. What a paper's condition means only the
    procedures can tell that use it.
    """
    world, documents = city.tried([*tops, ("procedure", sample_of(tops[-1][1]))])
    document = documents[-1]
    if not isinstance(document.definition, Procedure):
        return [] if looked.concerned else [one for one in world.findings if one.file == looked.document.file]
    looked.sample = document.definition
    advice = [finding.at(*document.place_of(finding.path)) for finding in advise(looked.sample, world)]
    found = [] if looked.concerned else [one for one in world.findings if one.path[:1] != ("attach",)]
    return [one for one in [*found, *advice] if one.file == looked.document.file]


def _about(finding: Finding, ja: str, en: str) -> Finding:
    """Said of a procedure that changes with the block."""
    return replace(finding, ja=f"{ja}：{finding.ja}", en=f"{en}: {finding.en}")


def title_of(raw: Mapping[str, Any]) -> tuple[str, str]:
    """In Japanese and English, of a definition as it was written."""
    title = raw.get("title", "")
    if isinstance(title, Mapping):
        return str(title.get("ja", "")), str(title.get("en") or title.get("ja", ""))
    return str(title), str(title)


def _run(looked: Looked) -> None:
    """The examples of the definition; of a block those of all that change with it."""
    codes = {one.code: one for one in [looked.document, *looked.concerned] if isinstance(one.definition, Procedure)}
    if not codes:
        return
    for one in city.run_examples(looked.world, set(codes)):
        if one.kind != "procedure":
            continue
        examples = [example for example, _line in one.examples]
        if looked.definition is not None:
            looked.examples, looked.coverage = examples, one.coverage
        else:
            looked.of_concerned.append((codes[one.code], examples))


def _at_its_notice(finding: Finding, path: Path, body: Body) -> Path:
    """What a notice lacks is mended in the notice, if it goes with the manuscript."""
    code = str((main_of(body).get("results") or {}).get("refuse", ""))
    return ("notice", code) if finding.code in {"no-remedies", "no-reason"} and code in body.get("notice", {}) else path


def _above(kind: str, raw: dict[str, Any]) -> Path:
    return (kind,) if kind in {"procedure", "block"} else (kind, str(raw.get("code", "")))


def _once(notes: list[Note]) -> list[Note]:
    """The same sentence at the same place once, of a text without two languages one; mistakes before advice."""
    seen = {(note.path, note.finding.code if note.finding.code in LANGUAGES else note.finding.ja): note for note in notes}
    for path, code in list(seen):
        if code == "no-en" and (path, "no-easy") in seen:
            del seen[path, "no-easy"]
            finding = replace(seen[path, code].finding, ja=IN_NEITHER[0], en=IN_NEITHER[1])
            seen[path, code] = replace(seen[path, code], finding=finding)
    return sorted(seen.values(), key=lambda note: not note.is_error)
