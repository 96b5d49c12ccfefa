"""申請する: hand a draft in. Works on the public side alone: an application and its event, nothing else."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases.actions.receive import Arrival, Secret, receive
from madoguchi.engines.cases.models import Application, Source
from madoguchi.engines.cases.signing.taking import Given, Judged, judge, keep_signature
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.public import Actor, authorize


def submit(
    draft: forms.Draft,
    *,
    assurance: str = "",
    electronic_notice: bool = False,
    signature: Given | None = None,
    by: Actor,
    at: datetime,
) -> Application:
    """Hand in, once: a second press gives the application of the first. `assurance` is the proof of identity that
    was reached by signing in; a `signature` is judged here, and one that is not believed hands in nothing.

    Raises NotPermitted, what forms says of a draft that can't be handed in: NotReady, NotConfirmed, DraftClosed; and of
    a signature SignatureGone, ContentChanged, SignatureRefused.
    """
    authorize(by, "cases.submit")
    if not by.acts_within("procedure", draft.version.code):
        raise NotPermitted
    known = mine(draft, by)
    if known:
        return known
    try:
        with transaction.atomic():
            return hand_in(draft, assurance, electronic_notice, signature, by=by, at=at)
    except forms.AlreadyHandedIn:
        known = mine(draft, by)
        if known:
            return known
        raise


def hand_in(
    draft: forms.Draft, assurance: str, electronic_notice: bool, signature: Given | None, *, by: Actor, at: datetime
) -> Application:
    frozen = forms.freeze(draft, by=by, at=at)
    judged: Judged | None = judge(signature, frozen, by=by, at=at) if signature else None
    signed_in_by_card = "authenticate" if by.proved and by.acting_for is None else ""
    reached = (judged.level if judged else "") or assurance or signed_in_by_card
    application = receive(arrival_of(frozen, reached, electronic_notice, by=by), by=by, at=at)
    if judged:
        keep_signature(application, judged, by=by, at=at)
    return application


def mine(draft: forms.Draft, by: Actor) -> Application | None:
    """What this draft has become, for the person who handed it in."""
    found = Application.objects.filter(draft=draft.pk).first()
    if found is None or (found.submitted_by == by.code and found.account_id == by.account_id):
        return found
    return Application.objects.visible_to(by).filter(pk=found.pk).first()


def arrival_of(frozen: forms.Frozen, assurance: str, electronic_notice: bool, *, by: Actor) -> Arrival:
    return Arrival(
        version=frozen.version,
        answers=frozen.answers,
        source=Source.PORTAL,
        account_id=by.account_id if by.kind == "resident" else None,
        delegation_id=by.acting_for.delegation if by.acting_for else None,
        files=[(one.slot, one.file) for one in frozen.files],
        assurance=assurance or ("account" if by.kind == "resident" else "none"),
        helped=frozen.helped,
        electronic_notice=electronic_notice,
        language=frozen.language,
        draft=frozen.draft.pk,
        confirmed=frozen.confirmed,
        later=frozen.later,
        secrets=[Secret(one.path, one.key, bytes(one.sealed), f"forms.secret:{one.draft_id}:{one.path}") for one in frozen.secrets],
    )
