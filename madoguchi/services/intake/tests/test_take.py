"""From a package to a case in the queue, and aside with a reason."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from madoguchi.core.files.public import StoredFile
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import CardHouse, an_officer, card_house
from madoguchi.services.intake.actions.erase import erase_of
from madoguchi.services.intake.actions.take import Outcome, take
from madoguchi.services.intake.faults import Fault
from madoguchi.services.intake.models import Parcel, ParcelState
from madoguchi.services.intake.samples import broken
from madoguchi.services.intake.testing import ANSWERS, NOON, PDF, a_package, the_channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def channel(db: None) -> Any:
    return the_channel()


def test_take__a_whole_package__is_a_case_in_the_queue_from_the_day_it_was_sent(channel: Any) -> None:
    content = a_package(attachments=[("口座確認", "通帳.pdf", PDF)])
    assert take(channel, "20260714-0001.zip", content, at=NOON) is Outcome.ACCEPTED
    parcel = Parcel.objects.get()
    application = parcel.application
    assert application is not None
    assert (parcel.state, parcel.number, parcel.section) == (ParcelState.ACCEPTED, "20260714-0001", "kodomo")
    assert (application.source, application.received_at) == ("pittari", NOON - timedelta(hours=16))
    assert application.answers["children"] == ANSWERS["children"]
    assert application.answers["claimant"] == ANSWERS["claimant"]
    assert [one.slot for one in application.files.all()] == ["proof"]
    standing = cases.Standing.objects.get(number=application.number)
    assert (standing.source, standing.received_on) == ("pittari", date(2026, 7, 14))
    page = cases.queue(by=an_officer(), filters=cases.Filters(source="pittari"))
    assert [one.number for one in page.items] == [application.number]
    assert parcel.key == application.key
    assert parcel.name == "20260714-0001.zip"


def reason_of(name: str) -> str:
    return next((one.reason for one in Parcel.objects.filter(state=ParcelState.ASIDE) if one.name == name), "")


def test_take__broken_in_every_way__is_kept_aside_with_what_where_and_how(channel: Any) -> None:
    wrong = {}
    for name, content, code in broken(channel, now=NOON):
        outcome = take(channel, name, content, at=NOON)
        if (outcome is Outcome.ASIDE) != bool(code) or reason_of(name) != code:
            wrong[name] = (outcome, reason_of(name), code)
    assert not wrong
    for parcel in Parcel.objects.filter(state=ParcelState.ASIDE):
        fault = parcel.fault
        assert "{" not in str(fault)
        assert str(fault) not in {"", str(Fault.message)}
        assert str(fault.mend)
        assert parcel.file is not None
    assert cases.Application.objects.count() == 1


def test_take__the_same_package_again__is_known_and_makes_nothing(channel: Any) -> None:
    for outcome in (Outcome.ACCEPTED, Outcome.KNOWN):
        assert take(channel, "a.zip", a_package(), at=NOON) is outcome
    assert cases.Case.objects.count() == Parcel.objects.count() == 1


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardHouse]:
    with card_house(tmp_path_factory.mktemp("card"), NOON) as made:
        yield made


def test_take__signed__reaches_the_level_that_the_signature_proves(channel: Any, house: CardHouse) -> None:
    where = "千葉県浦安市架空町1丁目2番3号"
    sakura, somebody = (house.card(name, address=where) for name in ("見本さくら", "例示太郎"))
    for number, signer in (("1", sakura), ("2", somebody)):
        assert take(channel, "a.zip", a_package(number, signer=signer), at=NOON) is Outcome.ACCEPTED
    reached = {one.number: one.application.assurance for one in Parcel.objects.all() if one.application}
    assert reached == {"1": "sign", "2": "none"}
    seen = cases.signature_of(Parcel.objects.get(number="2").application.case)  # type: ignore[union-attr]
    assert seen is not None
    assert seen.waits_for_clerk


def test_take__a_signature_over_something_else__is_set_aside(channel: Any, house: CardHouse) -> None:
    other = {"signature/signature.p7s": house.card().sign(b"something else")}
    assert take(channel, "a.zip", a_package(others=other), at=NOON) is Outcome.ASIDE
    assert Parcel.objects.get().reason == "intake-signature"


def test_erased_case__leaves_of_its_package_the_line_in_the_ledger_alone(channel: Any) -> None:
    assert take(channel, "見本さくら.zip", a_package(), at=NOON) is Outcome.ACCEPTED
    parcel = Parcel.objects.get()
    digest, case = parcel.digest, parcel.application.case  # type: ignore[union-attr]
    cases.withdraw(case, by=an_officer(), at=NOON)
    cases.erase(cases.Case.objects.get(pk=case.pk), by=SYSTEM, at=NOON.replace(year=2033))
    run_all_ready(NOON.replace(year=2033))
    parcel.refresh_from_db()
    assert (parcel.number, parcel.state, parcel.section) == ("20260714-0001", ParcelState.ACCEPTED, "kodomo")
    assert (parcel.file, parcel.name, bytes(parcel.sealed), parcel.size) == (None, "", b"", 0)
    assert digest not in parcel.digest
    assert not StoredFile.objects.filter(purpose="parcel").exists()
    assert not erase_of(case.pk, at=NOON)
    assert take(channel, "again.zip", a_package(), at=NOON) is Outcome.ASIDE  # its number is known still


def test_erased_case__before_the_job_ran__the_list_of_packages_opens(channel: Any) -> None:
    take(channel, "見本さくら.zip", a_package(), at=NOON)
    case = Parcel.objects.get().application.case  # type: ignore[union-attr]
    cases.withdraw(case, by=an_officer(), at=NOON)
    cases.erase(cases.Case.objects.get(pk=case.pk), by=SYSTEM, at=NOON.replace(year=2033))
    assert Parcel.objects.select_related("key").get().name == ""
