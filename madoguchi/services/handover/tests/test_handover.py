"""To the core system: each case in one batch, what cannot be written is said letter by letter, answers are read back."""

import csv
import io
import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from madoguchi.city.public import defined, publish
from madoguchi.core.audit.public import Entry
from madoguchi.core.files.public import open_file
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases.testing import ANSWERS, NOON, a_case
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_staff_account, an_officer, signed_in
from madoguchi.services.handover.actions.answer import answer
from madoguchi.services.handover.actions.make import looked_over, make
from madoguchi.services.handover.definitions import Handover
from madoguchi.services.handover.models import Batch, Line, LineState
from madoguchi.services.handover.refusals import NotAnAnswer, NothingDue

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
COLUMNS: list[dict[str, Any]] = [
    {"name": "受付番号", "own": "number", "needed": True},
    {"name": "決定日", "own": "decided_on", "date": "plain"},
    {"name": "姓", "answer": "claimant.name.family", "needed": True, "most": 10},
    {"name": "理由", "answer": "reason.kind", "table": {"birth": "01"}},
    {"name": "理由の文", "answer": "reason.kind", "words": True},
    {"name": "児童", "answer": "item.name.given", "needed": True},
    {"name": "児童の誕生日", "answer": "item.birth", "date": "wareki"},
    {"name": "月額", "calculated": "amount"},
    {"name": "区分", "fixed": "1"},
]
SAMPLE: dict[str, Any] = {
    "code": "sample-system",
    "title": "見本システム",
    "procedure": "sample-allowance",
    "department": "kodomo",
    "encoding": "cp932",
    "each": "children",
    "columns": COLUMNS,
    "answer": {"result": "結果", "accepted": ["0"]},
}


def the_handover(**changes: Any) -> Handover:
    publish("handover", {**SAMPLE, **changes}, by=SYSTEM, at=NOON)
    return defined(Handover, "sample-system")


def granted(family: str = "見本", given: str = "ひなた", **reason: str) -> Any:
    answers = deepcopy(ANSWERS)
    answers["claimant"]["name"]["family"], answers["children"][0]["name"]["given"] = family, given
    answers["reason"] |= reason
    return a_case("decided", answers=answers)


def rows_of(batch: Batch) -> list[dict[str, str]]:
    assert batch.file is not None
    return list(csv.DictReader(io.StringIO(open_file(batch.file).decode("cp932"))))


