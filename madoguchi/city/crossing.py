"""定義を渡す: what was published or retired at the desk holds on the public side within seconds. Folders are loaded on each."""

import hashlib
from functools import partial
from typing import Any

from django.db import transaction

from madoguchi.city.events import DefinitionPublished, DefinitionRetired
from madoguchi.city.models import Change, Publication, Version
from madoguchi.city.models.version import Source
from madoguchi.city.queries import forget
from madoguchi.core.events.public import StoredEvent, adopt, envelope_of
from madoguchi.core.relay.public import Crossing, Gone, Said, Taken, Writing, crosses, said_of, values_of
from madoguchi.core.zones import Zone

KIND = "city.definition"
OF_VERSION = ("kind", "code", "sha256", "canonical", "canonical_written", "published_at")
LONGEST = 64


def about(event: DefinitionPublished | DefinitionRetired, stored: StoredEvent) -> tuple[str, str] | None:
    return (named(str(event.subject)), str(stored.id)) if event.source == Source.DESK.value else None


def named(definition: str) -> str:
    return definition if len(definition) <= LONGEST else hashlib.sha256(definition.encode()).hexdigest()


def write(subject: str, item: str, writing: Writing) -> Said:
    """As it is now, which may be later than the event that started it."""
    kind, code = StoredEvent.objects.get(pk=item).subject_id.split("/", 1)
    row = Publication.objects.select_related("version").filter(kind=kind, code=code).first()
    if row is None:
        raise Gone
    events = StoredEvent.objects.filter(subject_kind="definition", subject_id=f"{kind}/{code}", at=row.retired_at or row.since)
    return {
        "version": said_of(row.version, OF_VERSION),
        "publication": said_of(row, ("since", "retired_at")),
        "events": [{**envelope_of(one), "by": "staff"} for one in events],
    }


def take(subject: str, said: Said, taken: Taken) -> None:
    version = keep_version(said["version"])
    values: dict[str, Any] = values_of(Publication, said["publication"])
    row, made = Publication.objects.select_for_update().get_or_create(
        kind=version.kind, code=version.code, defaults={**values, "version": version, "taken_from": Source.DESK}
    )
    if not made:
        row.version, row.taken_from = version, Source.DESK
        row.since, row.retired_at = values["since"], values["retired_at"]
        row.save()
    in_force = None if row.retired_at else version
    Change.objects.create(publication=row, version=in_force, at=row.retired_at or row.since, by="staff", source=Source.DESK)
    for one in said["events"]:
        adopt(values_of(StoredEvent, one))
    transaction.on_commit(partial(forget))


def keep_version(said: dict[str, Any]) -> Version:
    values = values_of(Version, said)
    key = {name: values.pop(name) for name in ("kind", "code", "sha256")}
    known = Version.objects.filter(**key).first()
    kept: Version = known or Version.objects.create(**key, **values, source=Source.DESK, by="staff")
    return kept


crosses(Crossing(KIND, Zone.PUBLIC, write, take, on=(DefinitionPublished, DefinitionRetired), about=about, whole=True))
