"""People are not mixed up, and what is other than before is seen."""

from typing import Any

import pytest

from madoguchi.core.audit.public import Entry
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.known import KNOWN
from madoguchi.engines.cases.testing import ANSWERS, DAY, NOON, a_name, a_procedure
from madoguchi.engines.cases.tests.test_search import ASKING, of
from madoguchi.engines.people.testing import a_resident_account, an_officer

pytestmark = pytest.mark.django_db


def beside(case: Any, by: Any = None) -> list[Any]:
    who = cases.applicant_of(case.definition, cases.answers_of(case.application))
    return cases.namesakes(case, who, by=by or an_officer(), at=NOON)


def test_namesakes__same_name_and_other_birthday__are_shown_with_what_differs() -> None:
    here, there = of("髙橋", "さくら", "1990-04-12"), of("高橋", "さくら", "1952-11-03", "0470000099")
    (found,) = beside(here)
    assert found.case.pk == there.pk
    assert not found.one_person
    assert {str(point.label): point.same for point in found.points} == {
        "氏名": True, "フリガナ": True, "生年月日": False, "住所": True, "電話番号": False,
    }  # fmt: skip
    assert str(there.pk) in str(Entry.objects.filter(action="listed").get().data["ids"])


def test_namesakes__same_name_and_birthday__is_one_person_with_two_cases() -> None:
    here, there = of("見本", "さくら"), of("見本", "さくら")
    (found,) = beside(here)
    assert found.case.pk == there.pk
    assert found.one_person
    assert cases.other_people([found]) == []


def read(family: str, given: str, family_kana: str, given_kana: str) -> Any:
    from madoguchi.engines.cases.testing import a_case

    name = {"family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana}
    return a_case("opened", version=a_procedure(ASKING), answers=changed(name=name))


def test_namesakes__same_birthday__only_within_a_family_name() -> None:
    here, twin = read("見本", "さくら", "ミホン", "サクラ"), read("見本", "もみじ", "ミホン", "モミジ")
    read("架空", "一郎", "カクウ", "イチロウ")
    (found,) = beside(here)
    assert found.case.pk == twin.pk
    assert not found.one_person


def test_namesakes__closed_or_of_another_section__are_left_out(django_assert_num_queries: Any) -> None:
    here = of("見本", "さくら")
    of("見本", "さくら", "1952-11-03", until="withdrawn")
    assert beside(here) == []
    of("見本", "さくら", "1952-11-03")
    assert beside(here, an_officer("kaigo")) == []
    who, by = cases.Person(name="見本 さくら"), an_officer()
    for _n in range(7):
        of("見本", "さくら", "1952-11-03")
    with django_assert_num_queries(5):
        assert len(cases.namesakes(here, who, by=by, at=NOON)) == 5


def changed(**claimant: Any) -> dict[str, Any]:
    return {**ANSWERS, "claimant": {**ANSWERS["claimant"], "birth": "1990-04-12", "phone": "0470000001", **claimant}}


def test_known__earlier_case_of_the_same_person__shows_what_is_other() -> None:
    first = of("見本", "さくら", until="decided")
    moved = {**ANSWERS["claimant"]["address"], "street": "例示町9丁目9番9号"}
    from madoguchi.engines.cases.testing import a_case

    second = a_case("opened", version=a_procedure(ASKING), answers=changed(address=moved), at=NOON + DAY)
    who = cases.applicant_of(second.definition, cases.answers_of(second.application))
    assert cases.earlier_case(second, who, by=an_officer()).pk == first.pk
    (found,) = cases.known_otherwise(second, who, by=an_officer())
    assert (found.path, found.on) == ("claimant.address", first.received_on)
    assert "例示町9丁目" in found.written
    assert "架空町1丁目" in found.known
    assert cases.known_otherwise(second, who, by=an_officer("kaigo")) == []


def test_known__another_spelling__is_no_difference() -> None:
    account = a_resident_account()
    of("髙橋", "さくら", account=account)
    same = {**ANSWERS["claimant"]["address"], "street": "架空町１－２－３"}
    from madoguchi.engines.cases.testing import a_case

    answers = changed(name=a_name("高橋", "さくら"), address=same)
    second = a_case("opened", version=a_procedure(ASKING), answers=answers, account=account, at=NOON + DAY)
    who = cases.applicant_of(second.definition, answers)
    assert cases.known_otherwise(second, who, by=an_officer()) == []


def test_known__a_registered_source__stands_beside_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    case = of("見本", "さくら")
    said = {"together": "同居", "apart": "別居"}
    sources = [("register", lambda held, by: [cases.Known("children[0].living", "apart", "住民記録")])]
    monkeypatch.setattr(type(KNOWN), "items", lambda self: sources)
    (found,) = cases.known_otherwise(case, cases.Person(), by=an_officer())
    assert (found.written, found.known, found.source) == (said["together"], said["apart"], "住民記録")
