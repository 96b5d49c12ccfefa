"""Mails: claimed by one worker, tried again after failures, `unknown` when a worker was lost, never said to be what
they are not.
"""

from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.links.public import register_link
from madoguchi.core.refused import NotPermitted
from madoguchi.core.registry import UnknownKey
from madoguchi.engines.messages import public as messages
from madoguchi.engines.messages.actions.carry import carry_delivery
from madoguchi.engines.messages.channels.base import CHANNELS
from madoguchi.engines.messages.models import Delivery, Message, OutboxMail
from madoguchi.engines.messages.testing import NOON
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident_account, an_officer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def a_mail(key="1", to="mihon@example.invalid", language="ja", **fields):
    fields = {"section": "kodomo", **fields}
    return messages.tell(messages.Contact(to, language), "news", key=key, by=SYSTEM, at=NOON, **fields)


def fail_with(monkeypatch, *troubles):
    """The channel fails so often, then works."""
    left = list(troubles)

    def hand_over(self, delivery, *, at):
        if left:
            raise left.pop(0)

    monkeypatch.setattr(type(CHANNELS.get("mail")), "hand_over", hand_over)


def test_tell__same_key_twice__is_one_mail():
    assert a_mail() == a_mail()
    run_all_ready(NOON)
    assert OutboxMail.objects.count() == 1


def test_tell__unknown_text__names_it():
    with pytest.raises(UnknownKey):
        messages.tell(messages.Contact("mihon@example.invalid"), "nws", key="1", by=SYSTEM, at=NOON)


@pytest.mark.parametrize("language", ["ja", "en", "ja-easy"])
@pytest.mark.parametrize("template", [code for code in messages.TEXTS if code != "whole"])
def test_mail__in_each_language__says_only_that_there_is_news(language, template, settings):
    with suppress(ValueError):
        register_link("news-example", lambda id: f"/news/{id}")
    to = messages.Contact("mihon@example.invalid", language)
    messages.tell(to, template, {"link": ["news-example", "ABCD"]}, key=template, by=SYSTEM, at=NOON)
    run_all_ready(NOON)
    [mail] = messages.outbox()
    assert mail.subject
    assert "/news/ABCD" in mail.text
    assert ("デモ" in mail.text) or ("demonstration" in mail.text)
    assert "mihon" not in mail.text + mail.subject


def test_mail__of_an_account__goes_to_its_address_and_is_a_real_mime_message():
    account = a_resident_account("sakura@example.invalid")
    delivery = messages.tell(account, "news", key="1", by=SYSTEM, at=NOON)
    run_all_ready(NOON)
    raw = OutboxMail.objects.get(delivery=delivery).mime
    mail = message_from_bytes(raw, policy=default)
    assert mail["To"] == "sakura@example.invalid"
    assert str(delivery.id) in mail["Message-ID"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert b"sakura" not in bytes(OutboxMail.objects.get().sealed_mime)


def test_carry__failing_twice__waits_longer_and_arrives(monkeypatch):
    delivery = a_mail()
    fail_with(monkeypatch, messages.NotHandedOver("server-away"), messages.NotHandedOver("server-away"))
    run_all_ready(NOON)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, delivery.next_try) == ("failed", "server-away", NOON + MINUTE)
    assert messages.troubled(by=an_officer()) == [delivery]
    run_all_ready(NOON + MINUTE)
    delivery.refresh_from_db()
    assert delivery.next_try == NOON + 6 * MINUTE
    run_all_ready(NOON + 6 * MINUTE)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempt) == ("sent", 3)


def test_carry__refused_for_good__is_given_up_at_once(monkeypatch):
    delivery = a_mail()
    fail_with(monkeypatch, messages.NotHandedOver("recipient-refused-550", final=True))
    run_all_ready(NOON)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("given-up", "recipient-refused-550")


def test_carry__never_working__is_given_up_in_the_end(monkeypatch):
    delivery = a_mail()
    fail_with(monkeypatch, *(messages.NotHandedOver("server-away") for _ in range(9)))
    for hours in range(12):
        run_all_ready(NOON + timedelta(hours=hours))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempt) == ("given-up", 5)


def test_carry__broken_address__is_given_up():
    delivery = a_mail(to="no address at all")
    run_all_ready(NOON)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("given-up", "bad-mail-address")


