"""通知: once for its key, one delivery a channel, name and address sealed."""

import pytest

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.core.registry import UnknownKey
from madoguchi.engines.messages import public as messages
from madoguchi.engines.messages.models import Delivery, Notice, PrintJob
from madoguchi.engines.messages.testing import NOON, a_notice, a_recipient, the_delivery
from madoguchi.engines.people.testing import a_resident, a_resident_account, an_officer

pytestmark = pytest.mark.django_db


def test_notify__same_key_twice__gives_one_notice_and_one_delivery():
    first, second = a_notice(key="decision:1"), a_notice(key="decision:1")
    assert first == second
    assert Delivery.objects.count() == PrintJob.objects.count() == 1


def test_notify__on_paper__waits_in_the_print_queue():
    notice = a_notice()
    assert [job.delivery.notice for job in messages.print_queue(by=an_officer())] == [notice]
    assert the_delivery(notice).state == "queued"


def test_notify__name_and_address__are_sealed():
    notice = a_notice(a_recipient(name="架空 花子"))
    assert "架空".encode() not in bytes(notice.sealed_recipient)
    assert Notice.objects.get().recipient.name == "架空 花子"


def test_notify__on_the_portal__has_arrived_with_the_record():
    account = a_resident_account()
    notice = a_notice(a_recipient(account_id=account.pk), channels=("portal",))
    assert the_delivery(notice, "portal").sent_at == NOON
    assert StoredEvent.objects.filter(kind="messages.notice-sent", subject_id=str(notice.id)).exists()
    assert messages.notices_of(by=a_resident(account)) == [notice]


def test_notify__on_paper__is_not_shown_on_the_portal():
    account = a_resident_account()
    a_notice(a_recipient(account_id=account.pk))
    assert messages.notices_of(by=a_resident(account)) == []


@pytest.mark.parametrize(("channel", "reason"), [("sms", "not-connected"), ("line", "not-connected"), ("portal", "no-account")])
def test_notify__on_a_way_that_cannot_be_used__says_so_on_the_desk(channel, reason):
    notice = a_notice(channels=("letter", channel))
    delivery = the_delivery(notice, channel)
    assert (delivery.state, delivery.reason) == ("given-up", reason)
    assert messages.troubled(by=an_officer()) == [delivery]


def test_notify__without_address__is_given_up_visibly():
    notice = a_notice(a_recipient(lines=()))
    assert the_delivery(notice).reason == "no-address"
    assert messages.print_queue(by=an_officer()) == []


def test_notify__unknown_channel__names_those_near():
    with pytest.raises(UnknownKey, match="letter"):
        a_notice(channels=("leter",))
    with pytest.raises(messages.NoWayToDeliver):
        a_notice(channels=())


def test_notify__for_another_section__is_not_permitted():
    with pytest.raises(NotPermitted):
        a_notice(by=an_officer(section="kaigo"))


def test_open_notice__own__notes_the_first_time_only():
    account = a_resident_account()
    notice = a_notice(a_recipient(account_id=account.pk), channels=("portal",))
    messages.open_notice(notice.id, by=a_resident(account), at=NOON)
    messages.open_notice(notice.id, by=a_resident(account), at=NOON.replace(hour=18))
    notice.refresh_from_db()
    assert notice.opened_at == NOON


def test_open_notice__of_another__is_not_found():
    notice = a_notice(a_recipient(account_id=a_resident_account().pk), channels=("portal",))
    with pytest.raises(NotFound):
        messages.open_notice(notice.id, by=a_resident(a_resident_account()), at=NOON)


def test_notices_about__subject__with_deliveries_in_two_queries(django_assert_max_num_queries):
    notice = a_notice(subject_kind="case", subject_id="1", channels=("letter", "sms"))
    with django_assert_max_num_queries(2):
        [found] = messages.notices_about("case", "1")
        assert (found, [d.channel for d in found.deliveries.all()]) == (notice, ["letter", "sms"])
