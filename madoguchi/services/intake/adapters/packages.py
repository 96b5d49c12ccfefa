"""A package: a ZIP with a manifest, the answers, the picture of the form, attachments, a signature (中立パッケージ)."""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from madoguchi.engines.cases.public import Signed
from madoguchi.services.intake.adapters import ADAPTERS
from madoguchi.services.intake.adapters.archives import Archive
from madoguchi.services.intake.definitions import Channel, Packaging
from madoguchi.services.intake.faults import BadManifest, DigestDiffers, EntryMissing, NotListed, OtherCity
from madoguchi.services.intake.package import Enclosed, Fields, Package


class Packages:
    def split(self, channel: Channel, name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        yield name, content

    def read(self, channel: Channel, name: str, content: bytes) -> Package:
        layout = channel.layout
        assert isinstance(layout, Packaging)
        archive = Archive(channel, content)
        manifest = Manifest(layout, parsed(archive, layout.manifest))
        if channel.municipality and manifest.municipality != channel.municipality:
            raise OtherCity(found=manifest.municipality, expected=channel.municipality)
        contents = {one: checked(archive, one, digest) for one, digest in manifest.digests.items()}
        for one in archive.entries:
            if one not in contents and one not in {layout.manifest, layout.signature, layout.signed} and not is_beside(one, layout):
                raise NotListed(name=one)
        if layout.data not in contents:
            raise EntryMissing(name=layout.data)
        return Package(
            number=manifest.number,
            form=manifest.form,
            version=manifest.version,
            sent_at=manifest.sent_at,
            fields=flat(layout.data, parsed(archive, layout.data)),
            files=[Enclosed(place, PurePosixPath(one).name, contents[one]) for one, place in manifest.places.items()],
            signed=signed(archive, layout),
            electronic=manifest.electronic,
        )


def is_beside(name: str, layout: Packaging) -> bool:
    """Reports and certificates beside the signature, which prove themselves or prove nothing."""
    folder = layout.signature.rpartition("/")[0]
    return bool(folder) and name.startswith(f"{folder}/")


def checked(archive: Archive, name: str, digest: str) -> bytes:
    content = archive.read(name)
    if sha256(content).hexdigest() != digest.lower():
        raise DigestDiffers(name=name)
    return content


def parsed(archive: Archive, name: str) -> Any:
    try:
        return json.loads(archive.text(name))
    except (ValueError, RecursionError):
        raise BadManifest(name=name, where="JSON") from None


def signed(archive: Archive, layout: Packaging) -> Signed | None:
    if layout.signature not in archive:
        return None
    return Signed(archive.read(layout.signed), archive.read(layout.signature))


class Manifest:
    """What is said of the package. Raises BadManifest."""

    def __init__(self, layout: Packaging, said: Any) -> None:
        self.layout, self.said = layout, said
        keys = layout.keys
        self.number, self.form = self._text(keys.number, 80), self._text(keys.procedure, 80)
        self.version = self._text(keys.version, 40, optional=True)
        self.municipality = self._text(keys.municipality, 10, optional=True)
        self.sent_at = self._moment(keys.sent_at)
        self.electronic = self._get(keys.electronic) is True
        self.digests: dict[str, str] = {}
        self.places: dict[str, str] = {}
        for one in self._list(keys.files):
            name, digest, role = (self._of_file(one, key) for key in ("name", "sha256", "role"))
            if name in self.digests:
                raise BadManifest(name=layout.manifest, where=f"{keys.files}: {name}")
            self.digests[name] = digest
            if role == "attachment":
                self.places[name] = self._of_file(one, keys.place)

    def _get(self, key: str) -> Any:
        return self.said.get(key) if isinstance(self.said, dict) else None

    def _text(self, key: str, most: int, *, optional: bool = False) -> str:
        value = self._get(key)
        if value in (None, "") and optional:
            return ""
        if not isinstance(value, str) or not value.strip() or len(value) > most or "\0" in value:
            raise BadManifest(name=self.layout.manifest, where=key)
        return value.strip()

    def _moment(self, key: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self._text(key, 40))
        except ValueError:
            raise BadManifest(name=self.layout.manifest, where=key) from None
        if moment.tzinfo is None or not 2000 <= moment.year <= 9000:
            raise BadManifest(name=self.layout.manifest, where=key)
        return moment

    def _list(self, key: str) -> list[Any]:
        value = self._get(key)
        if not isinstance(value, list) or not value or len(value) > 1000:
            raise BadManifest(name=self.layout.manifest, where=key)
        return value

    def _of_file(self, one: Any, key: str) -> str:
        value = one.get(key) if isinstance(one, dict) else None
        if not isinstance(value, str) or not value or len(value) > 300:
            raise BadManifest(name=self.layout.manifest, where=f"{self.layout.keys.files}: {key}")
        return value


def flat(name: str, said: Any) -> Fields:
    """Names and values; groups are joined by a point, entries of a list counted from 1. Raises BadManifest."""
    if not isinstance(said, dict):
        raise BadManifest(name=name, where="{}")
    fields: Fields = {}
    for key, value in _leaves(said, ""):
        if len(fields) > 5000 or len(key) > 300:
            raise BadManifest(name=name, where=key[:80])
        fields.setdefault(key, []).append(value)
    return fields


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{path}[{number}]" if isinstance(inner, dict) else path)
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    elif value is not None and str(value).strip():
        yield path, str(value)


ADAPTERS.register("packages", Packages())
