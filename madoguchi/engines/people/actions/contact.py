"""連絡方法: choosing by which means to be told, and asking for notices electronically."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import clean, parse_mail, parse_phone
from madoguchi.engines.people.events import ContactChosen, ElectronicNoticesAsked, ElectronicNoticesStopped
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.contact import Channel, Contact, ElectronicConsent
from madoguchi.engines.people.permissions import authorize

PERMISSION = "people.choose-contact"


class ContactMissing(Refused):
    code, message = "contact-missing", _("この方法で連絡するための連絡先を入力してください。")


class NotOwnAccount(Refused):
    code, message = "not-own-account", _("自分の連絡方法だけを変えられます。")


@transaction.atomic
def choose_contact(account: Account, channel: str, *, value: str = "", language: str = "ja", by: By, at: datetime) -> Contact:
    """From now on the city tells this person by this channel first. A mail address other than the confirmed one and a
    telephone number count as told, not as proved. Raises ContactMissing, BadPhone, BadMail."""
    authorize(by, PERMISSION)
    _own(account, by)
    value = _sound(account, Channel(channel), value)
    account = Account.objects.select_for_update().get(pk=account.pk)
    Contact.objects.filter(account=account, preferred=True).update(preferred=False)
    proved = channel == Channel.MAIL and value == account.email
    contact, _created = Contact.objects.update_or_create(
        account=account,
        channel=channel,
        defaults={
            "value": value,
            "language": language,
            "preferred": True,
            "confirmed_at": at if proved else None,
            "chosen_at": at,
        },
    )
    if account.language != language:
        account.language = language
        account.save(update_fields=["language"])
    record(ContactChosen(account.pk, channel=channel), by=by, at=at)
    return contact


@transaction.atomic
def ask_for_electronic_notices(account: Account, *, by: By, at: datetime) -> ElectronicConsent:
    """処分通知 may be handed over electronically from now on; asking twice changes nothing."""
    authorize(by, PERMISSION)
    _own(account, by)
    Account.objects.select_for_update().get(pk=account.pk)
    open_one = ElectronicConsent.objects.filter(account=account, stopped_at=None).first()
    if open_one:
        return open_one
    consent = ElectronicConsent.objects.create(account=account, since=at)
    record(ElectronicNoticesAsked(account.pk), by=by, at=at)
    return consent


@transaction.atomic
def stop_electronic_notices(account: Account, *, by: By, at: datetime) -> None:
    """From now on notices come on paper again."""
    authorize(by, PERMISSION)
    _own(account, by)
    if ElectronicConsent.objects.filter(account=account, stopped_at=None).update(stopped_at=at):
        record(ElectronicNoticesStopped(account.pk), by=by, at=at)


def _own(account: Account, by: By) -> None:
    if by.code not in {"system", f"resident:{account.pk}"}:
        raise NotOwnAccount


def _sound(account: Account, channel: Channel, value: str) -> str:
    value = clean(value)
    match channel:
        case Channel.MAIL:
            return parse_mail(value).lower() if value else account.email
        case Channel.TELEPHONE | Channel.SMS:
            if not value:
                raise ContactMissing
            return parse_phone(value)
        case _ if not value:
            raise ContactMissing
    return value
