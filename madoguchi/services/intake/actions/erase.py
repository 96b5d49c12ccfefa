"""消去: when the case is erased, what came for it goes too. The line of the ledger stays: number, channel, days, its end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from madoguchi.core.files.public import drop
from madoguchi.engines.people.public import SYSTEM
from madoguchi.services.intake.models import Parcel

ERASED = "erased:"
"""Stands in place of the digest: a digest of the content would let somebody who guesses the answers confirm the guess."""


@transaction.atomic
def erase_of(case: UUID, *, at: datetime) -> bool:
    """The package of that case, as it came, its name and its digest. False where there is none, or it is gone already."""
    rows = Parcel.objects.select_for_update(of=("self",)).select_related("file")
    parcel = rows.filter(application__case=case).exclude(digest__startswith=ERASED).first()
    if parcel is None:
        return False
    file = parcel.file
    parcel.file, parcel.sealed, parcel.digest, parcel.size = None, b"", f"{ERASED}{parcel.pk.hex}", 0
    parcel.save(update_fields=["file", "sealed", "digest", "size"])
    if file is not None:
        drop(file, by=SYSTEM, at=at)
    return True
