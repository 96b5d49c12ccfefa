"""What follows what, who filed it, and whose section it is: read from the answers when the case is opened."""

import pytest
from django.db import IntegrityError, transaction

from madoguchi.core.refused import NotFound
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.paper import paper_of
from madoguchi.engines.cases.models import CaseLink, Filing
from madoguchi.engines.cases.testing import ANSWERS, CERTIFICATION, NOON, PROCEDURE, RENEWAL, a_case, a_procedure
from madoguchi.engines.people.testing import an_approver, an_officer

pytestmark = pytest.mark.django_db


def a_certification(until="reviewing", **others):
    return a_case(until, version=a_procedure(CERTIFICATION), **others)


def a_renewal(number=None, **others):
    a_procedure(CERTIFICATION)
    answers = {**ANSWERS, **({"before": number} if number else {})}
    return a_case("accepted", version=a_procedure(RENEWAL), answers=answers, **others)


def test_open__number_of_the_earlier_case_in_the_answers__joins_them():
    earlier = a_certification()
    later = a_renewal(earlier.number)
    assert CaseLink.objects.get(case=later).earlier == earlier
    view = cases.case_for_desk(later, by=an_officer(), at=NOON)
    assert view.earlier.number == earlier.number
    assert [one.number for one in cases.case_for_desk(earlier, by=an_officer(), at=NOON).later] == [later.number]


def test_open__number_of_another_procedure_or_of_nothing__joins_nothing_and_the_desk_can_mend_it():
    other = a_case()
    later = a_renewal(other.number)
    assert not CaseLink.objects.exists()
    with pytest.raises(cases.DoesNotFollow):
        cases.link(later, other.number, by=an_officer(), at=NOON)
    with pytest.raises(NotFound):
        cases.link(later, "2222-2222-2", by=an_officer(), at=NOON)
    earlier = a_certification()
    cases.link(later, earlier.number.lower(), by=an_officer(), at=NOON)
    with pytest.raises(cases.LinkedAlready):
        cases.link(later, earlier.number, by=an_officer(), at=NOON)


def test_database__a_case_that_follows_itself__is_impossible():
    case = a_renewal()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseLink.objects.create(case=case, earlier=case, by_code="x", at=NOON)


KINDS = {"self": "本人", "family": "家族", "office": "事業者"}
FILER = {
    **PROCEDURE,
    "code": "sample-filed",
    "pages": [
        *PROCEDURE["pages"],
        {"title": "提出者", "ask": [
            {"id": "filer.kind", "type": "choice", "label": "提出者", "options": KINDS},
            {"id": "filer.relation", "type": "text", "label": "続柄", "when": "filer.kind == 'family'"},
            {"id": "filer.office", "type": "text", "label": "事業所名", "when": "filer.kind == 'office'"},
            {"id": "filer.number", "type": "care-office-number", "label": "事業所番号", "when": "filer.kind == 'office'"},
        ]},
    ],
    "filer": {"kind": "filer.kind", "relation": "filer.relation", "office_name": "filer.office", "office_number": "filer.number"},
    "marks": [{"id": "elsewhere", "when": "claimant.address.city != '浦安市'", "label": "住所地特例", "why": "市外に住む被保険者"}],
    "department_when": [{"when": "reason.kind == 'moved-in'", "is": "shimin"}],
    "appeal_body_when": [{"when": "reason.kind == 'moved-in'", "is": "care-board"}],
}  # fmt: skip


def filed(kind="office", city="浦安市", reason="birth", until="opened"):
    from madoguchi.city.testing import a_city

    a_city(kodomo="こども課", shimin="市民課")
    claimant = {**ANSWERS["claimant"], "address": {**ANSWERS["claimant"]["address"], "city": city}}
    filer = {"kind": kind, "office": "見本居宅介護支援事業所", "number": "1270000000", "relation": "長女"}
    answers = {**ANSWERS, "claimant": claimant, "reason": {**ANSWERS["reason"], "kind": reason}, "filer": filer}
    return a_case(until, version=a_procedure(FILER), answers=answers, section="shimin" if reason == "moved-in" else "kodomo")


def test_filing__by_a_care_office__is_kept_with_its_number():
    filing = Filing.objects.get(case=filed())
    assert (filing.kind, filing.office_number, filing.office, filing.relation) == (
        "office",
        "1270000000",
        "見本居宅介護支援事業所",
        "長女",
    )
    assert Filing.objects.get(case=filed("family")).office_number == ""


def test_marks__insured_here_and_living_elsewhere__are_seen_on_the_desk():
    view = cases.case_for_desk(filed(city="例示市"), by=an_officer(), at=NOON)
    assert [str(mark.label) for mark in view.marks] == ["住所地特例"]
    assert cases.case_for_desk(filed(), by=an_officer(), at=NOON).marks == []


def test_department_and_appeal_body__depend_on_the_answers():
    case = filed(reason="moved-in", until="reviewing")
    assert (case.section, filed().section) == ("shimin", "kodomo")
    cases.decide(case, outcome="refused", reason="例示", by=an_approver(section="shimin"), at=NOON)
    assert paper_of(case, case.decisions.get().notification).data["appeal_body"] == "care-board"