def test_make__what_is_granted__goes_once_in_the_layout_of_the_city() -> None:
    case, _open = granted("髙橋"), a_case("reviewing")
    handover, clerk = the_handover(), an_officer()
    batch = make(handover, by=clerk, at=NOON + HOUR)
    assert (batch.name, batch.number) == ("sample-system-0001.csv", 1)
    (row,) = rows_of(batch)
    assert row == {
        "受付番号": case.number, "決定日": "20260715", "姓": "髙橋", "理由": "01", "理由の文": "出生", "児童": "ひなた",
        "児童の誕生日": "令和8年7月1日", "月額": "15000", "区分": "1",
    }  # fmt: skip
    with pytest.raises(NothingDue):
        make(handover, by=clerk, at=NOON + HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(batch=batch, handover=handover.code, case=case, place=9)
    with pytest.raises(NotPermitted):
        make(handover, by=an_officer("zaisei"), at=NOON + HOUR)


def test_make__letters_that_the_system_lacks__are_listed_and_the_case_stays_due() -> None:
    granted("𠮷田", "ひ𩸽た")
    granted("見本", "さくら", kind="moved-in")
    whole = granted()
    handover = the_handover()
    found = {line.case.number: line for line in looked_over(handover, an_officer(), at=NOON + HOUR)}
    batch = make(handover, by=an_officer(), at=NOON + HOUR)
    assert [row["受付番号"] for row in rows_of(batch)] == [whole.number]
    faults = {(fault.column, fault.letters) for line in found.values() for fault in line.faults}
    assert faults == {("姓", "𠮷"), ("児童", "𩸽"), ("理由", "")}
    columns = [{**one, "substitute": one["name"] == "姓"} for one in COLUMNS]
    handover = the_handover(columns=columns)
    left = looked_over(handover, an_officer(), at=NOON + HOUR)
    assert {(fault.column, fault.letters) for line in left for fault in line.faults} == {("児童", "𩸽"), ("理由", "")}


def test_answer__accepted_and_rejected_lines__are_read_back_and_the_rejected_go_again() -> None:
    taken, turned = granted(), granted("例示")
    handover, clerk = the_handover(), an_officer()
    batch = make(handover, by=clerk, at=NOON + HOUR)
    said = f"受付番号,結果,理由\r\n{taken.number},0,\r\n{turned.number},9,住民コードなし\r\n未知,0,\r\n".encode("cp932")
    for counted in ((1, 1), (0, 0)):
        found = answer(batch, handover, said, by=clerk, at=NOON + 2 * HOUR)
        assert (found.accepted, found.rejected, found.unknown) == (*counted, ["未知"])
    line = Line.objects.select_related("batch__key").get(state=LineState.REJECTED)
    assert (line.case, line.reason) == (turned, "住民コードなし")
    again = make(handover, by=clerk, at=NOON + 3 * HOUR)
    assert [row["受付番号"] for row in rows_of(again)] == [turned.number]
    for wrong in (b"\xff\xfe\x00", "a,b\r\n1,2".encode("cp932"), b""):
        with pytest.raises(NotAnAnswer):
            answer(again, handover, wrong, by=clerk, at=NOON + 4 * HOUR)


def test_make__as_json_in_utf8__of_accepted_cases_since_a_day() -> None:
    case = a_case("accepted")
    columns = [{"name": "n", "own": "number"}, {"name": "name", "answer": "claimant.name"}]
    changes = {"when": "accepted", "format": "json", "encoding": "utf-8", "each": None, "columns": columns}
    later = the_handover(**changes, since="2026-07-16")
    with pytest.raises(NothingDue):
        make(later, by=an_officer(), at=NOON + HOUR)
    batch = make(the_handover(**changes, since="2026-07-15"), by=an_officer(), at=NOON + HOUR)
    assert batch.file is not None
    assert json.loads(open_file(batch.file)) == [{"n": case.number, "name": "見本 さくら ミホン レイジ"}]


def test_make__without_since__takes_what_became_due_since_its_publication_and_says_what_is_left_out(client: Client) -> None:
    before = granted("例示")
    publish("handover", SAMPLE, by=SYSTEM, at=NOON + timedelta(days=3))
    handover = defined(Handover, "sample-system")
    assert looked_over(handover, an_officer(), at=NOON + HOUR) == []
    signed_in(client, a_staff_account("kodomo"))
    said = client.get(reverse("desk-handover:one", args=["sample-system"])).content.decode()
    assert "それより前の1件は、入力済みとみなして入れません" in said
    with_since = the_handover(since="2026-07-01")
    assert [one.case.number for one in looked_over(with_since, an_officer(), at=NOON + HOUR)] == [before.number]


def test_desk__from_what_is_due_to_the_acknowledgement(client: Client) -> None:
    case = granted()
    granted("𠮷田")
    the_handover()
    clerk = signed_in(client, a_staff_account())
    assert "見本システム" in clerk.get(reverse("desk-handover:home")).content.decode()
    words = clerk.get(reverse("desk-handover:one", args=["sample-system"])).content.decode()
    assert case.number in words
    assert "<strong>𠮷</strong>" in words
    for _twice in range(2):
        clerk.post(reverse("desk-handover:one", args=["sample-system"]))
    batch = Batch.objects.get()
    file = clerk.get(reverse("desk-handover:file", args=[batch.pk]))
    assert case.number.encode() in b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert Entry.objects.filter(action="looked", subject_id=str(batch.pk)).exists()
    address = reverse("desk-handover:batch", args=[batch.pk])
    given = SimpleUploadedFile("r.csv", f"受付番号,結果,理由\r\n{case.number},0,\r\n".encode("cp932"))
    assert "受領 1件" in clerk.post(address, {"what": "file", "file": given}, follow=True).content.decode()
    assert Line.objects.get().state == LineState.ACCEPTED
    assert Batch.objects.get().file is None
    assert clerk.get(reverse("desk-handover:file", args=[batch.pk])).status_code == 404
    other = signed_in(Client(), a_staff_account("zaisei"))
    assert other.get(address).status_code == 404
    assert other.get(reverse("desk-handover:one", args=["sample-system"])).status_code == 404
    assert not Batch.objects.visible_to(an_officer("zaisei")).exists()
