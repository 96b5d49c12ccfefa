"""At the desk: hand files in, see what was set aside, mend it, try again, dismiss it."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from madoguchi.core.audit.public import Entry
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import a_procedure
from madoguchi.engines.people.testing import a_staff_account, an_officer, signed_in
from madoguchi.services.intake.actions.take import Outcome, take
from madoguchi.services.intake.models import Parcel, ParcelState, Run
from madoguchi.services.intake.testing import FORM, NOON, a_package, a_sample, packed, the_channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def channel(db: None) -> Any:
    return the_channel()


@pytest.fixture
def clerk(client: Client) -> Client:
    return signed_in(client, a_staff_account())


def files(*packages: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{n}.zip", content) for n, content in enumerate(packages, 1)]


def an_unknown_item(channel: Any, number: str = "9") -> bytes:
    sample = a_sample(number)
    return packed(channel, replace(sample, data={**sample.data, "新しい項目": "秘密"}))


def test_desk__files_handed_in__are_worked_off_by_a_job_with_progress(channel: Any, clerk: Client) -> None:
    page = clerk.post(
        reverse("desk-intake:runs"), {"channel": "pittari", "files": files(a_package("1"), a_package("2"), b"no zip")}, follow=True
    )
    run = Run.objects.get()
    assert (run.total, run.done, page.status_code) == (3, 0, 200)
    assert "data-refresh" in page.content.decode()
    run_all_ready()
    run.refresh_from_db()
    assert (run.accepted, run.aside, run.known) == (2, 1, 0)
    assert run.finished_at
    words = clerk.get(reverse("desk-intake:run", args=[run.pk])).content.decode()
    assert "3.zip" in words
    assert "ファイルを開けません" in words


def test_desk__set_aside_then_the_mapping_is_mended__the_retry_takes_it_in(channel: Any, clerk: Client) -> None:
    assert take(channel, "9.zip", an_unknown_item(channel), at=NOON) is Outcome.ASIDE
    parcel = Parcel.objects.get()
    address = reverse("desk-intake:parcel", args=[parcel.pk])
    words = clerk.get(address).content.decode()
    assert "行き先のない項目" in words
    assert "新しい項目＝秘密" in words
    clerk.post(address, {"what": "retry"})
    assert not cases.Case.objects.exists()
    a_procedure(pittari={**FORM, "ignore": ["新しい項目"]})
    clerk.post(address, {"what": "retry"})
    parcel.refresh_from_db()
    assert parcel.state == ParcelState.ACCEPTED
    clerk.post(address, {"what": "retry"})
    assert cases.Case.objects.count() == 1


def test_desk__taken_in_as_it_is__what_was_left_out_is_a_note_on_the_case(channel: Any, clerk: Client) -> None:
    take(channel, "9.zip", an_unknown_item(channel), at=NOON)
    parcel = Parcel.objects.get()
    clerk.post(reverse("desk-intake:parcel", args=[parcel.pk]), {"what": "bear"})
    case = cases.Case.objects.get()
    assert "新しい項目＝秘密" in clerk.get(reverse("desk:case", args=[case.number])).content.decode()


def test_desk__replaced_by_a_whole_one__the_broken_one_is_done_with(channel: Any, clerk: Client) -> None:
    take(channel, "9.zip", a_package("9")[:500], at=NOON)
    parcel = Parcel.objects.get()
    address = reverse("desk-intake:parcel", args=[parcel.pk])
    assert clerk.post(address, {"what": "bear"}).status_code == 302
    assert not cases.Case.objects.exists()
    clerk.post(address, {"what": "replace", "file": files(a_package("9"))[0]})
    parcel.refresh_from_db()
    assert (parcel.state, cases.Case.objects.count()) == (ParcelState.REPLACED, 1)


def test_desk__dismissed__only_with_a_reason(channel: Any, clerk: Client) -> None:
    take(channel, "9.zip", b"nothing", at=NOON)
    parcel = Parcel.objects.get()
    address = reverse("desk-intake:parcel", args=[parcel.pk])
    for why, state in (("", ParcelState.ASIDE), ("ほかの市の申請", ParcelState.DISMISSED)):
        clerk.post(address, {"what": "dismiss", "why": why})
        parcel.refresh_from_db()
        assert parcel.state == state
    assert "ほかの市の申請" in clerk.get(address).content.decode()


def test_desk__the_file_as_it_came__is_shown_to_the_section_and_the_look_is_written_down(channel: Any, clerk: Client) -> None:
    take(channel, "9.zip", b"nothing", at=NOON)
    parcel = Parcel.objects.get()
    address = reverse("desk-intake:file", args=[parcel.pk])
    answer = clerk.get(address)
    assert b"".join(answer.streaming_content) == b"nothing"  # type: ignore[attr-defined]
    assert Entry.objects.filter(action="looked", subject_id=str(parcel.pk)).exists()
    other = signed_in(Client(), a_staff_account("zaisei"))
    assert other.get(address).status_code == 404
    assert not Parcel.objects.visible_to(an_officer("zaisei")).exists()
    assert "nothing" not in other.get(reverse("desk-intake:home")).content.decode()
