"""一斉案内: chosen, written to, reminded, counted off."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from madoguchi.core.files.public import open_file
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import RunLetter, RunMember
from madoguchi.engines.cases.runs import sending
from madoguchi.engines.cases.runs.references import check_reference, new_reference
from madoguchi.engines.cases.testing import ANSWERS, DAY, NOON, NOTIFICATION, a_case, a_procedure, run
from madoguchi.engines.cases.tests.test_search import ASKING, of
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of, an_officer

pytestmark = pytest.mark.django_db
LATER = NOON + 30 * DAY


@pytest.fixture
def clerk() -> Any:
    a_procedure()
    a_procedure(NOTIFICATION)
    return actor_of(a_staff_account("kodomo"), NOON)


def begin(by: Any, basis: str = "sample-allowance", token: str = "one", **more: Any) -> Any:
    said = {"title": "見本手当の現況届のお願い", "text": "現況届を出してください。", "due_on": (LATER + 30 * DAY).date(), **more}
    return cases.begin_run("sample-notification", basis, token=token, by=by, at=LATER, **said)


def counts(one: Any) -> dict[str, int]:
    return {name: n for name, n in RunMember.objects.filter(run=one).counts().items() if n}


def send(one: Any, by: Any, number: int = 1, at: Any = LATER, **more: Any) -> Any:
    sent = cases.send_round(one, number=number, by=by, at=at, **more)
    run(at)
    one.refresh_from_db()
    return sent


def answer(account: Any = None, at: Any = LATER, answers: Any = ANSWERS) -> Any:
    return a_case("opened", version=a_procedure(NOTIFICATION), account=account, at=at, answers=answers)


def test_gather__granted_and_in_force__once_each_and_no_others(clerk: Any) -> None:
    granted, account = a_case("decided"), a_resident_account()
    old, new = a_case("decided", account=account), a_case("decided", account=account)
    a_case("reviewing"), a_case("withdrawn")
    one = begin(clerk)
    assert begin(clerk).pk == one.pk
    run(LATER)
    assert set(RunMember.objects.filter(run=one).values_list("case", flat=True)) == {granted.pk, new.pk}
    assert old.pk not in {granted.pk, new.pk}
    narrow = begin(clerk, token="two", decided_from=(NOON + DAY).date())
    run(LATER)
    assert counts(narrow) == {}
    with pytest.raises(cases.PeriodBackwards):
        begin(clerk, token="three", decided_from=LATER.date(), decided_until=NOON.date())
    with pytest.raises(cases.DueInPast):
        begin(clerk, token="four", due_on=NOON.date())
    with pytest.raises(NotPermitted):
        begin(an_officer("kaigo"), token="five")


def test_run__written_returned_answered_reminded__every_count_is_right(clerk: Any) -> None:
    known, gone, silent, out = (a_case("decided", account=a_resident_account()) for _n in range(4))
    one = begin(clerk)
    run(LATER)
    one.refresh_from_db()
    member = {m.case_id: m for m in RunMember.objects.filter(run=one).select_related("run")}
    cases.exclude_member(member[out.pk], by=clerk, at=LATER)
    send(one, clerk)
    assert send(one, clerk).number == 1, "pressed twice, sent once"
    assert counts(one) == {"of": 4, "sent": 3, "excluded": 1}
    assert messages.unbound(by=clerk, section="kodomo", kind=cases.kind_of_run(one)) == 3

    batch = messages.bind("kodomo", kind=cases.kind_of_run(one), token="print", by=clerk, at=LATER)
    run(LATER)
    batch.refresh_from_db()
    text = PdfReader(BytesIO(open_file(batch.file))).pages[0].extract_text()
    assert "見本手当の現況届のお願い" in text
    assert "見本 さくら" in text
    assert any(m.reference in text for m in member.values())
    for what in ("printed", "posted"):
        messages.mark_batch(batch, what, by=clerk, at=LATER)
        run(LATER)
    letter = RunLetter.objects.get(member=member[gone.pk])
    job = messages.PrintJob.objects.get(delivery__notice=letter.notice)
    messages.record_return(job, reason="unknown", by=clerk, at=LATER + DAY)
    run(LATER + DAY)
    came = answer(known.account, LATER + DAY)
    assert RunMember.objects.get(answer=came).case_id == known.pk
    assert counts(one) == {"of": 4, "sent": 1, "returned": 1, "answered": 1, "excluded": 1}

    with pytest.raises(cases.NothingWritten):
        send(one, clerk, 2, LATER + 2 * DAY)
    send(one, clerk, 2, LATER + 2 * DAY, text="まだ届いていません。")
    assert list(RunLetter.objects.filter(round__number=2).values_list("member__case", flat=True)) == [silent.pk]
    cases.include_member(member[gone.pk], by=clerk, at=LATER + 2 * DAY)
    assert counts(one)["sent"] == 2
    cases.withdraw(came, by=clerk, at=LATER + 3 * DAY)
    assert "answered" not in counts(one), "an answer that was taken back is none"
    cases.close_run(one, by=clerk, at=LATER + 3 * DAY)
    one.refresh_from_db()
    with pytest.raises(cases.RunOver):
        send(one, clerk, 3, LATER + 4 * DAY, text="…")


def test_answer__on_paper__is_joined_by_its_reference(clerk: Any) -> None:
    a_case("decided"), a_case("decided")
    one = begin(clerk)
    run(LATER)
    first, second = RunMember.objects.filter(run=one).order_by("pk")
    came = answer()
    assert RunMember.objects.filter(answer=came).first() is None, "two of the same name: a person decides"
    with pytest.raises(cases.BadReference):
        cases.join_answer(one, "G0000000001", came, by=clerk, at=LATER)
    with pytest.raises(cases.NotOfThisRun):
        cases.join_answer(one, new_reference(), came, by=clerk, at=LATER)
    with pytest.raises(cases.OtherProcedure):
        cases.join_answer(one, first.reference, a_case("opened"), by=clerk, at=LATER)
    typed = f"ｇ{first.reference[1:4]} {first.reference[4:]}"
    assert cases.join_answer(one, typed, came, by=clerk, at=LATER).pk == first.pk
    with pytest.raises(cases.AnsweredAlready):
        cases.join_answer(one, first.reference, answer(), by=clerk, at=LATER)
    with pytest.raises(cases.AnswersAnother):
        cases.join_answer(one, second.reference, came, by=clerk, at=LATER)


def test_answer__without_account__is_joined_by_name_and_birthday(clerk: Any) -> None:
    granted = of("見本", "さくら", until="decided")
    of("見本", "さくら", "1952-11-03", until="decided")
    one = begin(clerk, basis="sample-asking")
    run(LATER)
    reporting = {**ASKING, **{name: NOTIFICATION[name] for name in ("code", "title", "kind", "appeal_body")}, "results": {}}
    version = a_procedure({name: value for name, value in reporting.items() if name != "deadline"}, standard_days=None)
    claimant = {**ANSWERS["claimant"], "birth": "1990-04-12", "phone": "0470000001"}
    moved = {**claimant, "address": {**claimant["address"], "street": "例示町9丁目9番9号"}}
    came = a_case("opened", version=version, answers={**ANSWERS, "claimant": moved}, at=LATER)
    assert RunMember.objects.get(run=one, answer=came).case_id == granted.pk
    who = cases.applicant_of(came.definition, cases.answers_of(came.application))
    (other,) = cases.known_otherwise(came, who, by=clerk)
    assert other.path == "claimant.address", "what is other than in the granted case is marked"


def test_letters__killed_in_the_middle__go_on_and_nobody_gets_two(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for _n in range(4):
        a_case("decided")
    one = begin(clerk)
    run(LATER)
    one.refresh_from_db()
    sent = cases.send_round(one, number=1, by=clerk, at=LATER)
    real, calls = sending.write_letter, []

    def dies(member: Any, round_: Any) -> None:
        if len(calls) == 2:
            raise SystemExit("killed")
        real(member, round_)
        calls.append(member.pk)

    monkeypatch.setattr(sending, "write_letter", dies)
    with pytest.raises(SystemExit):
        sending.write_letters.call(sent.pk)
    assert RunLetter.objects.count() == 2
    monkeypatch.undo()
    run(LATER)
    assert RunLetter.objects.count() == 4
    assert messages.PrintJob.objects.filter(delivery__notice__subject_kind="run-member").count() == 4
    sent.refresh_from_db()
    assert sent.done_at


def test_reference__one_wrong_digit_or_two_swapped__is_noticed() -> None:
    good = new_reference()
    assert check_reference(good.lower()) == good
    wrong = good[:3] + str((int(good[3]) + 1) % 10) + good[4:]
    with pytest.raises(cases.BadReference):
        check_reference(wrong)


def test_preview__to_nobody__is_a_page(clerk: Any) -> None:
    pdf = cases.preview_letter(begin(clerk), LATER)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
