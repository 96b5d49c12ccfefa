"""What the approval's answer means for the submission."""

from uuid import UUID

from madoguchi.core.events.public import StoredEvent, subscribe
from madoguchi.core.zones import Zone
from madoguchi.engines.approvals.public import Approved, SentBack
from madoguchi.services.authoring.actions.submit import carry_out, send_back
from madoguchi.services.authoring.subjects import SUBJECT


@subscribe(Approved, name="authoring.carry-out", zone=Zone.OFFICE)
def carry_out_when_approved(event: Approved, stored: StoredEvent) -> None:
    if event.about_kind == SUBJECT:
        carry_out(UUID(event.about), stored.at)


@subscribe(SentBack, name="authoring.send-back", zone=Zone.OFFICE)
def send_back_when_sent_back(event: SentBack, stored: StoredEvent) -> None:
    if event.about_kind == SUBJECT:
        send_back(UUID(event.about), stored.at)
