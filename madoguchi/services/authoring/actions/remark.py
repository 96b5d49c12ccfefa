"""Remarks on a place of a manuscript, and what one has typed and not saved."""

import json
from datetime import datetime

from django.db import transaction

from madoguchi.core.text.public import clean
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.authoring.actions.keeping import held
from madoguchi.services.authoring.models import Manuscript, Remark, Typing

MOST = 200_000


def remark(manuscript: Manuscript, place: str, text: str, *, by: Actor, at: datetime) -> Remark | None:
    """Nothing is kept of nothing. Raises NotPermitted."""
    authorize(by, "authoring.write", manuscript)
    words = "\n".join(clean(line) for line in text.splitlines()).strip()[:2000]
    return Remark.objects.create(manuscript=manuscript, place=place, text=words, by_code=by.code, at=at) if words else None


def settle(remark: Remark, *, by: Actor, at: datetime) -> None:
    """済み. Raises NotPermitted."""
    authorize(by, "authoring.write", remark.manuscript)
    Remark.objects.filter(pk=remark.pk, settled_at=None).update(settled_at=at, settled_by=by.code)


@transaction.atomic
def keep_typing(manuscript: Manuscript, place: str, typed: dict[str, list[str]], base: int, *, by: Actor, at: datetime) -> bool:
    """What stands in the boxes of a page, until it is saved. Raises NotPermitted, IsClosed, AwaitsApproval."""
    manuscript = held(manuscript, by)
    text = json.dumps(typed, ensure_ascii=False)
    if len(text) > MOST:
        return False
    Typing.objects.update_or_create(
        manuscript=manuscript, by_code=by.code, place=place, defaults={"typed": text, "base": base, "at": at}
    )
    return True


def drop_typing(manuscript: Manuscript, place: str, *, by: Actor) -> None:
    """Begin the page anew from what is saved. Raises NotPermitted."""
    authorize(by, "authoring.write", manuscript)
    Typing.objects.filter(manuscript=manuscript, by_code=by.code, place=place).delete()
