"""Verification by anybody, the register by its section."""

import pytest

from madoguchi.core.audit.public import entries_of
from madoguchi.core.files.public import open_file
from madoguchi.core.health import EXAMINATIONS
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.documents import public as documents
from madoguchi.engines.documents.testing import NOON, a_document, a_key
from madoguchi.engines.documents.tokens import new_token, read_token
from madoguchi.engines.people.testing import a_resident, an_administrator, an_approver, an_officer

pytestmark = pytest.mark.usefixtures("city")


def test_verify__a_document__tells_nothing_about_a_person():
    document = a_document()
    found = documents.verify(document.verify_token)
    assert (found.title, found.number, found.state) == ("見本のお知らせ", "例0第1号", "valid")
    assert found.issued_on.isoformat() == "2026-07-01"
    assert found.digest == document.digest
    assert "見本 花子" not in repr(found)
    assert document.subject_id not in repr(found)


TYPED = [
    str.lower,
    lambda token: f" {token[:5]} {token[5:]}　",
    lambda token: f"{token[:13]}-{token[13:]}",
    lambda token: token.translate({code: code + 0xFEE0 for code in range(0x30, 0x5B)}),
]


@pytest.mark.parametrize("typed", TYPED)
def test_verify__token_as_people_type_it__is_understood(typed):
    document = a_document()
    assert documents.verify(typed(document.verify_token)).number == document.number


def test_verify__digits_that_look_like_letters__are_taken_for_them():
    assert read_token("0" * 13 + "18" * 6 + "A") == "O" * 13 + "IB" * 6 + "A"


@pytest.mark.parametrize("token", ["", "A" * 26, "A" * 25, "✕" * 26, "A" * 27])
def test_verify__no_such_token__is_not_found(token):
    a_document()
    with pytest.raises(NotFound):
        documents.verify(token)


def test_tokens__many__differ_and_are_long_enough():
    made = {new_token() for _ in range(500)}
    assert len(made) == 500
    assert all(len(one) == 26 and read_token(one) == one for one in made)


def test_is_unchanged__one_byte_more__is_noticed():
    document = a_document()
    pdf = open_file(document.file)
    assert documents.is_unchanged(document.verify_token, pdf)
    assert not documents.is_unchanged(document.verify_token, pdf + b"\n")


def test_revoke__wrong_document__keeps_its_place_and_shows_when_verified():
    first, second = a_document(), a_document()
    documents.revoke(first, reason=documents.WhyRevoked.MISTAKE, by=an_approver(), at=NOON)
    found = documents.verify(first.verify_token)
    assert (found.state, found.ended_on.isoformat()) == ("revoked", "2026-07-01")
    assert documents.verify(second.verify_token).state == "valid"
    rows = documents.register_of("kodomo", 2026, by=an_officer())
    assert [(d.serial, d.revoked_at) for d in rows] == [(1, NOON), (2, None)]
    assert list(documents.Document.objects.in_force()) == [second]


def test_revoke__replaced__shows_as_replaced():
    old = a_document(key=(key := a_key("1")), subject_id="1")
    new = a_document(key=key, subject_id="1")
    documents.revoke(old, reason=documents.WhyRevoked.REPLACED, replaced_by=new, by=an_approver(), at=NOON)
    assert documents.verify(old.verify_token).state == "replaced"


def test_revoke__replacement_that_cannot_be_one__is_turned_back():
    document, other = a_document(subject_id="1"), a_document(subject_id="2")
    how = documents.WhyRevoked
    wrong = [(how.REPLACED, None), (how.REPLACED, document), (how.REPLACED, other), (how.MISTAKE, other)]
    for reason, by_what in wrong:
        with pytest.raises(documents.BadReplacement):
            documents.revoke(document, reason=reason, replaced_by=by_what, by=an_approver(), at=NOON)


def test_revoke__twice__is_turned_back():
    document = a_document()
    documents.revoke(document, reason=documents.WhyRevoked.SPOILED, by=an_approver(), at=NOON)
    with pytest.raises(documents.AlreadyRevoked):
        documents.revoke(document, reason=documents.WhyRevoked.SPOILED, by=an_approver(), at=NOON)


@pytest.mark.parametrize("who", [a_resident, an_officer, an_administrator, lambda: an_approver("kaigo")])
def test_revoke__without_the_office__is_not_permitted(who):
    with pytest.raises(NotPermitted):
        documents.revoke(a_document(), reason=documents.WhyRevoked.MISTAKE, by=who(), at=NOON)


@pytest.mark.parametrize("who", [a_resident, an_administrator, lambda: an_officer("kaigo")])
def test_register__of_another_section__is_not_shown(who):
    a_document()
    with pytest.raises(NotPermitted):
        documents.register_of("kodomo", 2026, by=who())
    assert not documents.Document.objects.visible_to(who()).exists()


def test_read__by_the_section__gives_the_sheet_and_logs_the_look():
    document = a_document()
    found, pdf = documents.read(document.id, by=(officer := an_officer()), at=NOON, purpose="inquiry")
    assert found == document
    assert pdf.startswith(b"%PDF")
    looks = [e for e in entries_of("document", str(document.id)) if e.by == officer.code]
    assert len(looks) == 1


def test_read__by_another_section__is_not_found():
    document = a_document()
    for who in (a_resident(), an_officer("kaigo"), an_administrator()):
        with pytest.raises(NotFound):
            documents.read(document.id, by=who, at=NOON)


def test_for_subjects__some__gives_theirs_in_order():
    one, two, three = a_document(subject_id="1"), a_document(subject_id="2"), a_document(subject_id="1")
    a_document(subject_id="1", subject_kind="reservation")
    assert list(documents.for_subjects("case", ["1"])) == [one, three]
    assert set(documents.for_subjects("case", ["1", "2"])) == {one, two, three}


def test_gaps__a_counter_that_ran_ahead__is_found():
    a_document()
    documents.Numbering.objects.update(last=3)
    assert documents.gaps("kodomo", 2026) == [2, 3]
    (finding,) = EXAMINATIONS.get("documents").examine(NOON)
    assert finding.level == "failure"
    assert "kodomo 2026: 2, 3" in finding.sentence


def test_health__all_in_order__says_so():
    a_document()
    (finding,) = EXAMINATIONS.get("documents").examine(NOON)
    assert finding.level == "ok"
