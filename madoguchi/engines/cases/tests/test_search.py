"""Finding a case by who asked, and what the index keeps."""

from typing import Any

import pytest

from madoguchi.core.audit.public import Entry
from madoguchi.core.sealing.public import marks
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.reading import Person
from madoguchi.engines.cases.search.asking import understood
from madoguchi.engines.cases.testing import ANSWERS, DAY, NOON, PROCEDURE, a_case, a_name, a_procedure
from madoguchi.engines.people.testing import an_officer

pytestmark = pytest.mark.django_db
ASKING = {
    **PROCEDURE,
    "code": "sample-asking",
    "applicant": {**PROCEDURE["applicant"], "birth": "claimant.birth", "phone": "claimant.phone"},
    "pages": [
        PROCEDURE["pages"][0],
        {
            **PROCEDURE["pages"][1],
            "ask": [
                *PROCEDURE["pages"][1]["ask"],
                {"id": "claimant.birth", "type": "date", "label": "生年月日"},
                {"id": "claimant.phone", "type": "phone", "label": "電話番号"},
            ],
        },
        PROCEDURE["pages"][2],
    ],
}


def of(family: str, given: str, birth: str = "1990-04-12", phone: str = "0470000001", until: str = "opened", **others: Any) -> Any:
    claimant = {**ANSWERS["claimant"], "name": a_name(family, given), "birth": birth, "phone": phone}
    return a_case(until, version=a_procedure(ASKING), answers={**ANSWERS, "claimant": claimant}, **others)


def found(text: str, by: Any = None, **more: Any) -> list[str]:
    page = cases.search_cases(text, by=by or an_officer(), at=NOON, **more)
    return [one.case.number for one in page.items]


@pytest.mark.parametrize(
    ("text", "name", "birth", "phone"),
    [
        ("髙橋　レイコ", "高橋れいこ", "", ""),
        ("平成2年4月12日", "", "1990-04-12", ""),
        ("２０２６０７０１", "", "2026-07-01", ""),
        ("090-0000-0000", "", "", "09000000000"),
        ("見本 H2.4.12", "見本", "1990-04-12", ""),
        ("0470000001 見本さくら", "見本さくら", "", "0470000001"),
    ],
)
def test_understood__what_it_looks_like__is_what_it_is(text: str, name: str, birth: str, phone: str) -> None:
    asked = understood(text)
    assert (asked.name, asked.birth, asked.phone) == (name, birth, phone)


def test_search__by_each_trait__finds_the_case_and_no_other() -> None:
    wanted, other = of("髙橋", "さくら"), of("例示", "蓮", "1985-01-30", "09000000000")
    for text in ("高橋さくら", "高橋　さくら", "髙橋", "1990-04-12", "047-000-0001", "髙橋 平成2年4月12日"):
        assert found(text) == [wanted.number], text
    assert set(found("みほん れいじ")) == {wanted.number, other.number}
    assert found("髙橋 1985-01-30") == []
    with pytest.raises(cases.NothingToSearch):
        found("　・ ")


def test_search__of_another_section__finds_nothing() -> None:
    of("見本", "さくら")
    assert found("見本", an_officer("kaigo")) == []
    assert found("見本", an_officer("kodomo", "administrator")) == []


def test_search__closed_case__is_left_out_when_only_open_ones_are_wanted() -> None:
    over = of("見本", "さくら", until="withdrawn")
    assert found("見本") == [over.number]
    assert found("見本", only_open=True) == []


def test_search__index_and_audit__hold_no_name_in_clear() -> None:
    of("SAMPLE", "MARIA")
    assert len(found("sample")) == 1
    kept = [*cases.SearchKey.objects.values_list("mark", flat=True), str(Entry.objects.get(action="listed").data)]
    assert not any(word in text.lower() for text in kept for word in ("sample", "maria", "1990"))
    assert str(Entry.objects.get(action="listed").data["query"]["asked"]).startswith("mark:")


def test_search__after_a_correction__finds_by_both_names() -> None:
    case = of("見本", "さくら", until="reviewing")
    cases.request_correction(case, items=[("claimant.name", "氏を確かめてください。")], by=an_officer(), at=NOON + DAY)
    cases.correct(case, {"claimant.name": a_name("例示", "さくら")}, by=an_officer(), at=NOON + DAY)
    assert found("見本") == found("例示") == [case.number]
    cases.SearchKey.objects.all().delete()
    assert cases.rebuild_search() == 1
    assert found("見本") == found("例示さくら") == [case.number]


