"""消去: what a case leaves when its years are over."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client, override_settings
from PIL import Image

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.files.public import StoredFile, keep
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.relay.testing import Taken, Writing, as_carried
from madoguchi.core.sealing.public import Unreadable, new_key
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.crossing import shown
from madoguchi.engines.cases.erasing import clear
from madoguchi.engines.cases.models import Case, Revision, SearchKey, Standing
from madoguchi.engines.cases.search.keys import rebuild
from madoguchi.engines.cases.testing import ANSWERS, DAY, NOON, a_case, a_closed_case, a_procedure, agree
from madoguchi.engines.documents.public import Document
from madoguchi.engines.forms import public as forms
from madoguchi.engines.forms.testing import a_draft, fill_in
from madoguchi.engines.messages.public import Notice
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident_account, actor_of, an_officer, signed_in

pytestmark = pytest.mark.django_db
LATER = datetime(2032, 4, 1, 12, tzinfo=NOON.tzinfo)
"""Five fiscal years after the one in which a case of July 2026 ended."""


def a_picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(held, "PNG")
    return held.getvalue()


def a_full_case() -> Case:
    """With a paper, second answers, a note, a memo and a message; decided, told, over."""
    account = a_resident_account(name="見本 さくら")
    paper = keep(a_picture(), name="見本さくらの通帳.png", key=new_key("papers", "1"), by=SYSTEM, at=NOON)
    case, clerk = a_case("correcting", account=account, files=[("proof", paper)]), an_officer()
    cases.correct(case, {"claimant.address": {**ADDRESS, "street": "架空町9丁目9番"}}, by=clerk, at=NOON + DAY)
    cases.note(case, "電話で確認しました。", by=clerk, at=NOON + DAY)
    memo = cases.write_memo("折り返し", cases.Person(name="見本 さくら"), section="kodomo", by=clerk, at=NOON + DAY)
    cases.join_memo(memo, case, by=clerk, at=NOON + DAY)
    cases.write_message(case, "届きましたか", by=actor_of(account), at=NOON + DAY)
    cases.propose(case, outcome=cases.Outcome.GRANTED, by=clerk, at=NOON + DAY)
    agree(case, at=NOON + 2 * DAY)
    run_all_ready(NOON + 2 * DAY)
    cases.complete(case, by=clerk, at=NOON + 3 * DAY)
    return Case.objects.get(pk=case.pk)


ADDRESS = {"postal": "000-0000", "prefecture": "千葉県", "city": "浦安市"}


def test_due__years_over_and_nothing_going_on__and_not_before() -> None:
    case = a_closed_case()
    assert case.kept_until == date(2032, 3, 31)
    assert not cases.due_for_disposal(date(2032, 3, 31)).exists()
    assert list(cases.due_for_disposal(date(2032, 4, 1))) == [case]
    with pytest.raises(cases.NotToBeErased):
        cases.erase(case, by=SYSTEM, at=NOON + 4 * DAY)
    cases.propose(case, outcome=cases.Outcome.CANCELLED, reason="例", revises=case.decisions.get(), by=an_officer(), at=LATER)
    assert not cases.due_for_disposal(date(2032, 4, 1)).exists()
    with pytest.raises(cases.NotToBeErased):
        cases.erase(case, by=SYSTEM, at=LATER)


def test_erase__everything_sealed_is_gone_and_what_is_counted_stays() -> None:
    case = a_full_case()
    sender = case.account
    assert SearchKey.objects.filter(case=case).exists()
    assert StoredFile.objects.count() == 2  # the paper and the notice
    before = {"numbers": Document.objects.count(), "notices": Notice.objects.count(), "decisions": case.decisions.count()}
    assert cases.erase(case, by=SYSTEM, at=LATER)
    assert not cases.erase(Case.objects.get(pk=case.pk), by=SYSTEM, at=LATER)
    held = Case.objects.select_related("application__key", "key").get(pk=case.pk)
    for read in (
        lambda: held.application.answers,
        lambda: cases.answers_of(held.application),
        lambda: held.notes.first().text,  # type: ignore[union-attr]
        lambda: held.messages.first().text,  # type: ignore[union-attr]
        lambda: Notice.objects.get().recipient,
    ):
        with pytest.raises(Unreadable):
            read()
    assert (held.applicant, held.account, held.application.account, held.application.digest) == ("", None, None, "")
    assert not StoredFile.objects.exists()
    assert not SearchKey.objects.exists()
    assert not cases.Memo.objects.exists()
    assert set(Revision.objects.values_list("digest", flat=True)) == {""}
    after = {"numbers": Document.objects.count(), "notices": Notice.objects.count(), "decisions": held.decisions.count()}
    assert after == before
    assert Document.objects.get().file is None
    assert Notice.objects.get().account is None
    assert StoredEvent.objects.filter(kind="cases.erased", subject_id=str(case.pk)).count() == 1
    assert not cases.applications_of(by=actor_of(sender))
    assert rebuild() == 0  #  the marks are not made anew


def test_erase__the_pages_of_what_is_gone_answer_with_their_sentence() -> None:
    case = a_full_case()
    sender = case.account
    notice = Notice.objects.get()
    cases.erase(case, by=SYSTEM, at=LATER)
    resident, desk = signed_in(Client(), sender), signed_in(Client(), a_clerk_account())
    for client, address, status in (
        (resident, f"/mine/{case.number}/", 410),
        (resident, f"/mine/{case.number}/copy.pdf", 410),
        (resident, f"/mine/notices/{notice.pk}/", 404),
        (desk, f"/desk/cases/{case.number}/", 410),
        (desk, f"/desk/cases/{case.number}/notices/{notice.pk}/", 404),  # the sheet is not there any more
        (resident, "/mine/", 200),
        (desk, "/desk/", 200),
        (desk, "/desk/register/", 200),
    ):
        answer = client.get(address)
        assert answer.status_code == status, address
        assert status != 410 or "消去された" in answer.content.decode()


def a_clerk_account() -> Any:
    from madoguchi.engines.people.testing import a_staff_account

    return a_staff_account("kodomo")


def test_erase__stopped_half_way__leaves_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_full_case()
    monkeypatch.setattr("madoguchi.engines.cases.erasing.clear", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cases.erase(case, by=SYSTEM, at=LATER)
    monkeypatch.undo()
    held = Case.objects.get(pk=case.pk)
    assert held.application.answers
    assert SearchKey.objects.filter(case=case).exists()
    assert cases.erase(held, by=SYSTEM, at=LATER)
    assert not Standing.objects.exists()


def test_erase__handed_in_from_a_draft__leaves_nothing_in_the_draft() -> None:
    me = actor_of(a_resident_account(name="見本 さくら"))
    draft = a_draft(me, version=a_procedure(), at=NOON)
    forms.attach(draft, "proof", [("見本さくらの通帳.png", a_picture())], by=me, at=NOON)
    case = cases.open_case(cases.submit(fill_in(draft, ANSWERS, by=me, at=NOON), by=me, at=NOON), by=SYSTEM, at=NOON)
    cases.withdraw(case, by=an_officer(), at=NOON)
    assert cases.erase(Case.objects.get(pk=case.pk), by=SYSTEM, at=LATER)
    left = forms.Draft.objects.get(pk=draft.pk)
    assert (left.account, left.pages.count(), left.files.count(), left.holders.count()) == (None, 0, 0, 0)
    assert left.key.destroyed_at
    assert not StoredFile.objects.exists()


def test_taken_at_the_office__what_was_typed_outside__can_be_opened_there_no_more() -> None:
    me = actor_of(a_resident_account(name="見本 さくら"))
    draft = a_draft(me, version=a_procedure(), at=NOON)
    forms.attach(draft, "proof", [("見本さくらの通帳.png", a_picture())], by=me, at=NOON)
    application = cases.submit(fill_in(draft, ANSWERS, by=me, at=NOON), by=me, at=NOON)
    case = cases.open_case(application, by=SYSTEM, at=NOON)
    said = as_carried(shown.write(str(application.pk), "", Writing()))
    for _twice in range(2):
        with override_settings(MADO_ZONE="public"):
            shown.take(str(application.pk), said, Taken(1, NOON))
    left = forms.Draft.objects.select_related("key").get(pk=draft.pk)
    assert left.key.destroyed_at
    assert (left.pages.count(), left.files.count()) == (0, 0)
    assert left.account_id == me.account_id  # the receipt is still theirs
    assert Standing.objects.filter(case=case).exists()
    for file in StoredFile.objects.select_related("key"):
        assert file.key.destroyed_at


def test_erase__the_public_side__is_told_that_it_is_gone_and_clears_its_share() -> None:
    case = a_full_case()
    cases.erase(case, by=SYSTEM, at=LATER)
    said = shown.write(str(case.application_id), "", None)  # type: ignore[arg-type]
    assert said["erased"]
    assert not {"tables", "messages", "answers"} & set(said)
    assert said["case"]["account_id"] is None
    there = a_full_case()
    clear(there.application, there, at=LATER)  # what `take` does with it
    held = Case.objects.select_related("application__key", "key").get(pk=there.pk)
    assert cases.is_erased(held)
    with pytest.raises(Unreadable):
        assert held.application.answers
    assert not StoredFile.objects.exists()
