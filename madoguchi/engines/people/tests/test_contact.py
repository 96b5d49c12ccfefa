from datetime import UTC, datetime

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.core.text.public import BadPhone
from madoguchi.engines.people.actions.contact import (
    ContactMissing,
    NotOwnAccount,
    ask_for_electronic_notices,
    choose_contact,
    stop_electronic_notices,
)
from madoguchi.engines.people.models import Contact, ElectronicConsent
from madoguchi.engines.people.queries import contact_of
from madoguchi.engines.people.testing import a_resident_account, actor_of, an_officer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)


def test_contact_of__nothing_chosen__is_the_mail_of_the_account() -> None:
    account = a_resident_account("hanako@example.jp", language="en")
    card = contact_of(account)
    assert (card.channel, card.value, card.language) == ("mail", "hanako@example.jp", "en")
    assert card.electronic_notices_since is None


def test_choose_contact__second_choice__is_the_only_preferred_one() -> None:
    account = a_resident_account()
    by = actor_of(account)
    choose_contact(account, "sms", value="０９０－０００１－０００１", by=by, at=NOON)
    choose_contact(account, "letter", value="例示市見本町1番1号", language="ja-easy", by=by, at=NOON)
    card = contact_of(account)
    assert (card.channel, card.language) == ("letter", "ja-easy")
    assert card.values["sms"] == "09000010001"
    assert Contact.objects.filter(account=account, preferred=True).count() == 1


def test_choose_contact__mail_left_empty__is_the_confirmed_address() -> None:
    account = a_resident_account("hanako@example.jp")
    contact = choose_contact(account, "mail", by=actor_of(account), at=NOON)
    assert contact.value == "hanako@example.jp"
    assert contact.confirmed_at == NOON


@pytest.mark.parametrize(("channel", "value", "refusal"), [("sms", "12", BadPhone), ("letter", "", ContactMissing)])
def test_choose_contact__unusable_value__is_turned_back(channel: str, value: str, refusal: type[Exception]) -> None:
    account = a_resident_account()
    with pytest.raises(refusal):
        choose_contact(account, channel, value=value, by=actor_of(account), at=NOON)
    assert not Contact.objects.exists()


def test_choose_contact__for_another__is_refused() -> None:
    mine, yours = a_resident_account(), a_resident_account()
    with pytest.raises(NotOwnAccount):
        choose_contact(yours, "mail", by=actor_of(mine), at=NOON)
    with pytest.raises(NotPermitted):
        choose_contact(yours, "mail", by=an_officer(), at=NOON)


def test_electronic_notices__asked_twice_and_stopped__leave_one_row_that_says_when() -> None:
    account = a_resident_account()
    by = actor_of(account)
    ask_for_electronic_notices(account, by=by, at=NOON)
    ask_for_electronic_notices(account, by=by, at=NOON)
    assert contact_of(account).electronic_notices_since == NOON
    stop_electronic_notices(account, by=by, at=NOON)
    stop_electronic_notices(account, by=by, at=NOON)
    assert contact_of(account).electronic_notices_since is None
    assert ElectronicConsent.objects.get().stopped_at == NOON
