"""職員本人の宛名を名簿で登録する: shown first, then done, by those who may."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madoguchi.engines.people.testing import a_staff_account, an_addressee, an_administrator, an_officer, signed_in
from madoguchi.engines.watch import public as watch
from madoguchi.engines.watch.testing import a_guarded_city, a_privacy_officer

Desk = Callable[..., Client]
PAGE = "/desk/staff/linking/"


@pytest.fixture(autouse=True)
def _guarded(db: None) -> None:
    a_guarded_city(datetime(2026, 7, 1, tzinfo=ZoneInfo("Asia/Tokyo")))


def handed_in(client: Client, *lines: str, head: str = "メールアドレス,宛名番号") -> Any:
    file = SimpleUploadedFile("名簿.csv", "\r\n".join([head, *lines]).encode("cp932"))
    return client.post(PAGE, {"file": file})


def test_list__shown_then_applied__links_and_says_how_many(desk: Desk) -> None:
    one, two, person, other = a_staff_account(name="見本 花子"), a_staff_account(), an_addressee(), an_addressee()
    watch.link_staff(two.email, person.number, by=a_privacy_officer(), at=datetime(2026, 7, 1, tzinfo=ZoneInfo("Asia/Tokyo")))
    client = desk(a_privacy_officer())
    shown = handed_in(client, f"{one.email},{person.number}", f"{two.email},{other.number}", "nobody@example.jp,1")
    page = shown.content.decode()
    assert "見本 花子" in page
    assert f"{person.number}から{other.number}へ" in page
    assert "職員のアカウントがありません" in page
    assert "2人を登録する" in page
    assert watch.count_of_linked()[0] == 1
    done = client.post(PAGE, {"list": shown.context["carried"]}, follow=True)
    assert "1人を新しく登録し、1人を別の宛名に変えました。" in done.content.decode()
    assert watch.count_of_linked()[0] == 2
    again = handed_in(client, f"{one.email},{person.number}")
    assert "変わるところはありません。" in again.content.decode()
    assert "を登録する</button>" not in again.content.decode()


def test_list__administrator__is_not_told_who_is_linked_to_whom(desk: Desk) -> None:
    held, person, other = a_staff_account(), an_addressee(), an_addressee()
    watch.link_staff(held.email, person.number, by=a_privacy_officer(), at=datetime(2026, 7, 1, tzinfo=ZoneInfo("Asia/Tokyo")))
    page = handed_in(desk(an_administrator()), f"{held.email},{other.number}").content.decode()
    assert "別の宛名が登録されています" in page
    assert person.number not in page
    assert "を登録する</button>" not in page


def test_list__with_a_fault__names_the_line_and_has_no_button(desk: Desk) -> None:
    answer = handed_in(desk(an_administrator()), f"{a_staff_account().email},{an_addressee().number}", "x,1")
    page = answer.content.decode()
    assert "3行目" in page
    assert "メールアドレスとして読めません。" in page
    assert "を登録する</button>" not in page


@pytest.mark.parametrize(
    ("head", "lines", "said"),
    [
        ("メールアドレス,宛名番号", [], "1行もありません"),
        ("氏名,宛名番号", ["a,1"], "次の列がありません：メールアドレス"),
        ("メールアドレス,宛名番号,個人番号", ["a@example.jp,1,2"], "個人番号の列があります"),
    ],
)
def test_list__no_such_table__says_why_at_the_field(desk: Desk, head: str, lines: list[str], said: str) -> None:
    answer = handed_in(desk(an_administrator()), *lines, head=head)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_list__nothing_chosen_or_too_large__says_so(desk: Desk) -> None:
    client = desk(an_administrator())
    assert "CSVファイルを選んでください。" in client.post(PAGE, {}).content.decode()
    large = SimpleUploadedFile("x.csv", b"x" * (1024 * 1024 + 1))
    assert "大きすぎます" in client.post(PAGE, {"file": large}).content.decode()


def test_apply__forged_or_of_somebody_else__does_nothing(desk: Desk) -> None:
    account, person = a_staff_account(), an_addressee()
    carried = handed_in(desk(an_administrator()), f"{account.email},{person.number}").context["carried"]
    other = desk(a_privacy_officer())
    for sent in ("x", carried, carried[:-1]):
        answer = other.post(PAGE, {"list": sent})
        assert answer.status_code == 422
        assert "名簿を、もう一度選んでください。" in answer.content.decode()
    assert not watch.linked_staff()


def test_apply__changed_meanwhile__shows_the_new_state(desk: Desk) -> None:
    account, person, other = a_staff_account(), an_addressee(), an_addressee()
    client = desk(a_privacy_officer())
    carried = handed_in(client, f"{account.email},{person.number}").context["carried"]
    watch.link_staff(account.email, other.number, by=a_privacy_officer(), at=datetime(2026, 7, 1, tzinfo=ZoneInfo("Asia/Tokyo")))
    answer = client.post(PAGE, {"list": carried})
    assert answer.status_code == 422
    assert "確かめたあとに、登録が変わりました。" in answer.content.decode()
    assert f"{other.number}から{person.number}へ" in answer.content.decode()


def test_page__clerk__is_not_let_in_and_an_old_sign_in_asked_again(desk: Desk) -> None:
    assert desk(an_officer("kodomo")).get(PAGE).status_code == 403
    assert desk(an_officer("kodomo")).get(f"{PAGE}sample.csv").status_code == 403
    account = a_staff_account(role="administrator", password="みどりの自転車は坂を登る")
    assert "/confirm/" in signed_in(Client(), account).get(PAGE)["Location"]


def test_sample__read_back__is_a_list_without_fault(desk: Desk) -> None:
    answer: Any = desk(an_administrator()).get(f"{PAGE}sample.csv")
    of = watch.read_staff_list(b"".join(answer.streaming_content))
    assert len(of.lines) == 2
    assert not of.faults