def test_search__with_a_new_key_first__still_finds_and_is_rebuilt(settings: Any) -> None:
    import base64
    import secrets

    keys = [base64.b64encode(secrets.token_bytes(32)).decode() for _n in range(2)]
    settings.MADO_KEYS = f"old:{keys[0]}"
    case = of("見本", "さくら")
    settings.MADO_KEYS = f"new:{keys[1]},old:{keys[0]}"
    assert found("見本") == [case.number]
    cases.rebuild_search()
    settings.MADO_KEYS = f"new:{keys[1]}"
    assert cases.SearchKey.objects.filter(mark__in=marks("見本", "cases.search:family")).exists()


def test_search__many__goes_on_after_the_last_and_asks_no_more(django_assert_num_queries: Any) -> None:
    numbers = [of("見本", "さくら").number for _n in range(3)]
    by = an_officer()
    first = cases.search_cases("見本", by=by, at=NOON, limit=2)
    assert [one.case.number for one in first.items] == numbers[:0:-1]
    assert found("見本", by, after=first.next, limit=2) == numbers[:1]
    found("見本", by)
    with django_assert_num_queries(6):
        found("見本", by)


def test_search__many_marks_of_others__goes_on_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madoguchi.engines.cases.search.asking.A_PART", 2)
    numbers = [of("見本", "さくら", birth).number for birth in ("1990-04-12", "1952-11-03", "1990-04-12", "1952-11-03")]
    for _n in range(3):
        of("見本", "さくら", until="withdrawn")
    assert len(found("見本")) == 7
    assert found("見本", only_open=True) == numbers[::-1]
    assert found("見本 昭和27年11月3日") == numbers[3::-2]


def test_memo__without_a_case__is_found_joined_and_forgotten() -> None:
    clerk = an_officer()
    who = Person(name="見本 さくら", phone="047-000-0001")
    said = "請求書の書き方の質問。夫の分も出すとのこと。"
    memo = cases.write_memo(said, who, section="kodomo", by=clerk, at=NOON)
    page = cases.search_cases("047-000-0001", by=clerk, at=NOON)
    assert [(one.text, person.name) for one, person in page.memos] == [
        ("請求書の書き方の質問。夫の分も出すとのこと。", "見本 さくら")
    ]
    assert not cases.search_cases("見本さくら", by=an_officer("kaigo"), at=NOON).memos
    case = of("見本", "さくら")
    cases.join_memo(memo, case, by=clerk, at=NOON)
    assert "書き方の質問" in case.notes.get().text
    with pytest.raises(cases.MemoOver):
        cases.finish_memo(memo, by=clerk, at=NOON)
    from madoguchi.engines.cases.jobs import forget_over

    assert forget_over(NOON + 366 * DAY) == 1
    assert not cases.Memo.objects.exists()


def test_view__saved_again__replaces_and_is_ones_own() -> None:
    from madoguchi.engines.people.testing import account_of

    mine, other = an_officer(), an_officer()
    account_of(mine), account_of(other)
    cases.save_view("補正待ち", {"state": "correcting"}, by=mine, at=NOON)
    view = cases.save_view(" 補正待ち ", {"state": "correcting", "mine": "1"}, by=mine, at=NOON)
    assert [one.filters for one in cases.views_of(mine)] == [{"state": "correcting", "mine": "1"}]
    cases.remove_view(view.pk, by=other)
    assert cases.views_of(mine)
    cases.remove_view(view.pk, by=mine)
    assert not cases.views_of(mine)
    with pytest.raises(cases.ViewNeedsName):
        cases.save_view("　", {}, by=mine, at=NOON)


def test_absence__covered_cases__stand_in_the_queue_of_the_deputy() -> None:
    from madoguchi.core.calendar.public import today
    from madoguchi.engines.people.testing import a_staff_account, actor_of

    away, deputy, stranger = a_staff_account("kodomo"), a_staff_account("kodomo"), a_staff_account("kaigo")
    by, day = actor_of(deputy, NOON), today(NOON)
    case = of("見本", "さくら")
    cases.hand_over(case, to=away, text="戸籍の写しを待っています。", by=by, at=NOON)
    assert "戸籍の写し" in case.notes.get().text
    dates = {"section": "kodomo", "from_on": day, "until_on": day + DAY, "by": by, "at": NOON}
    with pytest.raises(cases.NotColleagues):
        cases.enter_absence(away, stranger, **dates)
    entered = cases.enter_absence(away, deputy, **dates)
    with pytest.raises(cases.AwayTogether):
        cases.enter_absence(deputy, away, **dates)
    covered = tuple(one.pk for one in cases.covered_by(by, day))
    assert covered == (away.pk,)
    assert [row.number for row in cases.queue(by=by, filters=cases.Filters(assignees=covered)).items] == [case.number]
    assert cases.deputies(by=by, on=day) == {str(away.pk): deputy.name}
    cases.end_absence(entered.pk, by=by, at=NOON)
    assert cases.covered_by(by, day) == []
