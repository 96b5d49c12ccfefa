"""職員本人: linked by a list, dry run first; nobody says it of themselves or hides behind a stranger."""

from datetime import datetime
from typing import Any

import pytest

from madoguchi.core import tables
from madoguchi.core.audit import public as audit
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, an_addressee, an_administrator, an_officer
from madoguchi.engines.watch import public as watch
from madoguchi.engines.watch.testing import a_privacy_officer

HEAD = "職員番号,メールアドレス,宛名番号"


def a_list(*lines: str, head: str = HEAD, coding: str = "utf-8") -> bytes:
    return "\r\n".join([head, *lines]).encode(coding)


def planned(by: Any, at: datetime, *lines: str) -> tuple[watch.StaffList, list[watch.Planned]]:
    of = watch.read_staff_list(a_list(*lines))
    return of, watch.plan_links(of, by=by, at=at)


def applied(by: Any, at: datetime, *lines: str) -> list[watch.Planned]:
    of, found = planned(by, at, *lines)
    return watch.apply_links(of, watch.mark_of(found), by=by, at=at)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1,,999990000000101", "メールアドレスがありません。"),
        ("1,見本花子,999990000000101", "メールアドレスとして読めません。"),
        ("1,a@example.jp,", "宛名番号がありません。"),
        ("1,a@example.jp,9.9999E+14", "表計算ソフトが宛名番号を丸めています"),
        ("1,a@example.jp,ABC", "宛名番号は15桁までの数字です。"),
        ("1,a@example.jp,9999900000001010", "宛名番号は15桁までの数字です。"),
        ("1,a@example.jp,123456789018", "個人番号は入れず"),
        ("1,A@example.jp ,999990000000101", "3行目と同じメールアドレスです。"),
    ],
)
def test_read__line_with_a_fault__says_which_and_why(line: str, said: str) -> None:
    of = watch.read_staff_list(a_list("", "1,a@example.jp,999990000000102" if "同じ" in said else "", line))
    assert [one.line for one in of.faults] == [4]
    assert said in str(of.faults[0].sentence)


def test_read__as_people_save_it__is_read() -> None:
    for coding in ("utf-8-sig", "cp932"):
        of = watch.read_staff_list(a_list("1, Ａ@Example.jp,９９９", "", coding=coding))
        assert of.lines == [watch.Line(2, "a@example.jp", "000000000000999")]
    with pytest.raises(tables.ColumnsMissing):
        watch.read_staff_list(a_list("1,a@example.jp", head="職員番号,メールアドレス"))
    with pytest.raises(tables.ColumnsForbidden):
        watch.read_staff_list(a_list("1,2,3", head="メールアドレス,宛名番号,個人番号"))


def test_plan__every_line__says_what_becomes_of_it_and_writes_nothing(noon: datetime) -> None:
    officer, person, other = a_privacy_officer(), an_addressee(), an_addressee()
    new, held, moved, resident = a_staff_account(), a_staff_account(), a_staff_account(), a_resident_account()
    for account in (held, moved):
        watch.link_staff(account.email, person.number, by=officer, at=noon)
    of, found = planned(
        officer,
        noon,
        f"1,{new.email.upper()},{person.number}",
        f"2,{held.email},{person.number}",
        f"3,{moved.email},{other.number}",
        f"4,{resident.email},{person.number}",
        "5,nobody@example.jp,999990000000999",
        f"6,{a_staff_account().email},999990000000999",
    )
    assert [one.finding.value for one in found] == ["new", "same", "changed", "no-staff", "no-staff", "nobody"]
    assert found[2].held == person.number
    assert watch.count_of_linked()[0] == 2
    shown = audit.Entry.objects.filter(action="listed", subject_kind="addressee", by=officer.code).latest("id").data
    assert shown["query"]["list"] == of.digest
    assert set(shown["ids"]) == {str(person.pk), str(other.pk)}


def test_apply__list__is_linked_once_with_an_entry_for_each_and_for_the_whole(noon: datetime) -> None:
    officer, person, other = a_privacy_officer(), an_addressee(), an_addressee()
    one, two = a_staff_account(), a_staff_account()
    watch.link_staff(two.email, person.number, by=officer, at=noon)
    lines = f"1,{one.email},{person.number}", f"2,{two.email},{other.number}", "3,nobody@example.jp,1"
    assert len(applied(officer, noon, *lines)) == 2
    assert {row.account_id: row.addressee_id for row in watch.linked_staff()} == {one.pk: person.pk, two.pk: other.pk}
    assert watch.StaffPerson.objects.filter(account=two, ended_at=noon, addressee=person).exists()
    whole = audit.Entry.objects.get(action="watch.staff-list-linked")
    assert (whole.by, whole.data["new"], whole.data["changed"], whole.data["no-staff"]) == (officer.code, 1, 1, 1)
    assert audit.Entry.objects.filter(action="watch.staff-linked").count() == 3
    assert applied(officer, noon, *lines) == []
    assert audit.Entry.objects.filter(action__startswith="watch.staff-").count() == 4


def test_apply__something_changed_since_it_was_shown__is_refused_whole(noon: datetime) -> None:
    officer, person, other = a_privacy_officer(), an_addressee(), an_addressee()
    one, two = a_staff_account(), a_staff_account()
    of, found = planned(officer, noon, f"1,{one.email},{person.number}", f"2,{two.email},{person.number}")
    watch.link_staff(two.email, other.number, by=officer, at=noon)
    with pytest.raises(watch.ListGoneStale):
        watch.apply_links(of, watch.mark_of(found), by=officer, at=noon)
    assert [row.account_id for row in watch.linked_staff()] == [two.pk]


def test_apply__list_with_a_fault__is_refused_whole(noon: datetime) -> None:
    of, found = planned(a_privacy_officer(), noon, f"1,{a_staff_account().email},{an_addressee().number}", "2,x,1")
    with pytest.raises(watch.ListHasFaults):
        watch.apply_links(of, watch.mark_of(found), by=a_privacy_officer(), at=noon)
    assert not watch.linked_staff()


def test_administrator__links_who_is_not_linked_and_changes_nobody(noon: datetime) -> None:
    administrator, person, stranger = an_administrator(), an_addressee(), an_addressee()
    new, held = a_staff_account(), a_staff_account()
    watch.link_staff(held.email, person.number, by=a_privacy_officer(), at=noon)
    written = applied(administrator, noon, f"1,{new.email},{person.number}", f"2,{held.email},{stranger.number}")
    assert [one.account for one in written] == [new]
    assert watch.StaffPerson.objects.get(account=held, ended_at=None).addressee == person


def test_nobody__says_who_they_are_themselves(noon: datetime) -> None:
    account = a_staff_account("houmu")
    from madoguchi.engines.people.testing import actor_of

    officer, person = actor_of(account), an_addressee()
    assert [one.finding for one in planned(officer, noon, f"1,{account.email},{person.number}")[1]] == [watch.Finding.OWN]
    with pytest.raises(watch.NotOneself):
        watch.link_staff(account.email, person.number, by=officer, at=noon)


def test_others__may_not(noon: datetime) -> None:
    of = watch.read_staff_list(a_list("1,a@example.jp,1"))
    with pytest.raises(NotPermitted):
        watch.plan_links(of, by=an_officer("kodomo"), at=noon)
    with pytest.raises(NotPermitted):
        watch.apply_links(of, "", by=an_officer("kodomo"), at=noon)
