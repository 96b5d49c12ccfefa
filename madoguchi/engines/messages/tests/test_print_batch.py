"""Many letters as one file, and letters that come back."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from madoguchi.city.testing import a_city
from madoguchi.core.files.public import open_file
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.refused import NotFound
from madoguchi.core.sealing.public import Unreadable, unseal
from madoguchi.engines.messages import public as messages
from madoguchi.engines.messages.testing import NOON, a_notice, a_recipient, the_delivery
from madoguchi.engines.people.testing import a_staff_account, actor_of, an_officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def clerk() -> Any:
    a_city()
    return actor_of(a_staff_account("kodomo"), NOON)


def a_letter(**fields: Any) -> messages.PrintJob:
    return the_delivery(a_notice(**fields)).print_job


def bind(by: Any, token: str = "one", **more: Any) -> messages.PrintBatch:
    return messages.bind("kodomo", token=token, by=by, at=NOON, **more)


def test_batch__bound_printed_posted__each_letter_says_so_and_the_file_is_gone(clerk: Any) -> None:
    letters = [a_letter(), a_letter(), a_letter(kind="other"), a_letter(section="joho")]
    batch = bind(clerk, kind="example")
    assert bind(clerk, kind="example").pk == batch.pk
    run_all_ready(NOON)
    batch.refresh_from_db()
    assert len(PdfReader(BytesIO(open_file(batch.file))).pages) == 2
    assert messages.unbound(by=clerk, section="kodomo") == 1
    with pytest.raises(messages.BatchNotPrinted):
        messages.mark_batch(batch, "posted", by=clerk, at=NOON)
    for what in ("printed", "posted"):
        messages.mark_batch(batch, what, by=clerk, at=NOON)
        with pytest.raises(messages.BeingMarked):
            messages.mark_batch(batch, what, by=clerk, at=NOON)
        run_all_ready(NOON)
    assert [messages.PrintJob.objects.get(pk=one.pk).posted_on == NOON.date() for one in letters] == [True, True, False, False]
    batch.refresh_from_db()
    assert (batch.file, batch.marks) == (None, "")
    batch.key.refresh_from_db()
    with pytest.raises(Unreadable):
        unseal(batch.key, b"", "")


def test_batch__a_name_that_no_font_has__is_left_out_and_waits_again(clerk: Any) -> None:
    a_letter()
    odd = a_letter(recipient=a_recipient(name="\U00031350見本"))
    batch = bind(clerk)
    run_all_ready(NOON)
    batch.refresh_from_db()
    assert batch.left_out == [odd.reference]
    assert messages.PrintBatch.objects.counted().get().of == 1
    assert messages.unbound(by=clerk, section="kodomo") == 1


def test_batch__nothing_waits__is_refused(clerk: Any) -> None:
    with pytest.raises(messages.NothingToPrint):
        bind(clerk)
    assert not messages.PrintBatch.objects.exists()


def test_return__scanned__is_kept_once_with_reason_and_day(clerk: Any) -> None:
    job = a_letter()
    with pytest.raises(messages.NotPostedYet):
        messages.record_return(job, reason="unknown", by=clerk, at=NOON)
    messages.mark_printed(job, by=clerk, at=NOON)
    messages.mark_posted(job, by=clerk, at=NOON)
    found = messages.letter_of(f" {job.reference.upper()[:6]} {job.reference[6:]} ", by=clerk)
    assert found.pk == job.pk
    with pytest.raises(messages.ReturnedInFuture):
        messages.record_return(found, reason="unknown", returned_on=(NOON - DAY).date(), by=clerk, at=NOON)
    came = messages.record_return(found, reason="unknown", by=clerk, at=NOON + 3 * DAY)
    assert came.returned_on == (NOON + 3 * DAY).date()
    with pytest.raises(messages.AlreadyReturned):
        messages.record_return(found, reason="moved", by=clerk, at=NOON + 3 * DAY)
    with pytest.raises(NotFound):
        messages.letter_of(job.reference, by=an_officer("joho"))
    with pytest.raises(NotFound):
        messages.letter_of("", by=clerk)
    assert [one.pk for one in messages.returned_letters(by=clerk)] == [came.pk]
    assert not messages.returned_letters(by=an_officer("joho"))
