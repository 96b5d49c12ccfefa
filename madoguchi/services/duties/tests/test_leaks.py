"""漏えい等: clocks from the day of knowing, reports once, people told with care, closed with a reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import NOON, a_case
from madoguchi.engines.documents.testing import a_notice_text
from madoguchi.engines.messages.public import Notice
from madoguchi.engines.people.public import Addressee, bind
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, a_staff_account, an_addressee, an_officer, signed_in
from madoguchi.services.duties.leaks import acting
from madoguchi.services.duties.leaks.sheet import sheet_of
from madoguchi.services.duties.models import Leak
from madoguchi.services.duties.models.leak import Stage
from madoguchi.services.duties.testing import the_rules

pytestmark = pytest.mark.django_db
KNOWN = date(2026, 7, 1)
TEXTS = {"overview": "通知書をほかの方に送りました。", "items": "氏名と住所", "response": "回収しました。"}


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    the_rules()


def a_leak(*, by: Any = None, **changes: Any) -> Leak:
    told: dict[str, Any] = {
        "section": "kodomo",
        "what": "leak",
        "known_on": KNOWN,
        "happened_on": None,
        "grounds": ["sensitive"],
        "people": None,
        "texts": TEXTS,
        "at": NOON,
        **changes,
    }
    return acting.enter(by=by or an_officer(), **told)


@pytest.mark.parametrize(
    ("known_on", "grounds", "prompt", "full"),
    [
        (date(2026, 7, 1), ["sensitive"], date(2026, 7, 5), date(2026, 7, 30)),
        (date(2026, 7, 3), ["many"], date(2026, 7, 7), date(2026, 8, 3)),  # the 30th day is a Saturday
        (date(2026, 7, 1), ["malicious", "many"], date(2026, 7, 5), date(2026, 8, 31)),  # the 60th, a Saturday
        (date(2026, 7, 2), ["malicious"], date(2026, 7, 6), date(2026, 8, 31)),
    ],
)
def test_clocks__the_day_of_knowing_is_the_first_and_closed_days_give_way(
    known_on: date, grounds: list[str], prompt: date, full: date
) -> None:
    leak = a_leak(known_on=known_on, grounds=grounds)
    assert (leak.prompt_by, leak.full_by) == (prompt, full)


def test_enter__wants_to_know_what_happened_and_keeps_it_sealed() -> None:
    with pytest.raises(acting.OverviewMissing):
        a_leak(texts={})
    with pytest.raises(acting.DayInFuture):
        a_leak(known_on=NOON.date() + timedelta(days=1))
    with pytest.raises(acting.DayInFuture):
        a_leak(happened_on=KNOWN + timedelta(days=1))
    with pytest.raises(NotPermitted):
        a_leak(by=an_officer("kaigo"))
    leak = a_leak()
    assert "通知書".encode() not in bytes(leak.sealed_texts)
    seen = {one: Leak.objects.visible_to(an_officer(one)).exists() for one in ("kodomo", "bunsho", "kaigo")}
    assert seen == {"kodomo": True, "bunsho": True, "kaigo": False}


def test_due__what_is_missing_and_late__until_it_is_reported_and_closed() -> None:
    leak, by = a_leak(), an_officer("bunsho")
    assert [(one.what, one.late) for one in acting.due_of(leak, date(2026, 7, 6))] == [("prompt", True), ("full", False)]
    acting.report(leak, "prompt", date(2026, 7, 3), by=by, at=NOON)
    with pytest.raises(acting.ReportedAlready):
        acting.report(leak, "prompt", date(2026, 7, 3), by=by, at=NOON)
    with pytest.raises(acting.DayInFuture):
        acting.report(leak, "full", date(2026, 6, 30), by=by, at=NOON)
    with pytest.raises(acting.ReportMissing):
        acting.close(leak, "終わった", by=by, at=NOON)
    acting.report(leak, "full", date(2026, 7, 10), by=by, at=NOON)
    assert acting.due_of(Leak.objects.get(), date(2026, 9, 1)) == []
    with pytest.raises(acting.ClosingNeedsReason):
        acting.close(leak, "  ", by=by, at=NOON)
    acting.close(leak, "再発防止まで終わったため。", by=by, at=NOON)
    closed = Leak.objects.get()
    assert closed.closing == "再発防止まで終わったため。"
    with pytest.raises(acting.LeakOver):
        acting.mend(leak, happened_on=None, grounds=[], people=1, texts=TEXTS, by=by, at=NOON)


def test_report__nothing_that_the_law_wants_reported__is_refused() -> None:
    leak = a_leak(grounds=[])
    assert acting.due_of(leak, date(2027, 1, 1)) == []
    with pytest.raises(acting.NothingToReport):
        acting.report(leak, "full", date(2026, 7, 10), by=an_officer(), at=NOON)
    acting.close(leak, "報告を要しないため。", by=an_officer(), at=NOON)


def test_tell__each_once_by_letter__but_nobody_under_protection() -> None:
    a_notice_text(acting.WORDING, rows=[{"label": "起きたこと", "value": "overview"}], values=["overview", "items", "response"])
    hidden = a_resident_account()
    open_case, hidden_case = a_case(), a_case(account=hidden)
    bind(hidden, an_addressee(), by=SYSTEM, at=NOON)
    Addressee.objects.update(suppressed=True)
    leak, by = a_leak(), an_officer()
    with pytest.raises(NotFound):
        acting.concern(leak, ["あいうえお"], by=by, at=NOON)
    with pytest.raises(acting.NoCasesFound):
        acting.concern(leak, ["ABCD-EFGH-3"], by=by, at=NOON)
    assert acting.concern(leak, [open_case.number, hidden_case.number], by=by, at=NOON) == 2
    assert acting.concern(leak, [open_case.number], by=by, at=NOON) == 0
    for moment in (NOON, NOON + timedelta(minutes=1)):
        acting.tell_all(leak, by=by, at=moment)
        run_all_ready(moment)
    told = Notice.objects.get()
    assert told.subject_id == str(open_case.id)
    assert told.deliveries.get().channel == "letter"
    left = leak.persons.get(told_at=None)
    assert (left.case_id, left.trouble) == (hidden_case.id, "under-protection")
    acting.report(leak, "full", date(2026, 7, 10), by=by, at=NOON)
    with pytest.raises(acting.PersonsNotTold):
        acting.close(leak, "終わった", by=by, at=NOON)
    acting.told_by_hand(left, by=by, at=NOON)
    acting.close(leak, "終わった", by=by, at=NOON)
    assert cases.is_erased(cases.Case.objects.get(pk=open_case.pk)) is False


def test_sheet__is_a_paper_for_either_report() -> None:
    for stage in Stage:
        assert sheet_of(a_leak(), stage, at=NOON).startswith(b"%PDF")


def test_pages__from_the_first_word_to_the_end() -> None:
    case, today = a_case(at=timezone.now()), timezone.localdate()
    clerk, other = (signed_in(Client(), a_staff_account(one)) for one in ("kodomo", "kaigo"))
    home = "/desk/duties/leaks/"
    assert "error-summary" in clerk.post(f"{home}new/", {"what": "leak"}).content.decode()
    told = {"what": "leak", "known_on": today.isoformat(), "grounds": ["number"], "people": "1", **TEXTS}
    page = clerk.post(f"{home}new/", told, follow=True).content.decode()
    assert "通知書をほかの方に送りました。" in page
    assert "速報" in page
    leak = Leak.objects.get()
    here = f"{home}{leak.pk}/"
    assert other.get(here).status_code == 404
    assert "終わっていないものはありません" in other.get(home).content.decode()
    mended = {"grounds": ["number"], "people": "2", **TEXTS, "cause": "宛名の取り違え"}
    assert "宛名の取り違え" in clerk.post(f"{here}mend/", mended, follow=True).content.decode()
    assert "日付を正しく" in clerk.post(f"{here}do/report/", {"stage": "full"}, follow=True).content.decode()
    clerk.post(f"{here}do/report/", {"stage": "full", "sent_on": today.isoformat()})
    assert (
        case.number in clerk.post(f"{here}do/concern/", {"numbers": f"{case.number}、{case.number}"}, follow=True).content.decode()
    )
    person = leak.persons.get()
    assert clerk.post(f"{here}do/999999/").status_code == 404
    clerk.post(f"{here}do/{person.pk}/")
    assert clerk.get(f"{here}full.pdf").content.startswith(b"%PDF")
    assert clerk.get(f"{here}third.pdf").status_code == 404
    assert "終える理由を書いて" in clerk.post(f"{here}do/close/", {"reason": ""}, follow=True).content.decode()
    assert "終えました" in clerk.post(f"{here}do/close/", {"reason": "終わったため。"}, follow=True).content.decode()
    assert leak.persons.get().means == "by-hand"
