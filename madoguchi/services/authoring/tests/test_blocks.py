"""Blocks that procedures share, changed at the desk: whoever's procedures change with one agrees; back again; out and in."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city import public as city
from madoguchi.city.testing import a_city, export_folder
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.approvals.public import Approval
from madoguchi.engines.cases.testing import NOTIFICATION
from madoguchi.engines.forms.testing import NOON
from madoguchi.engines.people.testing import SYSTEM, a_staff_account, signed_in
from madoguchi.services.authoring.models import Manuscript, Submission
from madoguchi.services.authoring.tests.test_desk import body_at, saved, words_on

pytestmark = pytest.mark.django_db
PET = {
    "code": "pet",
    "title": "ペット",
    "ask": [
        {"id": "kind", "type": "choice", "label": "種類", "options": {"dog": "犬", "cat": "猫"}},
        {"id": "license", "type": "text", "label": "鑑札の番号", "when": "this.kind == 'dog'", "optional": True},
    ],
}


def form(code: str, department: str) -> dict[str, Any]:
    known = {key: value for key, value in NOTIFICATION.items() if key not in {"applicant", "deadline", "calculate"}}
    return {
        **known, "code": code, "title": f"届出 {code}", "department": department, "assurance": "none", "attach": [],
        "pages": [{"title": "ペット", "ask": [{"use": "pet", "as": "pet"}]}],
        "examples": [{"name": "犬", "today": "2026-07-01", "answers": {"pet": {"kind": "dog"}}, "expect": {"attachments": []}}],
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    a_city(kodomo="こども課", toshokan="図書館", kankyo="環境課")
    city.publish_all(
        [("block", PET), ("procedure", form("ours", "toshokan")), ("procedure", form("theirs", "kodomo"))], by=SYSTEM, at=NOON
    )


@pytest.fixture
def clerk() -> Client:
    return signed_in(Client(), a_staff_account("toshokan"))


def begun(clerk: Client, **given: str) -> str:
    answer = clerk.post("/desk/making/change/", {"kind": "block", "code": "pet"} | given)
    return str(answer["Location"])


def put_forward(clerk: Client, address: str) -> Submission:
    answer = clerk.post(f"{address}submit/", {"reason": "わかりやすく", "publish_on": ""})
    assert answer.status_code == 302, answer.content.decode()
    return Submission.objects.get(ended_at=None)


def said_by(chief: Client, verdict: str, **more: str) -> None:
    """What the chief answers to the only draft that waits for her."""
    waiting = chief.get("/desk/approvals/").content.decode()
    approval = next(one for one in Approval.objects.open() if str(one.pk) in waiting)
    there = f"/desk/making/submissions/{approval.subject_id}/"
    assert "届出 theirs（こども課）" in words_on(chief, there)
    assert chief.post(there, {"verdict": verdict, **more}).status_code == 302
    run_all_ready(timezone.now())


def label(code: str) -> str:
    now = city.current("procedure", code)
    assert now is not None
    return str(now.body["pages"][0]["ask"][0]["label"])


def test_block__changed__comes_into_force_with_every_procedure_when_both_chiefs_agreed(clerk: Client, tmp_path: Path) -> None:
    own, other = (signed_in(Client(), a_staff_account(section, "chief")) for section in ("toshokan", "kodomo"))
    address = begun(clerk)
    assert "届出 theirs" in words_on(clerk, address)
    page = f"{address}question/block.ask.1/"
    assert "「犬」を選んだ" in words_on(clerk, page)
    saved(clerk, f"{address}question/block.ask.0/", label__ja="どの動物ですか")
    assert body_at(address, "block")["ask"][0] == PET["ask"][0] | {"label": "どの動物ですか"}  # type: ignore[index]
    assert "どの動物ですか" in words_on(clerk, f"{address}phone/")
    assert "どの動物ですか" in words_on(clerk, f"{address}phone/?of=theirs")
    assert words_on(clerk, f"{address}examples/").count("合格") >= 2

    put_forward(clerk, address)
    said_by(own, "approve")
    assert label("ours") == "種類"
    said_by(other, "approve")
    assert (label("ours"), label("theirs")) == ("どの動物ですか", "どの動物ですか")
    assert Submission.objects.get().ending == "published"

    now = city.current("block", "pet")
    assert now is not None
    export_folder(tmp_path / "out")
    read = city.read_folder(tmp_path / "out").document("block", "pet")
    assert read is not None
    assert read.sha256 == now.sha256

    assert "問い「どの動物ですか」の文を変えました" in words_on(clerk, "/desk/making/history/block/pet/")
    first = city.Version.objects.filter(kind="block", code="pet").order_by("pk")[0]
    assert body_at(begun(clerk, version=first.sha256), "block") == PET


def test_block__one_chief_says_no__nobody_is_asked_any_more(clerk: Client) -> None:
    address = begun(clerk)
    saved(clerk, f"{address}question/block.ask.0/", label__ja="どの動物ですか")
    put_forward(clerk, address)
    assert Approval.objects.open().count() == 2
    said_by(signed_in(Client(), a_staff_account("kodomo", "chief")), "back", reason="うちの様式では「種類」のままに")
    assert not Approval.objects.open().exists()
    assert Submission.objects.get().ending == "sent-back"
    assert label("theirs") == "種類"


def test_block__used_by_a_further_department_meanwhile__is_held_back(clerk: Client) -> None:
    address = begun(clerk)
    saved(clerk, f"{address}question/block.ask.0/", label__ja="どの動物ですか")
    put_forward(clerk, address)
    city.publish("procedure", form("third", "kankyo"), by=SYSTEM, at=NOON)
    for section in ("toshokan", "kodomo"):
        said_by(signed_in(Client(), a_staff_account(section, "chief")), "approve")
    held = Submission.objects.get()
    assert held.ending == "held-back"
    assert "ほかの所属の手続きも" in held.held_back
    assert label("third") == "種類"


def test_block__a_question_taken_out_that_examples_answer__is_not_put_forward_and_says_in_which_procedure(clerk: Client) -> None:
    address = begun(clerk)
    clerk.post(f"{address}do/", {"do": "remove block.ask.0", "base": "1"})
    assert "直すところはありません" not in words_on(clerk, address)
    answer = clerk.post(f"{address}submit/", {"reason": "試し"})
    assert answer.status_code == 422
    assert not Approval.objects.exists()


def test_block__used_by_others_alone__is_not_for_this_department() -> None:
    stranger = signed_in(Client(), a_staff_account("kankyo"))
    assert "ペット" not in words_on(stranger, "/desk/making/")
    answer = stranger.post("/desk/making/change/", {"kind": "block", "code": "pet"}, follow=True)
    assert "ほかの所属の手続きだけで使われている" in answer.content.decode()
    assert not Manuscript.objects.exists()


def test_block__new__stands_by_itself_and_is_looked_at(clerk: Client) -> None:
    asked = {"way": "block", "title": "車", "code": "car", "section": "toshokan"}
    address = str(clerk.post("/desk/making/new/", asked)["Location"])
    clerk.post(f"{address}do/", {"do": "add-question block", "base": "1"})
    saved(clerk, f"{address}question/block.ask.0/", label__ja="車の番号", label__en="Number", id="plate")
    assert "車の番号" in words_on(clerk, f"{address}phone/")
    put_forward(clerk, address)
    chief = signed_in(Client(), a_staff_account("toshokan", "chief"))
    approval = Approval.objects.get()
    there = f"/desk/making/submissions/{approval.subject_id}/"
    assert "新しいまとまりです" in words_on(chief, there)
    chief.post(there, {"verdict": "approve"})
    run_all_ready(timezone.now())
    now = city.current("block", "car")
    assert now is not None
    assert now.written["ask"][0]["id"] == "plate"
