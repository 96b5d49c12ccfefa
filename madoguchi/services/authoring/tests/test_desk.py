"""The whole way at the desk: a copy is changed, checked, looked at, agreed to, published, and a resident applies."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from madoguchi.city import public as city
from madoguchi.city.testing import a_city
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.approvals.public import Approval
from madoguchi.engines.cases.testing import NOTIFICATION
from madoguchi.engines.forms.testing import FORM, NOON
from madoguchi.engines.people.testing import SYSTEM, a_staff_account, signed_in
from madoguchi.services.authoring.actions.submit import publish_due
from madoguchi.services.authoring.models import Manuscript, Submission
from madoguchi.services.authoring.testing import forms_on, main_form

pytestmark = pytest.mark.django_db
LIKE = {
    **NOTIFICATION, "code": "sample-allowance", "assurance": "none", "applicant": {"name": "claimant.name"},
    "pages": FORM["pages"][:2], "attach": [],
}  # fmt: skip

EXAMPLE = {
    "name": "出生",
    "today": "2026-07-01",
    "answers": {
        "reason": {"kind": "birth", "event_date": "2026-06-20"},
        "claimant": {
            "name": {"family": "見本", "given": "花", "family_kana": "ミホン", "given_kana": "ハナ"},
            "job": "none",
            "my_number": "look-up",
        },
    },
    "expect": {"attachments": []},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    a_city(kodomo="こども課", toshokan="図書館")
    city.publish("procedure", LIKE, by=SYSTEM, at=NOON)


@pytest.fixture
def clerk() -> Client:
    return signed_in(Client(), a_staff_account("toshokan"))


@pytest.fixture
def chief() -> Client:
    return signed_in(Client(), a_staff_account("toshokan", "chief"))


def begun(clerk: Client, **given: str) -> str:
    """A manuscript; its address."""
    asked = {
        "way": "copy",
        "title": "図書館の利用登録",
        "code": "library-card",
        "section": "toshokan",
        "of": "sample-allowance",
    } | given
    answer = clerk.post("/desk/making/new/", asked)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def saved(client: Client, address: str, **typed: Any) -> Any:
    """A part's page opened, some boxes changed, sent."""
    values = main_form(client.get(address))
    for name, value in typed.items():
        values[name.replace("__", ".")] = value if isinstance(value, list) else [value]
    return client.post(address, values)


def body_at(address: str, kind: str = "procedure") -> dict[str, Any]:
    found: dict[str, Any] = Manuscript.objects.select_related("current").get(pk=address.strip("/").split("/")[-1]).body[kind]
    return found


