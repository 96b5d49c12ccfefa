"""Load: read the city's folder into the database, all or nothing; what the desk published only when told so."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Literal

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi import __version__
from madoguchi.city.differences import Difference, compare
from madoguchi.city.findings import Finding
from madoguchi.city.folder import folder_sha256, read_folder
from madoguchi.city.models import Load, Publication
from madoguchi.city.models.version import Source
from madoguchi.city.stored import Key, lock_publications, put_in_force
from madoguchi.city.world import World
from madoguchi.core.acting import By
from madoguchi.core.refused import Refused

Take = Literal["", "folder", "desk"]


class FolderHasErrors(Refused):
    """`findings` says what is wrong."""

    code: ClassVar[str] = "folder-has-errors"
    message: ClassVar[str | Promise] = _("フォルダーの定義に誤りが{count}件あるため、読み込みません。")

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


class DeskChanged(Refused):
    """`differences` says what the desk published since the last load and the folder does not hold."""

    code: ClassVar[str] = "desk-changed"
    message: ClassVar[str | Promise] = _(
        "前回の読み込みのあとに職員画面で公開された定義が{count}件あり、フォルダーと食い違います。"
    )

    def __init__(self, differences: list[Difference]) -> None:
        super().__init__(count=len(differences))
        self.differences = differences


@dataclass
class Loaded:
    """What a load did."""

    added: list[Key] = field(default_factory=list)
    changed: list[Key] = field(default_factory=list)
    retired: list[Key] = field(default_factory=list)
    kept_from_desk: list[Key] = field(default_factory=list)
    same: int = 0


def load_folder(folder: Path, *, by: By, at: datetime, take: Take = "") -> Loaded:
    """Publish the folder. Loading the same folder again does nothing. Raises FolderHasErrors, DeskChanged."""
    world = read_folder(folder)
    if world.errors:
        raise FolderHasErrors(world.errors)
    return load_world(world, by=by, at=at, take=take)


@transaction.atomic
def load_world(world: World, *, by: By, at: datetime, take: Take = "") -> Loaded:
    rows = lock_publications()
    documents = {(d.kind, d.code): d for d in world.documents()}
    clashes = [key for key, row in rows.items() if _clashes(row, documents[key].sha256 if key in documents else "")]
    if clashes and not take:
        raise DeskChanged(compare(world, {key: rows[key] for key in clashes}))
    kept = set(clashes) if take == "desk" else set()
    done = Loaded(kept_from_desk=sorted(kept))
    publish = []
    for key, document in documents.items():
        row = rows.get(key)
        if key in kept:
            continue
        if row is None:
            done.added.append(key)
        elif row.retired_at or row.version.sha256 != document.sha256:
            done.changed.append(key)
        else:
            done.same += 1
            continue
        publish.append(document)
    done.retired = [k for k, row in rows.items() if k not in documents and k not in kept and not row.retired_at]
    digest = folder_sha256(world)
    if publish or done.retired or _is_news(digest):
        load = Load.objects.create(
            at=at, by=by.code, release=__version__, folder=world.origin[-400:], folder_sha256=digest, take=take,
            added=len(done.added), changed=len(done.changed), retired=len(done.retired),
        )  # fmt: skip
        put_in_force(rows, publish, done.retired, source=Source.FOLDER, by=by, at=at, load=load)
    settled = [row.pk for k, row in rows.items() if row.taken_from == Source.DESK and k not in kept]
    Publication.objects.filter(pk__in=settled, taken_from=Source.DESK).update(taken_from=Source.FOLDER)
    return done


def _clashes(row: Publication, sha256: str) -> bool:
    """Did the desk say the last word, and otherwise than the folder does?"""
    if row.taken_from != Source.DESK:
        return False
    return bool(sha256) if row.retired_at else row.version.sha256 != sha256


def _is_news(digest: str) -> bool:
    last = Load.objects.order_by("-id").values("folder_sha256", "release").first()
    return last != {"folder_sha256": digest, "release": __version__}
