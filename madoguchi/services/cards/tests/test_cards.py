"""From a file of expiry dates to a notice, an appointment, and the figures of a month."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready, run_chore
from madoguchi.core.refused import NotPermitted
from madoguchi.core.tables import ColumnsForbidden, ColumnsMissing, EmptyFile, NotACsv, TooManyRows
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import counter as counters
from madoguchi.engines.booking.testing import NOON, slots
from madoguchi.engines.messages.public import Message, PrintJob
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, an_addressee, an_officer, signed_in
from madoguchi.services.cards import queries
from madoguchi.services.cards.actions.book import book
from madoguchi.services.cards.actions.follow_up import follow_up, keep_figure
from madoguchi.services.cards.actions.take_in import next_rows, take_in
from madoguchi.services.cards.actions.tell import tell
from madoguchi.services.cards.models import ExpiryFile, Invitation, LineError, Renewal, Told
from madoguchi.services.cards.refusals import (
    AlreadyRenewed,
    BadFigures,
    NotDefined,
    NotYet,
    SameFile,
)
from madoguchi.services.cards.testing import HEAD, a_file, a_line, the_rules

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    the_rules()


def taken_in(*lines: str, at: Any = NOON) -> ExpiryFile:
    file = take_in("期限.csv", a_file(*lines), by=an_officer(), at=at)
    while next_rows(str(file.id), at=at):
        pass
    file.refresh_from_db()
    return file


def test_take_in__good_and_bad_lines__each_bad_one_says_why_and_the_rest_goes_in() -> None:
    file = taken_in(
        a_line(101),
        a_line(102, what="電子証明書", renewed="2026-06-30"),
        a_line(103, what="かーど"),
        a_line(104, expires="2026-02-30"),
        a_line(105, expires=""),
        "12X,カード,2026-08-31,見本,279-0000,架空町,,",
        "1234567890123456,カード,2026-08-31,見本,279-0000,架空町,,",
        "123456789018,カード,2026-08-31,見本,279-0000,架空町,,",
        "999990000000106,カード,令和8年8月31日,,279-0000,架空町,,",
        "999990000000107,カード,令和8年8月31日,見本,27-000,架空町,,",
        "999990000000108,カード,令和8年8月31日,見本,,,,",
        "999990000000109,カード",
        "１１０,カード,R8.8.31,見本 太郎,,架空町,,きのう",
        "111,カード,2026/8/31,見本 太郎,,架空町,,",
    )
    assert (file.rows, file.done, file.new, file.renewed) == (14, 14, 3, 1)
    errors = dict(LineError.objects.values_list("line", "reason"))
    assert sorted(errors) == [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    assert "種別" in errors[4]
    assert "有効期限" in errors[5]
    assert "個人番号" in errors[9]
    assert all("見本" not in reason and "99999" not in reason for reason in errors.values())
    assert bytes(ExpiryFile.objects.get().sealed) == b""
    assert Renewal.objects.get(addressee="000000000000111").person["name"] == "見本 太郎"
    same = ExpiryFile.objects.get()
    assert same.finished_at


def test_take_in__the_same_content__is_taken_in_once() -> None:
    taken_in(a_line(101))
    with pytest.raises(SameFile):
        take_in("again.csv", a_file(a_line(101)), by=an_officer(), at=NOON)


def test_take_in__the_same_people_again__are_brought_up_to_date_not_doubled() -> None:
    taken_in(a_line(101), a_line(102))
    again = taken_in(a_line(101, renewed="2026-07-01"), a_line(102).replace("例示荘101", "例示荘202"), a_line(103))
    assert (again.new, again.renewed, Renewal.objects.count()) == (1, 1, 3)
    assert Renewal.objects.get(addressee="999990000000102").person["building"] == "例示荘202"
    assert Invitation.objects.get(renewal=Renewal.objects.get(addressee="999990000000101").id).over_on
    later = taken_in(a_line(101), a_line(104))
    assert later.new == 1
    assert Renewal.objects.get(addressee="999990000000101").renewed_on == date(2026, 7, 1)


def test_take_in__what_is_no_such_file__is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = an_officer()
    for content, refusal in (
        (b"\x00\x01\x02", NotACsv),
        (b"\xff\xfe\xfa", NotACsv),
        (HEAD.encode() + b'\r\n"never closed', NotACsv),
        (b"", EmptyFile),
        (HEAD.encode(), EmptyFile),
        ("氏名,住所\r\n見本,架空町\r\n".encode(), ColumnsMissing),
        (f"{HEAD},個人番号\r\n".encode(), ColumnsForbidden),
    ):
        with pytest.raises(refusal):
            take_in("x.csv", content, by=clerk, at=NOON)
    monkeypatch.setattr("madoguchi.services.cards.reading.MOST_ROWS", 1)
    with pytest.raises(TooManyRows):
        take_in("x.csv", a_file(a_line(1), a_line(2)), by=clerk, at=NOON)
    with pytest.raises(NotPermitted):
        take_in("x.csv", a_file(a_line(1)), by=an_officer("zaisei"), at=NOON)
    cp932 = take_in("sjis.csv", a_file(a_line(1)).decode().encode("cp932"), by=clerk, at=NOON)
    assert cp932.rows == 1


def test_tell__three_months_before__by_the_means_each_chose_and_once() -> None:
    mail, phone = a_resident_account("hito@example.jp"), a_resident_account()
    for number, account in ((101, mail), (102, phone)):
        addressee = an_addressee(f"{999990000000000 + number}")
        people.bind(account, addressee, by=SYSTEM, at=NOON)
    people.choose_contact(phone, channel="telephone", value="047-000-0001", by=people.actor_for(phone, NOON), at=NOON)
    taken_in(a_line(101), a_line(102), a_line(103), a_line(104, expires="2026-12-31"), a_line(105, renewed="2026-06-30"))
    assert Renewal.objects.get(addressee="999990000000101").notice_on == date(2026, 6, 1)
    for renewal in Renewal.objects.outstanding().filter(notice_on__lte=NOON.date()):
        for _twice in range(2):
            tell(str(renewal.pk), 1, at=NOON)
    assert sorted(Told.objects.values_list("channel", flat=True)) == ["letter", "mail", "telephone"]
    assert Message.objects.filter(template="card-renewal").count() == 1
    letter = PrintJob.objects.get()
    assert letter.delivery.notice.recipient.name == "見本 花子"
    assert tell(str(Renewal.objects.get(addressee="999990000000105").pk), 1, at=NOON) is None


def test_tell_due__daily__queues_each_once_and_the_second_time_only_who_has_not_come() -> None:
    now = timezone.now()
    soon, far = (now + 20 * DAY).date(), (now + 200 * DAY).date()
    the_rules(now)
    taken_in(a_line(101, expires=f"{soon}"), a_line(102, expires=f"{far}"), at=now)
    assert run_chore("cards.tell", now) == 1
    run_all_ready()
    assert run_chore("cards.tell", now) == 1
    run_all_ready()
    assert sorted(Told.objects.values_list("stage", flat=True)) == [1, 2]
    assert run_chore("cards.tell", now) == 0
    assert queries.to_follow_up(an_officer(), now).count() == 1


def test_book__from_the_link__one_reservation_at_a_time_until_renewed() -> None:
    taken_in(a_line(101), a_line(102, expires="2027-06-30"))
    invitation = Invitation.objects.get(expires_on=date(2026, 8, 31))
    first, second = slots()[3:5]
    contact = {"name": "見本 花子"}
    anyone = people.ANONYMOUS
    made = book(invitation, str(first.pk), contact=contact, by=anyone, at=NOON)
    again = book(invitation, str(second.pk), contact=contact, by=anyone, at=NOON)
    made.refresh_from_db()
    assert made.cancelled_at
    renewal = Renewal.objects.get(pk=invitation.renewal)
    assert renewal.reserved == again.number
    with pytest.raises(NotYet):
        book(Invitation.objects.get(expires_on=date(2027, 6, 30)), str(first.pk), contact=contact, by=anyone, at=NOON)
    with pytest.raises(booking.NoSuchSlot):
        book(invitation, str(invitation.renewal), contact=contact, by=anyone, at=NOON)
    Renewal.objects.filter(pk=renewal.pk).update(renewed_on=date(2026, 7, 2))
    Invitation.objects.filter(pk=invitation.pk).update(over_on=date(2026, 7, 2))
    with pytest.raises(AlreadyRenewed):
        book(invitation, str(first.pk), contact=contact, by=anyone, at=NOON)
    with pytest.raises(AlreadyRenewed):
        follow_up(Renewal.objects.get(pk=renewal.pk), "telephone", by=an_officer(), at=NOON)


def test_came_or_cancelled__counts_in_the_month() -> None:
    taken_in(*(a_line(n) for n in (101, 102, 103)))
    invitations = list(Invitation.objects.order_by("pk"))
    clerk, place = an_officer(), slots()[3]
    for one in invitations[:2]:
        book(one, str(place.pk), contact={"name": "見本"}, by=people.ANONYMOUS, at=NOON)
    numbers = [Invitation.objects.get(pk=one.pk).reserved for one in invitations[:2]]
    counters.attend(booking.look_reservation(numbers[0], by=clerk, at=NOON), by=clerk, at=place.starts_at)
    booking.cancel(booking.look_reservation(numbers[1], by=clerk, at=NOON), by=clerk, at=NOON)
    run_all_ready()
    month = queries.months(clerk)[0]
    assert (month.month, month.total, month.reserved, month.renewed, month.left) == (date(2026, 8, 1), 3, 1, 1, 2)
    assert queries.months(an_officer("zaisei")) == []


def test_figures__by_month__with_the_rate() -> None:
    clerk = an_officer()
    keep_figure(date(2026, 6, 15), issued=100, held=122_808, population=168_658, by=clerk, at=NOON)
    keep_figure(date(2026, 6, 1), issued=120, held=122_828, population=168_658, by=clerk, at=NOON)
    figure = queries.figures()[0]
    assert (len(queries.figures()), figure.issued, round(figure.rate, 2)) == (1, 120, 72.83)
    for wrong in ({"issued": -1}, {"held": 200_000}, {"population": 0}):
        with pytest.raises(BadFigures):
            keep_figure(date(2026, 6, 1), **{"issued": 1, "held": 1, "population": 10, **wrong}, by=clerk, at=NOON)
    with pytest.raises(NotPermitted):
        keep_figure(date(2026, 6, 1), issued=1, held=1, population=1, by=an_officer("zaisei"), at=NOON)


def test_pages__of_desk_and_resident__do_the_whole_way() -> None:
    now = timezone.now()
    the_rules(now)
    desk = signed_in(Client(), an_officer())
    other = signed_in(Client(), an_officer("zaisei"))
    from django.core.files.uploadedfile import SimpleUploadedFile

    assert "CSVファイルを選んでください" in desk.post("/desk/cards/", follow=True).content.decode()
    bad = SimpleUploadedFile("x.csv", "氏名\r\n見本\r\n".encode())
    assert "次の列がありません" in desk.post("/desk/cards/", {"file": bad}, follow=True).content.decode()
    ends = (now + 25 * DAY).date()
    good = SimpleUploadedFile("期限.csv", a_file(a_line(101, expires=f"{ends}"), a_line(102, what="?")))
    page = desk.post("/desk/cards/", {"file": good}, follow=True)
    run_all_ready()
    address = page.redirect_chain[-1][0]
    assert "種別は" in desk.get(address).content.decode()
    assert other.get(address).status_code == 404
    run_chore("cards.tell", now)
    run_all_ready()
    assert "見本 花子" in desk.get("/desk/cards/follow-up/").content.decode()
    assert "見本 花子" not in other.get("/desk/cards/follow-up/").content.decode()
    renewal = Renewal.objects.get()
    noted = desk.post(f"/desk/cards/follow-up/{renewal.pk}/", {"way": "no-answer"}, follow=True).content.decode()
    assert "電話に出なかった" in noted
    assert other.post(f"/desk/cards/follow-up/{renewal.pk}/", {"way": "telephone"}).status_code == 404
    token = Invitation.objects.get().token
    link, guest = f"/cards/{token}/", Client()
    page = guest.get(link).content.decode()
    assert "空いている日時から選ぶ" in page
    assert "見本 花子" not in page
    assert "日時を選んでください" in guest.post(link, {"name": "見本", "kana": "ミホン"}).content.decode()
    place = queries.free_times("card", date(2020, 1, 1), date(2030, 1, 1), now)[0][1][0]
    assert "氏名を入力してください" in guest.post(link, {"slot": str(place.pk)}).content.decode()
    done = guest.post(link, {"slot": str(place.pk), "name": "見本", "kana": "ミホン"}, follow=True).content.decode()
    assert Renewal.objects.get().reserved in done
    assert guest.get("/cards/nothing/").status_code == 404
    figures = "/desk/cards/figures/"
    assert (
        "2026-11 のように" in desk.post(figures, {"month": "june", "issued": "1", "held": "1", "population": "2"}).content.decode()
    )
    assert "人口以下" in desk.post(figures, {"month": "2026-06", "issued": "1", "held": "3", "population": "2"}).content.decode()
    assert (
        "50.00%"
        in desk.post(figures, {"month": "2026-06", "issued": "1", "held": "1", "population": "2"}, follow=True).content.decode()
    )
    assert "50.00" in desk.get("/desk/cards/figures.csv").content.decode()
    assert "宛名番号" in desk.get("/desk/cards/sample.csv").content.decode()


def test_own_things__a_card_that_ends__leads_to_the_page_of_times_and_nobody_else_sees_it() -> None:
    now = timezone.now()
    ends = (now + 60 * DAY).date()
    me, other = a_resident_account("watashi@example.jp"), a_resident_account()
    people.bind(me, an_addressee("999990000000101"), by=SYSTEM, at=now)
    taken_in(a_line(101, expires=f"{ends}"), a_line(102, expires=f"{ends}"), at=now)
    for renewal in Renewal.objects.all():
        tell(str(renewal.pk), 1, at=now)
    token = Invitation.objects.get(renewal=Renewal.objects.get(account=me).pk).token
    page = signed_in(Client(), me).get("/mine/").content.decode()
    assert f"/cards/{token}/" in page
    assert "予約してください" in page
    assert page.count("/cards/") == 1
    assert "/cards/" not in signed_in(Client(), other).get("/mine/").content.decode()
    assert list(Renewal.objects.visible_to(people.actor_for(other, now))) == []


def test_rules__missing__says_so() -> None:
    from madoguchi.city.public import retire

    retire("cards", "card-renewals", by=SYSTEM, at=NOON)
    with pytest.raises(NotDefined):
        take_in("x.csv", a_file(a_line(1)), by=an_officer(), at=NOON)
    assert run_chore("cards.tell", NOON) == 0