def words_on(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def filled_on_phone(client: Client, address: str, pages: list[dict[str, str]]) -> Any:
    """Typed page by page in the frame; the last answer is the review."""
    answer = client.get(f"{address}phone/")
    for typed in pages:
        values = main_form(answer, "carried")
        values |= {name: [value] for name, value in typed.items()}
        answer = client.post(f"{address}phone/", {**values, "then": "next"})
    return answer


REASON = {
    "reason.kind": "birth",
    **{f"reason.event_date.{k}": v for k, v in {"era": "R", "year": "8", "month": "1", "day": "13"}.items()},
}
PERSON = {
    "claimant.job": "none", "claimant.name.family": "見本", "claimant.name.given": "花子",
    "claimant.name.family_kana": "ミホン", "claimant.name.given_kana": "ハナコ",
}  # fmt: skip


def test_whole_way__a_copy_changed_agreed_to_and_published__a_resident_applies(clerk: Client, chief: Client) -> None:
    address = begun(clerk)
    saved(
        clerk,
        f"{address}basics/procedure/",
        law="図書館条例 第5条",
        title__easy="図書館（としょかん）の カードを つくる",
        title__en="Library card",
    )
    saved(clerk, f"{address}question/procedure.pages.0.ask.0/", label__ja="登録の理由", label__en="Why")
    raw = body_at(address)
    assert raw["title"] == {"ja": "図書館の利用登録", "en": "Library card", "easy": "図書館（としょかん）の カードを つくる"}
    assert raw["pages"][0]["ask"][0]["label"] == {"ja": "登録の理由", "en": "Why"}
    assert raw["pages"][0]["ask"][0]["options"] == LIKE["pages"][0]["ask"][0]["options"]

    review = filled_on_phone(clerk, address, [REASON, PERSON])
    assert "この答えから例を作る" in review.content.decode(), review.content.decode()
    example = main_form(review, "name") | {"name": ["ふつうの登録"]}
    clerk.post(f"{address}examples/", example)
    assert "合格" in clerk.get(f"{address}examples/").content.decode()

    assert clerk.post(f"{address}submit/", {"reason": "窓口の記入をなくすため", "publish_on": ""}).status_code == 302
    approval = Approval.objects.get()
    assert f"/desk/approvals/{approval.pk}/" in chief.get("/desk/approvals/").content.decode()
    there = re.search("/desk/making/submissions/[0-9a-f-]+/", chief.get(f"/desk/approvals/{approval.pk}/").content.decode())
    assert there is not None
    assert "新しい手続きです" in chief.get(there[0]).content.decode()
    chief.post(there[0], {"verdict": "approve"})
    run_all_ready(timezone.now())
    version = city.current("procedure", "library-card")
    assert version is not None
    assert version.body["pages"][0]["ask"][0]["label"]["en"] == "Why"
    assert version.source == "desk"

    resident = Client()
    there = resident.post(reverse("portal:apply-start", args=["library-card"]))["Location"]
    page_address = resident.get(there)["Location"]
    assert "登録の理由" in resident.get(page_address).content.decode()
    on = resident.post(page_address, {**REASON, "asked": "reason.kind reason.event_date", "revision": "0", "then": "next"})
    assert on.status_code == 302, on.content.decode()


def test_edit__two_at_once_in_different_boxes__both_stay(clerk: Client) -> None:
    other = signed_in(Client(), a_staff_account("toshokan"))
    address = begun(clerk)
    page = f"{address}question/procedure.pages.0.ask.0/"
    mine, theirs = main_form(clerk.get(page)), main_form(other.get(page))
    clerk.post(page, mine | {"label.ja": ["なぜですか"]})
    other.post(page, theirs | {"hint.ja": ["1つ選びます"]})
    asked = body_at(address)["pages"][0]["ask"][0]
    assert (asked["label"], asked["hint"]) == ("なぜですか", "1つ選びます")


def test_edit__two_at_once_in_the_same_box__the_second_sees_both_and_chooses(clerk: Client) -> None:
    other = signed_in(Client(), a_staff_account("toshokan"))
    address = begun(clerk)
    page = f"{address}question/procedure.pages.0.ask.0/"
    mine, theirs = main_form(clerk.get(page)), main_form(other.get(page))
    clerk.post(page, mine | {"label.ja": ["なぜですか"]})
    answer = other.post(page, theirs | {"label.ja": ["わけは"]})
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "なぜですか" in words
    assert "わけは" in words
    assert body_at(address)["pages"][0]["ask"][0]["label"] == "なぜですか"
    _action, again = next((a, v) for a, v in forms_on(answer) if "label.ja" in v)
    other.post(page, again | {"force": ["mine"]})
    assert body_at(address)["pages"][0]["ask"][0]["label"] == "わけは"


def test_edit__question_taken_out_meanwhile__the_words_are_shown_and_nothing_is_written(clerk: Client) -> None:
    address = begun(clerk)
    page = f"{address}question/procedure.pages.0.ask.0/"
    typed = main_form(clerk.get(page))
    clerk.post(f"{address}do/", {"do": "remove procedure.pages.0.ask.0", "base": "1"})
    answer = clerk.post(page, typed | {"label.ja": ["なくならない言葉"]})
    assert answer.status_code == 409
    assert "なくならない言葉" in answer.content.decode()


def test_edit__question_moved_meanwhile__the_change_follows_it(clerk: Client) -> None:
    address = begun(clerk)
    page = f"{address}question/procedure.pages.0.ask.0/"
    typed = main_form(clerk.get(page))
    clerk.post(f"{address}do/", {"do": "down procedure.pages.0.ask.0", "base": "1"})
    clerk.post(page, typed | {"label.ja": ["なぜですか"]})
    assert [one["id"] for one in body_at(address)["pages"][0]["ask"]] == ["reason.event_date", "reason.kind"]
    assert body_at(address)["pages"][0]["ask"][1]["label"] == "なぜですか"


def test_undo_and_redo__walk_the_revisions(clerk: Client) -> None:
    address = begun(clerk)
    saved(clerk, f"{address}question/procedure.pages.0.ask.0/", label__ja="一")
    saved(clerk, f"{address}question/procedure.pages.0.ask.0/", label__ja="二")
    labels = []
    for what in ("undo", "undo", "undo", "redo", "redo", "redo"):
        clerk.post(f"{address}do/", {"do": what})
        labels.append(body_at(address)["pages"][0]["ask"][0]["label"])
    assert labels == ["一", "請求の理由", "請求の理由", "一", "二", "二"]


def test_typed_and_not_saved__stands_there_again_for_who_typed_it(clerk: Client) -> None:
    other = signed_in(Client(), a_staff_account("toshokan"))
    address = begun(clerk)
    page = f"{address}question/procedure.pages.0.ask.0/"
    clerk.post(f"{address}keep/", main_form(clerk.get(page)) | {"label.ja": ["書きかけ"]})
    assert "書きかけ" in clerk.get(page).content.decode()
    assert "書きかけ" not in other.get(page).content.decode()
    clerk.post(page, main_form(clerk.get(page)))
    assert body_at(address)["pages"][0]["ask"][0]["label"] == "書きかけ"
    assert "まだ保存していない内容" not in clerk.get(page).content.decode()


def test_other_department__sees_no_manuscript(clerk: Client) -> None:
    address = begun(clerk)
    stranger = signed_in(Client(), a_staff_account("kodomo", "chief"))
    assert stranger.get(address).status_code == 404
    assert "library-card" not in stranger.get("/desk/making/").content.decode()
    assert stranger.post(f"{address}do/", {"do": "discard"}).status_code == 404


def test_begin__code_in_force__is_refused_at_the_box(clerk: Client) -> None:
    answer = clerk.post("/desk/making/new/", {"way": "blank", "title": "見本", "code": "sample-allowance", "section": "toshokan"})
    assert answer.status_code == 422
    assert "もう公開されています" in answer.content.decode()


def test_submit__with_faults__says_each(clerk: Client) -> None:
    address = begun(clerk, way="blank", code="empty-one")
    answer = clerk.post(f"{address}submit/", {"reason": "試し"})
    assert answer.status_code == 422
    assert re.search("直すところが[0-9]+件", answer.content.decode())
    assert not Approval.objects.exists()


def questions_asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages__more_manuscripts_and_more_parts__ask_the_database_no_more(clerk: Client) -> None:
    address = begun(clerk)
    pages = ["/desk/making/", address, f"{address}examples/", f"{address}question/procedure.pages.0.ask.0/", f"{address}phone/"]
    before = [questions_asked(clerk, page) for page in pages]
    for n in range(3):
        begun(clerk, code=f"another-{n}")
        clerk.post(f"{address}do/", {"do": "add-page"})
        clerk.post(f"{address}do/", {"do": "add-paper"})
    after = [questions_asked(clerk, page) for page in pages]
    assert after == before
    assert max(after) <= 30


def test_publish_on_a_day__waits_for_it_and_is_held_back_when_the_folder_was_first(clerk: Client, chief: Client) -> None:
    raw = {**LIKE, "code": "ours", "department": "toshokan", "examples": [EXAMPLE]}
    city.publish("procedure", raw, by=SYSTEM, at=NOON)
    address = str(clerk.post("/desk/making/change/", {"code": "ours"})["Location"])
    saved(clerk, f"{address}question/procedure.pages.0.ask.0/", label__ja="なぜですか")
    clerk.post(f"{address}submit/", {"reason": "分かりやすくする", "publish_on": "2099-04-01"})
    submission = Submission.objects.get()
    answer = clerk.post(f"{address}question/procedure.pages.0.ask.0/", main_form(clerk.get(address)) | {"label.ja": ["だめ"]})
    assert answer.status_code in {302, 404}
    assert body_at(address)["pages"][0]["ask"][0]["label"] == "なぜですか"
    chief.post(f"/desk/making/submissions/{submission.pk}/", {"verdict": "approve"})
    run_all_ready(timezone.now())
    assert publish_due(timezone.now()) == 0
    city.publish("procedure", {**raw, "law": "別の条例"}, by=SYSTEM, at=NOON)
    assert publish_due(datetime(2099, 4, 1, 12, tzinfo=UTC)) == 1
    submission.refresh_from_db()
    assert submission.ending == "held-back"
    assert city.current("procedure", "ours").body["law"] == "別の条例"  # type: ignore[union-attr]

    clerk.post(f"{address}do/", {"do": "take-in"})
    assert (body_at(address)["law"], body_at(address)["pages"][0]["ask"][0]["label"]) == ("別の条例", "なぜですか")
    clerk.post(f"{address}submit/", {"reason": "もう一度", "publish_on": ""})
    again = Submission.objects.get(ended_at=None)
    chief.post(f"/desk/making/submissions/{again.pk}/", {"verdict": "approve"})
    run_all_ready(timezone.now())
    now = city.current("procedure", "ours")
    assert now is not None
    assert now.body["pages"][0]["ask"][0]["label"] == "なぜですか"

    history = clerk.get("/desk/making/history/ours/").content.decode()
    assert "問い「なぜですか」の文・日本語を変えました" in history or "問い「なぜですか」の文を変えました" in history
    first = city.Version.objects.filter(code="ours").order_by("id")[0]
    back = str(clerk.post("/desk/making/change/", {"code": "ours", "version": first.sha256})["Location"])
    assert body_at(back) == raw


def test_part__asked_for_with_another_sheet__opens_its_own_and_takes_nothing_else(clerk: Client) -> None:
    address = begun(clerk)
    assert clerk.get(f"{address}use/procedure.pages.0.ask.0/")["Location"] == f"{address}question/procedure.pages.0.ask.0/"
    assert clerk.post(f"{address}paper/procedure.pages.0/", {"base": "1", "label.ja": "x"}).status_code == 404


def test_part__what_cannot_be_read__is_said_at_its_box_and_nothing_is_lost(clerk: Client) -> None:
    address = begun(clerk)
    clerk.post(f"{address}do/", {"do": "add-fee"})
    fee = f"{address}fee/procedure.calculate.0/"
    before = body_at(address)

    answer = saved(clerk, fee, value__amount="二千円くらい", label__ja="使用料")

    assert answer.status_code == 422
    assert "金額は、0円以上の数字で入力してください" in answer.content.decode()
    assert main_form(answer)["value.amount"] == ["二千円くらい"]
    assert main_form(answer)["label.ja"] == ["使用料"]
    assert body_at(address) == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"when.how": "chosen"}, "条件を1つ以上選んでください。"),
        ({"when.how": "written"}, "式を入力してください。"),
        ({"when.how": "chosen", "when.what": "reason.event_date"}, "比べる日付を入力してください"),
        ({"when.how": "chosen", "when.what": "reason.event_date", "when.than": "あした"}, "比べる日付を入力してください"),
        ({"when.how": "chosen", "when.than": "2027-04-01"}, "何と比べるか"),
    ],
)
def test_condition__half_given__is_not_taken_for_always(clerk: Client, typed: dict[str, str], said: str) -> None:
    address = begun(clerk)
    answer = saved(clerk, f"{address}page/procedure.pages.1/", **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "when" not in body_at(address)["pages"][1]


def test_mistake__of_a_box__stands_at_the_box_in_plain_words(clerk: Client) -> None:
    address = begun(clerk)
    page = clerk.get(saved(clerk, f"{address}outcome/procedure/", retention="五年", standard_days="二週間")["Location"])
    content = page.content.decode()
    assert 'id="error-summary"' in content
    assert "年数を 5y（5年）のように入力してください。" in content
    assert "整数が必要です。書かれているのは &quot;二週間&quot; です。" in content
    assert "^[a-z]" not in content


def test_blank__says_what_is_missing_and_where_it_is_mended(clerk: Client) -> None:
    address = begun(clerk, way="blank")
    content = words_on(clerk, address)
    assert "根拠：入力してください。" in content
    assert f'href="{address}basics/procedure/"' in content
    assert "ページがありません。「ページを足す」で1つ以上作ってください。" in content


def test_way_of_answering__changed__leaves_no_settings_behind(clerk: Client) -> None:
    address = begun(clerk)
    question = f"{address}question/procedure.pages.0.ask.0/"
    assert "options" in body_at(address)["pages"][0]["ask"][0]
    saved(clerk, question, type="text")
    assert "options" not in body_at(address)["pages"][0]["ask"][0]
    assert "使えません" not in words_on(clerk, question)


def test_example__without_a_name_or_a_reason__keeps_what_was_filled_in(clerk: Client) -> None:
    address = begun(clerk)
    review = filled_on_phone(clerk, address, [REASON, PERSON])
    values = main_form(review, "name")

    answer = clerk.post(f"{address}examples/", {**values, "name": "", "today": "きのう"})

    assert answer.status_code == 422
    content = answer.content.decode()
    assert "例の名前を書いてください。" in content
    assert "見本" in content
    assert main_form(answer, "name")["carried"] == values["carried"]
    assert (
        clerk.post(f"{address}examples/", {**main_form(answer, "name"), "name": "出生", "today": "2026-07-01"}).status_code == 302
    )
    assert [one["name"] for one in body_at(address)["examples"]] == ["出生"]


def test_whole__written_by_two__the_second_sees_what_would_change_and_says_which_stays(clerk: Client) -> None:
    address = begun(clerk)
    mine = main_form(clerk.get(f"{address}text/"), "text")
    saved(clerk, f"{address}basics/procedure/", law="先に直した人の条例")
    text = mine["text"][0].replace("\r\n", "\n")
    mine["text"] = [re.sub(r"(?m)^law:.*$", "law: あとから直した人の条例", text)]

    answer = clerk.post(f"{address}text/", mine)

    assert answer.status_code == 409
    assert "先に直した人の条例" in answer.content.decode()
    assert clerk.post(f"{address}text/", {**main_form(answer, "text"), "force": "mine"}).status_code == 302
    assert body_at(address)["law"] == "あとから直した人の条例"


def test_removal__of_what_another_changed_meanwhile__is_refused_in_words_that_help(clerk: Client) -> None:
    address = begun(clerk)
    number = main_form(clerk.get(f"{address}page/procedure.pages.0/"))["base"][0]
    saved(clerk, f"{address}page/procedure.pages.0/", title__ja="直した見出し")
    answer = clerk.post(f"{address}do/", {"do": "remove procedure.pages.0", "base": number}, follow=True)
    assert "内容を確かめてから、もう一度削除してください。" in answer.content.decode()
    assert body_at(address)["pages"][0]["title"]


def test_examples__say_in_words_what_they_do_not_reach_yet(clerk: Client) -> None:
    address = begun(clerk)
    chosen = {"when.how": "written", "when.cel": "reason.kind == 'birth'"}
    assert saved(clerk, f"{address}page/procedure.pages.1/", **chosen).status_code == 302
    values = main_form(filled_on_phone(clerk, address, [REASON, PERSON]), "name")
    clerk.post(f"{address}examples/", {**values, "name": "出生"})

    content = words_on(clerk, f"{address}examples/")

    title = body_at(address)["pages"][1]["title"]
    assert f"「{title if isinstance(title, str) else title['ja']}」の条件に当てはまらない例" in content
    assert "when false" not in content
    assert "pages:" not in content


def test_deadline__added__counts_from_the_first_day_that_is_asked_for(clerk: Client) -> None:
    address = begun(clerk)
    clerk.post(f"{address}do/", {"do": "add-deadline"})
    assert body_at(address)["deadline"] == [{"days": 14, "after": "reason.event_date"}]


def test_note__in_a_list_of_all__names_the_page_and_the_question(clerk: Client) -> None:
    address = begun(clerk)
    saved(clerk, f"{address}page/procedure.pages.0/", title__ja="理由のページ")
    saved(clerk, f"{address}question/procedure.pages.0.ask.0/", label__ja="理由の問い", label__en="", label__easy="")
    assert "理由のページ：理由の問い：文：英語とやさしい日本語の文がありません" in words_on(clerk, f"{address}submit/")


def test_notice__without_remedies__is_mended_in_the_notice(clerk: Client) -> None:
    address = begun(clerk)
    saved(clerk, f"{address}basics/procedure/", kind="application", law="条例 第1条")
    for outcome in ("grant", "refuse"):
        clerk.post(f"{address}do/", {"do": "add-notice", "which:notice": outcome})
    values = main_form(clerk.get(f"{address}notice/notice.library-card-refused/"))
    clerk.post(f"{address}notice/notice.library-card-refused/", {key: one for key, one in values.items() if key != "remedies"})
    content = words_on(clerk, f"{address}notice/notice.library-card-refused/")
    assert "教示がありません。" in content


def test_whole__with_keys_left_out__says_which_at_their_boxes_and_keeps_its_code(clerk: Client) -> None:
    address = begun(clerk)
    values = main_form(clerk.get(f"{address}text/"), "text")
    text = values["text"][0].replace("\r\n", "\n")

    other = clerk.post(f"{address}text/", {**values, "text": text.replace("code: library-card", "code: other", 1)})
    assert "コード（code）は「library-card」のまま" in other.content.decode()

    assert clerk.post(f"{address}text/", {**values, "text": re.sub(r"(?m)^kind:.*\n", "", text)}).status_code == 302
    assert "手続きの種類：入力してください。" in words_on(clerk, address)
    assert 'href="#f-kind' in words_on(clerk, f"{address}basics/procedure/")


def test_example__of_a_form_with_a_fee__shows_it_and_proves_it(clerk: Client) -> None:
    address = begun(clerk)
    clerk.post(f"{address}do/", {"do": "add-fee"})
    saved(clerk, f"{address}fee/procedure.calculate.0/", value__amount="1,500")
    clerk.post(f"{address}do/", {"do": "add-deadline"})

    review = filled_on_phone(clerk, address, [REASON, PERSON])
    assert "1,500円" in review.content.decode()
    clerk.post(f"{address}examples/", {**main_form(review, "name"), "name": "出生", "today": "2026-02-02"})

    expected = body_at(address)["examples"][0]["expect"]
    assert (expected["fee"], expected["deadline"]) == (1500, "2026-01-27")
    assert "合格" in words_on(clerk, f"{address}examples/")
    saved(clerk, f"{address}fee/procedure.calculate.0/", value__amount="2,000")
    assert "1500 のはずですが、2000 でした" in words_on(clerk, f"{address}examples/")


def test_paper__just_begun__offers_earlier_answers_although_something_is_missing(clerk: Client) -> None:
    lines = "【申込者】\n氏名\n生年月日\n【利用】\n区分：一般・学生\n使う日"
    address = begun(clerk, way="paper", lines=lines)
    assert "根拠：入力してください。" in words_on(clerk, address)

    clerk.post(f"{address}do/", {"do": "add-fee"})
    clerk.post(f"{address}do/", {"do": "add-deadline"})

    assert "選んだ答えによる金額" in words_on(clerk, f"{address}fee/procedure.calculate.0/")
    assert body_at(address)["deadline"][0]["after"] == "date"
    assert "申込者" in words_on(clerk, f"{address}phone/")
