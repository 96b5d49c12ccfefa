"""Roots: which folder holds which kind of definition, and what its room does with it. Rooms fill this in `ready()`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints

from madoguchi.city.findings import Finding
from madoguchi.city.text import Text
from madoguchi.core.registry import Registry

if TYPE_CHECKING:
    from madoguchi.city.examples import Coverage, Example
    from madoguchi.city.world import World

CODE_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN, max_length=48)]

Raw = Mapping[str, Any]
D = TypeVar("D", bound="Definition")


class Part(BaseModel):
    """Any map inside a definition: unknown keys are errors; the docstring under a key is its documentation."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Definition(Part):
    """What one YAML file says. Its file is named after its code."""

    code: Code
    """Natural key, in small letters, digits and hyphens; never changes."""
    title: Text
    """Name that people read."""


@dataclass(frozen=True)
class Root:
    """A folder of definitions of one kind; `folder` ending in .yaml is a single file."""

    folder: str
    kind: str
    model: type[Definition]

    @property
    def single(self) -> bool:
        return self.folder.endswith(".yaml")


Check = Callable[[Any, "World"], Iterable[Finding]]
Resolver = Callable[[Raw, "World"], Raw]
Tester = Callable[[Any, "World"], Iterable["Example | Coverage"]]

ROOTS: Registry[Root] = Registry("definition roots")
CHECKS: dict[str, list[Check]] = {}
RESOLVERS: dict[str, list[Resolver]] = {}
TESTERS: dict[str, list[Tester]] = {}


def definition_root(folder: str, kind: str, model: type[Definition]) -> Root:
    """Say that files of `folder` are definitions of `kind`, shaped by `model`."""
    root = Root(folder.strip("/"), kind, model)
    for other in ROOTS.keys():  # noqa: SIM118
        if ROOTS.get(other).folder == root.folder and other != kind:
            raise ValueError(f"folder {folder} already holds {other}")
    if kind in ROOTS and ROOTS.get(kind) == root:
        return ROOTS.get(kind)
    return ROOTS.register(kind, root)


def root_of(kind: str) -> Root:
    return ROOTS.get(kind)


def roots() -> list[Root]:
    return [root for _, root in ROOTS.items()]


def kind_of(model: type[Definition]) -> str:
    for kind, root in ROOTS.items():
        if root.model is model:
            return kind
    raise LookupError(f"{model.__name__} is no definition root")


def register_check(kind: str, fn: Check) -> None:
    """`fn(definition, world)` yields findings with paths: references, rules between definitions."""
    _add(CHECKS, kind, fn)


def register_resolver(kind: str, fn: Resolver) -> None:
    """`fn(raw, world)` gives the raw data with blocks inlined, as a new structure; raises `Found`."""
    _add(RESOLVERS, kind, fn)


def register_tester(kind: str, fn: Tester) -> None:
    """`fn(definition, world)` runs the definition's examples and yields `Example`s and `Coverage`s."""
    _add(TESTERS, kind, fn)


def _add(table: dict[str, list[Any]], kind: str, fn: Any) -> None:
    if fn not in table.setdefault(kind, []):
        table[kind].append(fn)
