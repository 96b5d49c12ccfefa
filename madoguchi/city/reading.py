"""From raw data to a checked definition: blocks inlined, shaped by its model, pinned, checked against the world."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import rfc8785
from pydantic import BaseModel, ValidationError

from madoguchi.city.canonical import canonical, pinned, sha256_of
from madoguchi.city.explaining import explain, numbers_read_as_numbers
from madoguchi.city.findings import Finding, Found, Path, error
from madoguchi.city.marks import rewrite, spelling
from madoguchi.city.roots import CHECKS, RESOLVERS, ROOTS, Definition, root_of
from madoguchi.city.world import Document, World

if TYPE_CHECKING:
    from madoguchi.city.models import Version

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], data: Any) -> M:
    """Strictly, as YAML 1.2 reads: dates and times from texts, no other guessing. Raises ValidationError."""
    return model.model_validate_json(json.dumps(data, ensure_ascii=False), strict=True)


def shape(model: type[M], data: Any) -> tuple[M | None, Any, list[Finding]]:
    """The model, the data (numbers where a text is wanted turned into what was written), and what is wrong."""
    try:
        return validate(model, data), data, []
    except ValidationError as problem:
        paths = set(numbers_read_as_numbers(problem, data))
        if not paths:
            return None, data, explain(problem, model, data)

    def spelled(path: Path, value: Any) -> Any:
        return spelling(value) if path in paths else value

    data = rewrite(data, spelled)
    try:
        return validate(model, data), data, []
    except ValidationError as problem:
        return None, data, explain(problem, model, data)


def settle(world: World, documents: Iterable[Document] | None = None) -> None:
    """Resolve, shape and pin the documents (all by default), then run the rooms' checks on them."""
    chosen = [d for d in (world.documents() if documents is None else documents) if d.kind in ROOTS]
    for document in chosen:
        world.findings.extend(_resolve(document, world))
    for document in chosen:
        if document.definition is not None:
            for check in CHECKS.get(document.kind, ()):
                world.findings.extend(_placed(check(document.definition, world), document))


def _resolve(document: Document, world: World) -> list[Finding]:
    data: Any = document.written
    try:
        for resolver in RESOLVERS.get(document.kind, ()):
            data = resolver(data, world)
    except Found as found:
        return _placed(found.findings, document)
    document.resolved = data
    model = root_of(document.kind).model
    said = model, sha256_of(json.dumps(data))
    if said in _SETTLED:
        document.definition, document.canonical, document.sha256 = _SETTLED[said]
        return []
    definition, shaped, findings = shape(model, data)
    document.resolved = shaped
    if definition is None:
        return _placed(findings, document)
    try:
        text = canonical(pinned(shaped, definition))
    except rfc8785.CanonicalizationError as problem:
        return _placed(
            [error((), f"正確に保存できない値があります（{problem}）。", f"can't be kept exactly: {problem}.", "exact")],
            document,
        )
    document.definition, document.canonical, document.sha256 = definition, text, sha256_of(text)
    if shaped is data:  # else numbers were read as texts, by spellings that `said` does not hold
        if len(_SETTLED) >= KEPT:
            _SETTLED.clear()
        _SETTLED[said] = definition, text, document.sha256
    return []


def _placed(findings: Iterable[Finding], document: Document) -> list[Finding]:
    return [finding.at(*document.place_of(finding.path)) for finding in findings]


KEPT = 4000
_SETTLED: dict[tuple[type[Definition], str], tuple[Definition, str, str]] = {}
"""By what a definition says, inlined: its model, canonical text and digest. To publish one settles all; the others say the same."""
_KNOWN: dict[tuple[type[Definition], str], Definition] = {}


def is_read(version: "Version") -> bool:
    """Whether this process can give the definition without its text."""
    return (root_of(version.kind).model, version.sha256) in _KNOWN


def model_of(version: "Version") -> Definition:
    """The definition of a stored version, read once a process.

    Raises ValidationError when this release can no longer read it.
    """
    model = root_of(version.kind).model
    key = (model, version.sha256)
    if key not in _KNOWN:
        if len(_KNOWN) >= KEPT:
            _KNOWN.clear()
        _KNOWN[key] = validate(model, version.body)
    return _KNOWN[key]
