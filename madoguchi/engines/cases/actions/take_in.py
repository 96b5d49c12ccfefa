"""代行入力: type in what somebody brought, wrote, faxed or telephoned. The day of arrival is that of the stamp, not
of the typing.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import current
from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import StoredFile
from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.cases.actions.open_case import open_case
from madoguchi.engines.cases.actions.receive import Arrival, receive
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models import Application, Source
from madoguchi.engines.forms.public import effective
from madoguchi.engines.people.public import Actor, authorize

BY_HAND = {Source.PAPER, Source.COUNTER, Source.POST, Source.FAX, Source.TELEPHONE, Source.MAIL}


class StampInFuture(Refused):
    code, message = "stamp-in-future", _("受付印の日が、今日より後になっています。")


class StampNeedsReason(Refused):
    code, message = "stamp-needs-reason", _("受付印の日が今日と違うときは、その理由を書いてください。")


class NotByHand(Refused):
    code, message = "not-by-hand", _("ポータルやほかのシステムから届いた申請は、代行入力では登録できません。")


def take_in(
    procedure: str,
    answers: Mapping[str, Any],
    *,
    source: Source | str,
    stamped_on: date | None = None,
    reason: str = "",
    files: Iterable[tuple[str, StoredFile]] = (),
    language: str = "ja",
    by: Actor,
    at: datetime,
) -> Application:
    """Register it and open its case at once. What is missing is no bar: it is asked for by a correction.

    Raises NotPermitted, NotFound, NotByHand, StampInFuture, StampNeedsReason.
    """
    version = current("procedure", procedure)
    definition = version.definition if version else None
    if version is None or not isinstance(definition, Procedure):
        raise NotFound
    authorize(by, "cases.take-in", Application(section=definition.department))
    if source not in BY_HAND:
        raise NotByHand
    arrived_on = stamped_on or today(at)
    if arrived_on > today(at):
        raise StampInFuture
    if arrived_on != today(at) and not reason.strip():
        raise StampNeedsReason
    arrival = Arrival(
        version=version,
        answers=effective(definition, answers, arrived_on),
        source=Source(source),
        files=tuple(files),
        stamped_on=None if arrived_on == today(at) else arrived_on,
        stamp_reason=reason,
        language=language,
    )
    with transaction.atomic():
        application = receive(arrival, by=by, at=at)
        open_case(application, by=by, at=at)
    return application
