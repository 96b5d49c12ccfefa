"""The content of a message: what happened, when, to what number, and where to ask for more. No names, no texts."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from madoguchi.core.events.public import StoredEvent
from madoguchi.engines.webhooks.kinds import TRIAL
from madoguchi.engines.webhooks.subjects import Told


def body_of(event: StoredEvent | None, told: Told | None, at: datetime) -> bytes:
    """`told` is there only where the machine may see the thing itself."""
    said: dict[str, Any] = {"type": TRIAL, "timestamp": _instant(at), "data": {}}
    if event is not None:
        data: dict[str, Any] = {"event": str(event.pk), "section": event.section, "subject_kind": event.subject_kind, "links": {}}
        if told is not None:
            data |= {"number": told.number, "links": {"self": f"{settings.MADO_ADDRESS.rstrip('/')}{told.path}"}}
        said = {"type": event.kind, "timestamp": _instant(event.at), "data": data}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _instant(at: datetime) -> str:
    return localtime(at).isoformat(timespec="milliseconds")
