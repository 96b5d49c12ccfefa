"""知らせる: by the means each person chose; by letter whoever has chosen none that can be used."""

from datetime import datetime

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import format_date, to_wareki
from madoguchi.core.events.public import record
from madoguchi.core.links.public import link_to
from madoguchi.engines.documents import public as documents
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people import public as people
from madoguchi.services.cards.events import RenewalTold
from madoguchi.services.cards.models import Invitation, Renewal, Told
from madoguchi.services.cards.rules import rules

BY_MAIL, BY_LETTER, BY_TELEPHONE = "mail", "letter", "telephone"


@transaction.atomic
def tell(renewal_id: str, stage: int, *, at: datetime) -> Told | None:
    """Tell the person of a renewal, once a stage; None where there is nothing (more) to tell."""
    renewal = Renewal.objects.select_for_update(of=("self",)).select_related("key").get(pk=renewal_id)
    if renewal.renewed_on is not None or (stage == 2 and renewal.reserved):
        return None
    account = account_of(renewal)
    channel = channel_of(account)
    try:
        with transaction.atomic():
            told = Told.objects.create(renewal=renewal, stage=stage, channel=channel, at=at)
    except IntegrityError:
        return None
    invitation = Invitation.objects.get(renewal=renewal.id)
    if channel == BY_MAIL and account is not None:
        key, link = f"card-renewal:{renewal.id}:{stage}", {"link": ["card-renewal", invitation.token]}
        messages.tell(account, "card-renewal", link, key=key, by=people.SYSTEM, at=at, section=renewal.section)
    elif channel == BY_LETTER:
        send_letter(renewal, invitation, stage, at=at)
    record(RenewalTold(renewal.id, renewal.what, stage, channel), by=people.SYSTEM, at=at)
    return told


def account_of(renewal: Renewal) -> people.Account | None:
    """The account that the office has bound to this person."""
    found = people.account_bound_to(renewal.addressee)
    if found is not None and renewal.account_id != found.pk:
        Renewal.objects.filter(pk=renewal.pk).update(account=found)
    return found


def channel_of(account: people.Account | None) -> str:
    """Mail and letter as chosen. Telephone is left to staff: the person stands in the list of those to be called. A means
    that is not connected gives way to a letter.
    """
    if account is None:
        return BY_LETTER
    chosen = people.contact_of(account).channel
    if chosen in {BY_MAIL, BY_LETTER, BY_TELEPHONE}:
        return str(chosen)
    return BY_LETTER


def send_letter(renewal: Renewal, invitation: Invitation, stage: int, *, at: datetime) -> None:
    person, by = renewal.person, people.SYSTEM
    values = {
        "what": renewal.get_what_display(),
        "expires_on_words": to_wareki(renewal.expires_on),
        "opens_on_words": format_date(renewal.notice_on),
        "link": link_to("card-renewal", invitation.token),
    }
    made = documents.issue_or_wait(
        rules().notice,
        {"recipient": {"name": person.get("name", "")}, "values": values},
        section=renewal.section,
        title="カード・電子証明書の更新のお知らせ",
        subject_kind="card-renewal",
        subject_id=renewal.id,
        key=renewal.key,
        by=by,
        at=at,
    )
    if isinstance(made, documents.NameIssue):
        return
    lines = tuple(part for part in (person.get("address", ""), person.get("building", "")) if part)
    messages.notify(
        messages.Recipient(name=person.get("name", ""), postcode=person.get("postal", ""), lines=lines),
        key=f"card-renewal:{renewal.id}:{stage}",
        kind="card-renewal",
        title=made.title,
        section=renewal.section,
        subject_kind="card-renewal",
        subject_id=renewal.id,
        document_id=made.id,
        file=made.file,
        channels=("letter",),
        data_key=renewal.key,
        by=by,
        at=at,
    )
