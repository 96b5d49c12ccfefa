"""Export: writes what is in force back into a folder. A file that already says the same is left as it is."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from madoguchi.city.folder import read_folder
from madoguchi.city.models import Publication
from madoguchi.city.reading import settle
from madoguchi.city.roots import ROOTS, root_of
from madoguchi.city.stored import stored_world
from madoguchi.city.text import LANGUAGES, Text
from madoguchi.city.world import Document, World
from madoguchi.city.yaml_writer import write_yaml


@dataclass
class Exported:
    """`extra` are files of definitions that are not in force; `differing` should be empty."""

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)


def export_folder(folder: Path, *, prune: bool = False) -> Exported:
    """Write every definition in force; read the folder again and compare. `prune` removes files of retired ones."""
    folder.mkdir(parents=True, exist_ok=True)
    there = read_folder(folder)
    rows = [row for row in Publication.objects.in_force().select_related("version") if row.kind in ROOTS]
    done = Exported()
    world = stored_world()
    settle(world)
    wanted: dict[tuple[str, str], str] = {}
    for row in rows:
        key = (row.kind, row.code)
        wanted[key] = row.version.sha256
        known = there.document(*key)
        path = _path(folder, *key, known)
        name = path.relative_to(folder).as_posix()
        if known is not None and known.sha256 == row.version.sha256:
            done.same.append(name)
            continue
        document = world.document(*key)
        still = document is not None and document.sha256 == row.version.sha256
        written = document.written if document and still else row.version.body
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_yaml(in_order_of(written, document)), encoding="utf-8", newline="\n")
        done.written.append(name)
    for document in there.documents():
        if (document.kind, document.code) not in wanted:
            _leave(folder, document, done, prune)
    _compare(read_folder(folder), wanted, done)
    return done


def in_order_of(data: dict[str, Any], document: Document | None) -> dict[str, Any]:
    """Keys in the order of the model, so that a definition always looks the same."""
    ordered = _ordered(data, document.definition if document else None)
    assert isinstance(ordered, dict)
    return ordered


def _ordered(data: Any, seen: Any) -> Any:
    if isinstance(data, list):
        items = seen if isinstance(seen, list | tuple) and len(seen) == len(data) else [None] * len(data)
        return [_ordered(value, items[i]) for i, value in enumerate(data)]
    if not isinstance(data, dict):
        return data
    if isinstance(seen, Text):
        return {lang: data[lang] for lang in LANGUAGES if lang in data}
    if not isinstance(seen, BaseModel):
        inside = seen if isinstance(seen, dict) else {}
        return {key: _ordered(value, inside.get(key)) for key, value in data.items()}
    names = {info.alias or name: name for name, info in type(seen).model_fields.items()}
    known = {key: _ordered(data[key], getattr(seen, name)) for key, name in names.items() if key in data}
    return known | {key: _ordered(value, None) for key, value in data.items() if key not in known}


def _path(folder: Path, kind: str, code: str, known: Document | None) -> Path:
    if known is not None:
        return folder / known.file
    root = root_of(kind)
    return folder / root.folder if root.single else folder / root.folder / f"{code}.yaml"


def _leave(folder: Path, document: Document, done: Exported, prune: bool) -> None:
    retired = Publication.objects.filter(kind=document.kind, code=document.code).exclude(retired_at=None).exists()
    if prune and retired:
        (folder / document.file).unlink()
        done.removed.append(document.file)
    else:
        done.extra.append(document.file)


def _compare(world: World, wanted: dict[tuple[str, str], str], done: Exported) -> None:
    for (kind, code), sha256 in wanted.items():
        document = world.document(kind, code)
        if document is None or document.sha256 != sha256:
            done.differing.append(f"{kind} {code}")
