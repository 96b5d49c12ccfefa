"""Publish from the desk: one definition (and what inlines it), resolved and checked against everything in force."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.city.findings import Finding, Level, Path, error, in_order
from madoguchi.city.models import Version
from madoguchi.city.models.version import Source
from madoguchi.city.reading import settle
from madoguchi.city.stored import lock_publications, put_in_force, stored_world, world_in_force
from madoguchi.city.world import Document, World
from madoguchi.city.yaml_reader import FORBIDDEN, says_forbidden
from madoguchi.core.acting import By
from madoguchi.core.refused import NotFound, Refused


class NotPublishable(Refused):
    """`findings` says what is wrong."""

    code: ClassVar[str] = "not-publishable"
    message: ClassVar[str | Promise] = _("定義に誤りが{count}件あるため、公開できません。")

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


def proposed(kind: str, raw: dict[str, Any]) -> World:
    """The world as it would be with this definition in it, settled; for trying examples of everything."""
    world, _mine = _with(stored_world(), [(kind, raw)])
    settle(world)
    return world


def tried(given: Iterable[tuple[str, dict[str, Any]]]) -> tuple[World, list[Document]]:
    """These definitions among those in force, they alone settled: what an editor asks at every page. Findings are theirs."""
    world, mine = _with(world_in_force(), given)
    settle(world, mine)
    return world, mine


def publish(kind: str, raw: dict[str, Any], *, by: By, at: datetime) -> Version:
    """Put a definition in force. Definitions that inline it get a new version with it. Raises NotPublishable."""
    return publish_all([(kind, raw)], by=by, at=at)[0]


@transaction.atomic
def publish_all(given: Iterable[tuple[str, dict[str, Any]]], *, by: By, at: datetime) -> list[Version]:
    """Put definitions that refer to each other in force together, or none of them. Raises NotPublishable."""
    rows = lock_publications()
    world, mine = _with(stored_world(), given)
    settle(world)
    keys = {(d.kind, d.code) for d in mine}
    touched = [
        d for d in world.documents()
        if (d.kind, d.code) in keys or _differs(d, rows)
    ]  # fmt: skip
    files = {d.file for d in touched}
    wrong = [f for f in in_order(world.findings) if f.level is Level.ERROR and f.file in files]
    if wrong:
        raise NotPublishable(wrong)
    changed = [d for d in touched if _differs(d, rows)]
    put_in_force(rows, changed, [], source=Source.DESK, by=by, at=at)
    return [Version.objects.get(kind=d.kind, code=d.code, sha256=d.sha256) for d in mine]


def _with(world: World, given: Iterable[tuple[str, dict[str, Any]]]) -> tuple[World, list[Document]]:
    mine = []
    for kind, raw in given:
        code = str(raw.get("code", ""))
        document = Document(kind, code, f"{kind}/{code}", raw)
        world.add(document)
        world.findings.extend(finding.at(*document.place_of(finding.path)) for finding in _unwritable(raw, ()))
        mine.append(document)
    return world, mine


@transaction.atomic
def retire(kind: str, code: str, *, by: By, at: datetime) -> None:
    """Take a definition out of use; its versions stay. Raises NotFound, NotPublishable if others still refer to it."""
    rows = lock_publications()
    row = rows.get((kind, code))
    if row is None or row.retired_at:
        raise NotFound
    before, after = stored_world(), stored_world()
    del after.by_kind[kind][code]
    settle(before)
    settle(after)
    known = {(f.file, f.ja) for f in before.errors}
    wrong = [f for f in after.errors if (f.file, f.ja) not in known]
    if wrong:
        raise NotPublishable(wrong)
    put_in_force(rows, [], [(kind, code)], source=Source.DESK, by=by, at=at)


def _unwritable(data: Any, path: Path) -> Iterator[Finding]:
    """What a file could not say either."""
    if isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(key, str) or key == "<<" or key.startswith("$") or FORBIDDEN.search(key):
                yield error((*path, str(key)), f"項目名「{key}」は使えません。", f'the key "{key}" can\'t be used.', "key")
            yield from _unwritable(value, (*path, str(key)))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _unwritable(value, (*path, i))
    elif isinstance(data, str) and (forbidden := FORBIDDEN.search(data)):
        yield error(path, *says_forbidden(forbidden[0]), "character")


def _differs(document: Document, rows: dict[tuple[str, str], Any]) -> bool:
    row = rows.get((document.kind, document.code))
    return row is None or row.retired_at is not None or row.version.sha256 != document.sha256
