"""Going on elsewhere: a code for another device, and taking a browser's draft along when signing in."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.calendar.public import today
from madoguchi.engines.forms.actions.save import _be_open
from madoguchi.engines.forms.codes import digest, new_code
from madoguchi.engines.forms.models import Draft, Holder
from madoguchi.engines.forms.models.draft import has_name
from madoguchi.engines.forms.refusals import BadCode, NotForHelper
from madoguchi.engines.forms.rights import is_helper
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def resume_code(draft: Draft, *, by: Actor, at: datetime) -> str:
    """A new code to go on with the draft on another device. The one before stops working. Shown once, never stored."""
    authorize(by, "forms.own", draft)
    _be_open(draft, at)
    code = new_code()
    Draft.objects.filter(pk=draft.pk).update(resume_digest=digest(code))
    return code


@transaction.atomic
def resume(code: str, *, by: Actor, at: datetime) -> Draft:
    """The draft of a code; from now on this browser, or this account, holds it too. Raises BadCode."""
    mark = digest(code)
    may = mark and has_name(by) and by.acting_for is None
    draft = Draft.objects.open_on(today(at)).filter(resume_digest=mark).first() if may else None
    if draft is None:
        raise BadCode
    _let_in(draft, by, at)
    return draft


@transaction.atomic
def take_along(draft: Draft, *, held_as: Actor, by: Actor, at: datetime) -> None:
    """Somebody who began without signing in has signed in: the draft becomes the account's."""
    authorize(held_as, "forms.own", draft)
    if is_helper(held_as, draft) or by.acting_for is not None:
        raise NotForHelper
    Draft.objects.filter(pk=draft.pk, account=None).update(account_id=by.account_id)
    Holder.objects.filter(draft=draft, code=held_as.code, until=None).update(until=at)
    draft.refresh_from_db(fields=["account"])
    _let_in(draft, by, at)


def _let_in(draft: Draft, by: Actor, at: datetime) -> None:
    if by.kind == "resident" and draft.account_id == by.account_id:
        return
    held = Holder.objects.select_for_update().filter(draft=draft, code=by.code, until=None).first()
    if held is None:
        Holder.objects.create(draft=draft, code=by.code, role=Holder.Role.OWNER, since=at)
    elif held.role != Holder.Role.OWNER:
        held.role = Holder.Role.OWNER
        held.save(update_fields=["role"])
