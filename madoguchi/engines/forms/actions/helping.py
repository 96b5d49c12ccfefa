"""手伝い: letting somebody type, who can't hand in; the person looks over what was typed, and says so."""

from datetime import datetime, timedelta

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.forms.actions.save import _be_open
from madoguchi.engines.forms.codes import digest, new_code
from madoguchi.engines.forms.events import HelpBegun, HelpConfirmed
from madoguchi.engines.forms.models import Draft, Help, Holder
from madoguchi.engines.forms.models.draft import has_name
from madoguchi.engines.forms.refusals import BadCode, NotForHelper
from madoguchi.engines.people.public import Actor, authorize

CODE_LASTS = timedelta(hours=1)


@transaction.atomic
def hand_to_helper(draft: Draft, *, by: Actor, at: datetime) -> str:
    """A code by which one helper may begin to type within the hour. An earlier unused one stops working."""
    authorize(by, "forms.own", draft)
    _be_open(draft, at)
    Help.objects.select_for_update().filter(draft=draft, begun_at=None, ended_at=None).update(ended_at=at)
    code = new_code()
    Help.objects.create(draft=draft, digest=digest(code), made_at=at, expires_at=at + CODE_LASTS)
    return code


@transaction.atomic
def begin_help(code: str, *, by: Actor, at: datetime) -> Draft:
    """Use the code, once. Raises BadCode, NotForHelper (the person's own account or browser)."""
    mark = digest(code)
    found = Help.objects.select_related("draft").filter(digest=mark, begun_at=None, ended_at=None, expires_at__gt=at).first()
    if not mark or found is None or not has_name(by) or by.acting_for is not None:
        raise BadCode
    _be_open(found.draft, at)
    if Draft.objects.visible_to(by).filter(pk=found.draft_id).exists():
        raise NotForHelper
    if not Help.objects.filter(pk=found.pk, begun_at=None, ended_at=None).update(begun_at=at, holder=by.code):
        raise BadCode
    Holder.objects.create(draft=found.draft, code=by.code, role=Holder.Role.HELPER, since=at)
    record(HelpBegun(found.draft_id), by=by, at=at)
    return found.draft


@transaction.atomic
def end_help(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Helper or person closes the help: the helper's browser no longer sees the draft."""
    authorize(by, "forms.fill", draft)
    _end(draft, at)


@transaction.atomic
def confirm(draft: Draft, *, by: Actor, at: datetime) -> None:
    """本人の確認: the person has read what the helper typed. Ends the help as well."""
    authorize(by, "forms.own", draft)
    _be_open(draft, at)
    _end(draft, at)
    if Help.objects.filter(draft=draft, begun_at__isnull=False, confirmed_at=None).update(confirmed_at=at):
        draft.pages.filter(by_helper=True).update(by_helper=False)
        record(HelpConfirmed(draft.pk), by=by, at=at)


def _end(draft: Draft, at: datetime) -> None:
    Holder.objects.filter(draft=draft, role=Holder.Role.HELPER, until=None).update(until=at)
    Help.objects.filter(draft=draft, ended_at=None).update(ended_at=at)


def waits_for_confirmation(draft: Draft) -> bool:
    return Help.objects.filter(draft=draft, begun_at__isnull=False, confirmed_at=None).exists()


def was_helped(draft: Draft) -> bool:
    return Help.objects.filter(draft=draft, begun_at__isnull=False).exists()