def test_carry__twice_at_once__second_finds_nothing_to_do():
    delivery = a_mail()
    assert Delivery.objects.claim(delivery.id, at=NOON, lease=MINUTE)
    assert carry_delivery(delivery.id, at=NOON) == "nothing-to-do"


def test_sweep__worker_lost_after_hand_over__is_unknown_then_sent_once_more_with_the_same_id():
    delivery = a_mail()
    claimed = Delivery.objects.claim(delivery.id, at=NOON, lease=MINUTE)
    CHANNELS.get("mail").hand_over(claimed, at=NOON)
    assert messages.sweep(at=NOON + 2 * MINUTE)["unknown"] == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("unknown", "worker-lost")
    assert messages.troubled(by=an_officer()) == [delivery]
    assert messages.sweep(at=NOON + 5 * MINUTE)["resent"] == 0
    assert messages.sweep(at=NOON + 13 * MINUTE)["resent"] == 1
    run_all_ready(NOON + 13 * MINUTE)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.uncertain) == ("sent", 1)
    assert OutboxMail.objects.count() == 1


def test_sweep__unknown_a_second_time__waits_for_a_person():
    delivery = a_mail()
    Delivery.objects.filter(pk=delivery.pk).update(state="unknown", uncertain=1, attempt=2)
    assert messages.sweep(at=NOON + timedelta(days=1))["resent"] == 0
    delivery.refresh_from_db()
    messages.resend(delivery, by=an_officer(), at=NOON + timedelta(days=1))
    run_all_ready(NOON + timedelta(days=1))
    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_carry__slow_worker_comes_back_after_the_sweep__its_word_counts():
    from madoguchi.engines.messages.actions.carry import handed_over

    delivery = a_mail()
    claimed = Delivery.objects.claim(delivery.id, at=NOON, lease=MINUTE)
    messages.sweep(at=NOON + 2 * MINUTE)
    assert handed_over(claimed, at=NOON + 3 * MINUTE) == "sent"


def test_carry__stale_worker_after_a_resend__changes_nothing():
    from madoguchi.engines.messages.actions.carry import handed_over

    delivery = a_mail()
    old = Delivery.objects.claim(delivery.id, at=NOON, lease=MINUTE)
    messages.sweep(at=NOON + 2 * MINUTE)
    messages.sweep(at=NOON + 13 * MINUTE)
    Delivery.objects.claim(delivery.id, at=NOON + 13 * MINUTE, lease=MINUTE)
    assert handed_over(old, at=NOON + 13 * MINUTE) == "overtaken"


def test_give_up__already_sent__is_turned_back():
    delivery = a_mail()
    run_all_ready(NOON)
    delivery.refresh_from_db()
    with pytest.raises(messages.AlreadySettled):
        messages.give_up(delivery, by=an_officer(), at=NOON)
    with pytest.raises(messages.NothingToResend):
        messages.resend(delivery, by=an_officer(), at=NOON)


def test_resend__by_another_section__is_not_permitted():
    with pytest.raises(NotPermitted):
        messages.resend(a_mail(), by=an_officer(section="kaigo"), at=NOON)


def test_drop_old_mails__after_three_months__are_gone():
    from madoguchi.engines.messages.jobs import drop_old_mails

    a_mail()
    run_all_ready(NOON)
    assert drop_old_mails(NOON + timedelta(days=89)) == 0
    drop_old_mails(NOON + timedelta(days=92))
    assert not Message.objects.exists()
    assert not OutboxMail.objects.exists()


def test_backend__sign_in_mail__takes_the_same_way_sealed(settings):
    from django.core.mail import EmailMessage

    settings.EMAIL_BACKEND = "madoguchi.engines.messages.backend.OutboxBackend"
    EmailMessage("サインイン", "合言葉: 例示123", None, ["mihon@example.invalid"]).send()
    message = Message.objects.get()
    assert "例示123".encode() not in bytes(message.sealed_content)
    run_all_ready()
    [mail] = messages.outbox()
    assert "例示123" in mail.text
    assert "デモ" in mail.text


def test_outbox__in_service__shows_nothing(settings):
    a_mail()
    run_all_ready(NOON)
    settings.MADO_DEMO = False
    assert messages.outbox() == []
