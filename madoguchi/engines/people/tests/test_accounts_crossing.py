"""What changes of an account outside is known inside: consents, merges; and nothing by which it is reached."""

import json
from datetime import UTC, datetime

import pytest
from django.test import override_settings

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.relay.public import Declined
from madoguchi.core.relay.testing import Taken, Writing, as_carried, noted
from madoguchi.engines.people import public as people
from madoguchi.engines.people.actions.register import bind
from madoguchi.engines.people.crossing import accounts
from madoguchi.engines.people.models import Account, ElectronicConsent, Merge
from madoguchi.engines.people.testing import SYSTEM, a_delegation, a_resident_account, actor_of, an_addressee

NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ken() -> Account:
    return a_resident_account("ken@example.jp", name="見本 健")


def test_consent__asked_for_or_stopped__crosses_without_the_address(ken: Account) -> None:
    with override_settings(MADO_ZONE="public"):
        people.ask_for_electronic_notices(ken, by=actor_of(ken, NOON), at=NOON)
    assert noted() == [("people.account", str(ken.pk))]
    said = as_carried(accounts.write(str(ken.pk), "", Writing()))
    assert "ken@" not in json.dumps(said)
    ElectronicConsent.objects.all().delete()
    accounts.take(str(ken.pk), said, Taken(1, NOON))
    assert ElectronicConsent.objects.get(account=ken).since == NOON


def merged(kept: Account, closed: Account) -> dict[str, object]:
    """Merged outside; what the envelope says of it. Inside it has not happened yet."""
    with override_settings(MADO_ZONE="public"):
        people.merge(kept, closed, by=actor_of(kept, NOON), at=NOON)
    event = StoredEvent.objects.get(kind="people.accounts-merged")
    assert noted()[-1] == ("people.merged", str(kept.pk))
    said = as_carried(accounts.write_merged(str(kept.pk), str(event.pk), Writing()))
    Merge.objects.all().delete()
    return said


def test_merged_outside__what_the_office_has_follows(ken: Account) -> None:
    other, mother = a_resident_account("ken2@example.jp", name="見本 健"), a_resident_account(name="見本 母")
    said = merged(ken, other)
    held = a_delegation(mother, other, NOON)
    accounts.take_merged(str(ken.pk), said, Taken(1, NOON))
    held.refresh_from_db()
    assert held.proxy == ken
    assert Merge.objects.get().closed == other
    assert not Account.objects.get(pk=other.pk).is_active
    accounts.take_merged(str(ken.pk), said, Taken(2, NOON))
    assert Merge.objects.count() == 1


def test_merged_outside__the_registers_know_two_persons__a_clerk_is_asked(ken: Account) -> None:
    other = a_resident_account("ken2@example.jp", name="見本 健")
    said = merged(ken, other)
    for account in (ken, other):
        bind(account, an_addressee(), by=SYSTEM, at=NOON)
    with pytest.raises(Declined):
        accounts.take_merged(str(ken.pk), said, Taken(1, NOON))
    assert not Merge.objects.exists()
