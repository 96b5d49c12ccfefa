"""公表: put the register as it is now before everybody, once for what it says."""

import hashlib
from datetime import datetime

import rfc8785
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.duties.events import RegisterPublished
from madoguchi.services.duties.models import Publication
from madoguchi.services.duties.register.generating import Entry, files
from madoguchi.services.duties.rules import rules


class NothingNew(Refused):
    code, message = "register-unchanged", _("前に公表したものと同じです。")


def wanted() -> dict[str, Entry]:
    """What the law wants published: the files of so many people or more, by code."""
    return {one.code: one.entry for one in files() if one.is_wanted}


def newest() -> Publication | None:
    return Publication.objects.order_by("-at", "-id").first()


@transaction.atomic
def publish(*, by: Actor, at: datetime) -> Publication:
    """Raises NotPermitted, NothingNew, DutiesNotDefined."""
    section = rules().records
    authorize(by, "duties.publish")
    if by.kind != "system" and section not in by.sections_with("duties.publish"):
        raise NotPermitted
    entries = wanted()
    digest = hashlib.sha256(rfc8785.dumps(entries)).hexdigest()
    last = newest()
    if last is not None and last.digest == digest:
        raise NothingNew
    made = Publication.objects.create(entries=entries, digest=digest, by_code=by.code, at=at)
    record(RegisterPublished(subject=made.id, files=len(entries)), by=by, at=at, section=section)
    return made
