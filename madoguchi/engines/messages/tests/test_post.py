"""A letter: printed, then posted, by a person; never by itself."""

from datetime import date, timedelta

import pytest

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.messages import public as messages
from madoguchi.engines.messages.testing import NOON, a_notice, the_delivery
from madoguchi.engines.people.testing import an_administrator, an_officer

pytestmark = pytest.mark.django_db


def a_letter():
    return the_delivery(a_notice()).print_job


def test_mark_posted__printed_letter__is_sent_on_its_day():
    job, clerk = a_letter(), an_officer()
    messages.mark_printed(job, by=clerk, at=NOON)
    posted = messages.mark_posted(job, by=clerk, at=NOON + timedelta(hours=1))
    job.delivery.refresh_from_db()
    assert (posted.posted_on, posted.posted_by, job.delivery.state) == (date(2026, 7, 15), clerk.code, "sent")
    assert StoredEvent.objects.filter(kind="messages.notice-sent").count() == 1
    assert messages.print_queue(by=clerk) == []


def test_mark_posted__not_printed__is_turned_back():
    with pytest.raises(messages.NotPrintedYet):
        messages.mark_posted(a_letter(), by=an_officer(), at=NOON)


def test_mark_posted__twice__is_turned_back():
    job, clerk = a_letter(), an_officer()
    messages.mark_printed(job, by=clerk, at=NOON)
    messages.mark_posted(job, by=clerk, at=NOON)
    with pytest.raises(messages.AlreadyPosted):
        messages.mark_posted(job, by=clerk, at=NOON)


@pytest.mark.parametrize("who", [an_administrator, lambda: an_officer(section="kaigo")])
def test_mark_printed__by_an_outsider__is_not_permitted(who):
    with pytest.raises(NotPermitted):
        messages.mark_printed(a_letter(), by=who(), at=NOON)


def test_mark_printed__letter_given_up__is_turned_back():
    job = a_letter()
    messages.give_up(job.delivery, by=an_officer(), at=NOON)
    with pytest.raises(messages.LetterStopped):
        messages.mark_printed(job, by=an_officer(), at=NOON)


def test_resend__a_letter__is_for_no_machine():
    with pytest.raises(messages.ChannelNotConnected):
        messages.resend(a_letter().delivery, by=an_officer(), at=NOON)


def test_sweep__a_printed_letter__is_left_to_the_person():
    job = a_letter()
    messages.mark_printed(job, by=an_officer(), at=NOON)
    assert messages.sweep(at=NOON + timedelta(days=30)) == {"unknown": 0, "resent": 0}
