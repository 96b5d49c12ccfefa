"""直して取り込む: try again after mending, replace the file, take in what can be read, or decide that it is not taken in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.intake.actions.begin import go_on, open_up
from madoguchi.services.intake.actions.take import Outcome, take
from madoguchi.services.intake.channels import channel_of
from madoguchi.services.intake.events import ParcelDismissed
from madoguchi.services.intake.models import Parcel, ParcelState


class SettledAlready(Refused):
    code, message = "intake-settled", _("この申請データは、すでに取り込まれたか、取り込まないことになっています。")


class NotBearable(Refused):
    code, message = "intake-not-bearable", _("この理由のものは、直さずに受け付けることができません。")


class NotKept(Refused):
    code, message = "intake-not-kept", _("ファイルが残っていないため、もう一度読むことができません。差し替えてください。")


class DismissalNeedsReason(Refused):
    code, message = "intake-dismissal-needs-reason", _("取り込まない理由を書いてください。")


def held(parcel: Parcel, by: Actor) -> Parcel:
    """Locked, and still set aside. Raises NotPermitted, SettledAlready."""
    authorize(by, "intake.mend", parcel)
    found = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel.pk)
    if found.state != ParcelState.ASIDE:
        raise SettledAlready
    return found


@transaction.atomic
def retry(parcel: Parcel, *, bearing: bool = False, by: Actor, at: datetime) -> Outcome | None:
    """Read it anew, as the definitions are now; `bearing`: without what can't be read, which is then noted on the case.

    Raises NotPermitted, SettledAlready, NotKept, NotBearable; ScannerAway.
    """
    found = held(parcel, by)
    if found.file is None:
        raise NotKept
    if bearing and not found.fault.bearable:
        raise NotBearable
    outcome = open_up(found, channel_of(found.channel), bearing=bearing, by=by, at=at)
    if outcome is None and found.run is not None:
        found.run.finished_at = None
        found.run.save(update_fields=["finished_at"])
        go_on(found.run)
    return outcome


@transaction.atomic
def replace(parcel: Parcel, name: str, content: bytes, *, by: Actor, at: datetime) -> Outcome:
    """Take a mended file in its place; from now on that one stands for it. Raises NotPermitted, SettledAlready; ScannerAway."""
    found = held(parcel, by)
    outcome = take(channel_of(found.channel), name, content, at=at)
    again = Parcel.objects.get(pk=found.pk)
    if again.state == ParcelState.ASIDE and outcome is not Outcome.KNOWN:
        again.state, again.settled_at, again.settled_by = ParcelState.REPLACED, at, by.code
        again.save()
    return outcome


@transaction.atomic
def dismiss(parcel: Parcel, why: str, *, by: Actor, at: datetime) -> None:
    """Raises NotPermitted, SettledAlready, DismissalNeedsReason."""
    found = held(parcel, by)
    if not why.strip():
        raise DismissalNeedsReason
    said = found.said
    found.say(said["name"], {**said["values"], "dismissed": why.strip()[:1000]})
    found.state, found.settled_at, found.settled_by = ParcelState.DISMISSED, at, by.code
    found.save()
    record(ParcelDismissed(subject=found.id, channel=found.channel), by=by, at=at, section=found.section)
