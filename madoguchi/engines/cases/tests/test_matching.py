"""署名者の照合: known by the serial, else a clerk compares once; nobody's certificate becomes another's."""

from datetime import timedelta

import pytest

from madoguchi.city.public import publish
from madoguchi.city.testing import raw_department
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import SignatureMatch
from madoguchi.engines.cases.testing import NOON, run
from madoguchi.engines.cases.tests.test_signing import a_card, a_signed_application, house, me  # noqa: F401
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, actor_of, an_addressee, an_officer

pytestmark = pytest.mark.django_db
PERSON = {"family": "見本", "given": "さくら", "birth_on": "1990-01-15", "address": "浦安市架空町1丁目2番3号"}


def opened(application):
    """The section may look people up."""
    run(NOON)
    publish("department", raw_department("kodomo", looks_up_people=True), by=SYSTEM, at=NOON)
    return cases.Case.objects.select_related("application__key").get(application=application)


def test_first_signature__waits_for_a_clerk_and_the_next_is_known(house, me):  # noqa: F811
    card, clerk = a_card(house), an_officer()
    first = opened(a_signed_application(house, me, card))
    person = an_addressee(**PERSON)
    assert cases.to_match(by=clerk) == [first]
    assert [one.person for one in cases.candidates_for(first, by=clerk, at=NOON)] == [person]
    cases.match_signer(first, person.number, by=clerk, at=NOON)
    assert cases.to_match(by=clerk) == []
    second = opened(a_signed_application(house, me, card))
    match = SignatureMatch.objects.get(signature__application=second.application)
    assert (match.addressee, match.how) == (person, "serial")
    assert cases.register_entry_of(second) == person


def test_candidates__all_that_agrees__stands_first(house, me):  # noqa: F811
    case = opened(a_signed_application(house, me))
    namesake = an_addressee(family="見本", given="さくら")
    same = an_addressee(**PERSON)
    found = cases.candidates_for(case, by=an_officer(), at=NOON)
    assert [one.person for one in found] == [same, namesake]
    assert (found[0].agrees, found[1].agrees) == (3, 1)


def test_candidates__under_protection__are_not_there_for_whom_they_are_not_open(house, me):  # noqa: F811
    case = opened(a_signed_application(house, me))
    person = an_addressee(suppressed=True, **PERSON)
    assert cases.candidates_for(case, by=an_officer(), at=NOON) == []
    with pytest.raises(NotFound):
        cases.match_signer(case, person.number, by=an_officer(), at=NOON)


def test_match__certificate_of_another__is_refused(house, me):  # noqa: F811
    card, clerk = a_card(house), an_officer()
    first, second = opened(a_signed_application(house, me, card)), opened(a_signed_application(house, me, card))
    one, other = an_addressee(**PERSON), an_addressee(family="例示")
    cases.match_signer(first, one.number, by=clerk, at=NOON)
    SignatureMatch.objects.exclude(signature__application=first.application).delete()
    with pytest.raises(people.CertificateOfAnother):
        cases.match_signer(second, other.number, by=clerk, at=NOON)
    with pytest.raises(cases.MatchedAlready):
        cases.match_signer(first, one.number, by=clerk, at=NOON)


def test_certificates__renewed__are_one_persons_history(house, me):  # noqa: F811
    clerk, person = an_officer(), an_addressee(**PERSON)
    for _ in range(2):
        cases.match_signer(opened(a_signed_application(house, me, a_card(house))), person.number, by=clerk, at=NOON)
    assert person.certificates.count() == 2
    wrong = person.certificates.first()
    people.release_certificate(wrong, by=clerk, at=NOON + timedelta(days=1))
    wrong.refresh_from_db()
    assert wrong.ended_by == clerk.code
    assert people.holder_of(wrong.issuer_key, wrong.serial) is None


def test_match__section_without_the_register__is_not_permitted(house, me):  # noqa: F811
    application = a_signed_application(house, me)
    run(NOON)
    case = cases.Case.objects.get(application=application)
    assert cases.to_match(by=an_officer()) == []
    with pytest.raises(NotPermitted):
        cases.match_signer(case, an_addressee(**PERSON).number, by=an_officer(), at=NOON)
    with pytest.raises(NotPermitted):
        cases.match_signer(case, "1", by=actor_of(a_resident_account()), at=NOON)
