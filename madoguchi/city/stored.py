"""The database as a world: what is in force, as it was written; and how documents become versions and publications."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.city.canonical import canonical, pinned
from madoguchi.city.events import DefinitionPublished, DefinitionRetired
from madoguchi.city.models import Change, Load, Publication, Version
from madoguchi.city.models.version import Source, without_text
from madoguchi.city.queries import forget
from madoguchi.city.reading import is_read
from madoguchi.city.roots import RESOLVERS, ROOTS
from madoguchi.city.world import Document, World
from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused

Key = tuple[str, str]


class ChangedMeanwhile(Refused):
    code: ClassVar[str] = "changed-meanwhile"
    message: ClassVar[str | Promise] = _("同じ定義がほかで公開されました。もう一度お試しください。")


def stored_world() -> World:
    """Every definition in force, as its author wrote it; to be settled."""
    world = World(origin="database")
    for row in Publication.objects.in_force().select_related("version"):
        if row.kind in ROOTS:
            world.add(Document(row.kind, row.code, f"{row.kind}/{row.code}", row.version.written))
    return world


def world_in_force() -> World:
    """The same, settled already: from what this process has read of each version. Two queries. As they were written are only
    those that others may inline, which themselves inline nothing."""
    world = World(origin="database")
    rows = Publication.objects.in_force().filter(kind__in=ROOTS.keys()).select_related("version").defer(*without_text())
    versions = [row.version for row in rows]
    lacking = {v.pk: v for v in versions if v.kind not in RESOLVERS or not is_read(v)}
    for pk, text, written in Version.objects.filter(pk__in=lacking).values_list("pk", "canonical", "canonical_written"):
        lacking[pk].canonical, lacking[pk].canonical_written = text, written
    for version in versions:
        raw = version.written if version.kind not in RESOLVERS else {}
        world.add(Document(version.kind, version.code, f"{version.kind}/{version.code}", raw, definition=version.definition))
    return world


def lock_publications() -> dict[Key, Publication]:
    """All publications of the kinds that rooms hold, locked in one order. Inside a transaction."""
    rows = Publication.objects.select_for_update(of=("self",)).filter(kind__in=ROOTS.keys())
    rows = rows.select_related("version").order_by("kind", "code")
    return {(row.kind, row.code): row for row in rows}


def put_in_force(
    rows: dict[Key, Publication],
    documents: Iterable[Document],
    retired: Iterable[Key],
    *,
    source: Source,
    by: By,
    at: datetime,
    load: Load | None = None,
) -> None:
    """Publications, their history and the events. `rows` are locked."""
    documents = list(documents)
    versions = _keep_versions(documents, source=source, by=by, at=at)
    new: list[Publication] = []
    old: list[Publication] = []
    for document in documents:
        key = (document.kind, document.code)
        row = rows.get(key) or Publication(kind=document.kind, code=document.code)
        (old if key in rows else new).append(row)
        row.version, row.since, row.taken_from, row.retired_at = versions[key], at, source, None
    for key in retired:
        rows[key].retired_at, rows[key].taken_from = at, source
        old.append(rows[key])
    try:
        Publication.objects.bulk_create(new)
    except IntegrityError:
        raise ChangedMeanwhile from None
    Publication.objects.bulk_update(old, ["version", "since", "taken_from", "retired_at"], batch_size=200)
    forget()
    Change.objects.bulk_create(
        [
            Change(
                publication=row,
                version=None if row.retired_at else row.version,
                at=at,
                by=by.code,
                source=source,
                load=load,
            )
            for row in (*new, *old)
        ]
    )
    for row in (*new, *old):
        subject = f"{row.kind}/{row.code}"
        if row.retired_at:
            record(DefinitionRetired(subject, source=source.value), by=by, at=at)
        else:
            record(DefinitionPublished(subject, version=row.version.sha256, source=source.value), by=by, at=at)


def _keep_versions(documents: list[Document], *, source: Source, by: By, at: datetime) -> dict[Key, Version]:
    """A version for each document, found or added; safe against another process that adds the same."""
    rows = [
        Version(
            kind=document.kind,
            code=document.code,
            sha256=document.sha256,
            canonical=document.canonical,
            canonical_written=_as_written(document),
            source=source,
            published_at=at,
            by=by.code,
        )
        for document in documents
    ]
    Version.objects.bulk_create(rows, ignore_conflicts=True)
    kept: dict[Key, Version] = {}
    wanted = {(d.kind, d.code): d.sha256 for d in documents}
    digests = sorted(set(wanted.values()))
    for start in range(0, len(digests), 400):
        for version in Version.objects.filter(sha256__in=digests[start : start + 400]):
            if wanted.get((version.kind, version.code)) == version.sha256:
                kept[(version.kind, version.code)] = version
    return kept


def _as_written(document: Document) -> str:
    """What the author wrote, when inlining made something else of it."""
    if document.definition is None:
        return ""
    written = canonical(pinned(document.written, document.definition))
    return "" if written == document.canonical else written
