"""World: all definitions side by side, whether they come from a folder, the database or the desk's editor."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from madoguchi.city.definitions.calendar import Calendar
from madoguchi.city.findings import Finding, Level, Path, error, hint, in_order, near
from madoguchi.city.marks import place_of
from madoguchi.city.roots import ROOTS, Definition, kind_of, root_of
from madoguchi.core.calendar.public import ClosedDays

D = TypeVar("D", bound=Definition)


@dataclass
class Document:
    """One definition on its way: as written, resolved, as its model, pinned."""

    kind: str
    code: str
    file: str
    written: dict[str, Any]
    resolved: dict[str, Any] | None = None
    definition: Definition | None = None
    canonical: str = ""
    sha256: str = ""

    def line_of(self, path: Path) -> int:
        return self.place_of(path)[1]

    def place_of(self, path: Path) -> tuple[str, int]:
        return place_of(self.resolved if self.resolved is not None else self.written, path, file=self.file)


@dataclass
class World:
    """Ask it about any definition by kind and code; it does not know the database."""

    origin: str = ""
    by_kind: dict[str, dict[str, Document]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        self.by_kind.setdefault(document.kind, {})[document.code] = document

    def knows(self, kind: str) -> bool:
        """Does a room that is switched on hold definitions of this kind?"""
        return kind in ROOTS

    def codes(self, kind: str) -> list[str]:
        return sorted(self.by_kind.get(kind, ()))

    def has(self, kind: str, code: str) -> bool:
        return code in self.by_kind.get(kind, ())

    def document(self, kind: str, code: str) -> Document | None:
        return self.by_kind.get(kind, {}).get(code)

    def documents(self, kind: str = "") -> Iterator[Document]:
        for one in [kind] if kind else sorted(self.by_kind):
            for code in self.codes(one):
                yield self.by_kind[one][code]

    def raw(self, kind: str, code: str) -> dict[str, Any] | None:
        """As it was written: what a resolver inlines."""
        document = self.document(kind, code)
        return document.written if document else None

    def get(self, model: type[D], code: str) -> D | None:
        """The definition, or None where there is none or it has errors of its own."""
        document = self.document(kind_of(model), code)
        return document.definition if document and isinstance(document.definition, model) else None

    def all(self, model: type[D]) -> list[D]:
        return [d.definition for d in self.documents(kind_of(model)) if isinstance(d.definition, model)]

    def closed_days(self, calendar: str = "city") -> ClosedDays:
        """Closed days by that calendar of this world; the rule of the law alone where there is none."""
        document = self.document("calendar", calendar)
        found = document.definition if document else None
        return found.closed_days() if isinstance(found, Calendar) else ClosedDays()

    def near(self, kind: str, code: str) -> list[str]:
        return near(code, self.codes(kind))

    def unknown(self, path: Path, kind: str, code: str) -> list[Finding]:
        """Findings about a reference: none when the definition exists, or when no room holds that kind."""
        if not self.knows(kind) or self.has(kind, code):
            return []
        ja, en = hint(code, self.codes(kind))
        folder = root_of(kind).folder
        return [
            error(
                path,
                f"「{code}」という定義が {folder} にありません。{ja}".rstrip(),
                f'{folder} has no "{code}".{en}',
                "unknown-reference",
            )
        ]

    @property
    def errors(self) -> list[Finding]:
        return [f for f in in_order(self.findings) if f.level is Level.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [f for f in in_order(self.findings) if f.level is Level.WARNING]
