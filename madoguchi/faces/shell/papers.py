"""Papers that come after the application: kept under a key that only the office opens."""

from datetime import datetime
from typing import Any

from madoguchi.core.files.public import StoredFile, keep
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.people.public import Actor


def keep_papers(application_id: Any, slot: str, uploads: list[Any], *, by: Actor, at: datetime) -> list[tuple[str, StoredFile]]:
    """The uploads as stored files of a slot. Raises FileRefused."""
    if not uploads:
        return []
    key = new_key("application", str(application_id), to="office")
    return [(slot, keep(upload, name=upload.name, key=key, by=by, at=at, purpose=slot)) for upload in uploads]
