"""Beginning to act for another: written down with both, before anything else is done."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.audit.public import note
from madoguchi.engines.people.actor import Actor, Behalf


@transaction.atomic
def note_switch(behalf: Behalf, *, by: Actor, at: datetime) -> None:
    kind = "group" if behalf.is_group else "account"
    note("people.acts-for", by=by, at=at, subject_kind=kind, subject_id=behalf.account_id, data={"role": behalf.role})
