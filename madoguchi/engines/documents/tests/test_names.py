"""外字: what cannot be printed waits for a person, and is never left out."""

import pytest
from django.db import IntegrityError, transaction

from madoguchi.core.events.testing import events_of
from madoguchi.core.files.public import open_file
from madoguchi.core.health import EXAMINATIONS
from madoguchi.core.refused import NotPermitted
from madoguchi.core.typesetting.public import MissingGlyph
from madoguchi.core.typesetting.testing import text_of
from madoguchi.engines.documents import public as documents
from madoguchi.engines.documents.testing import DATA, NOON, a_document, a_key
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident, an_administrator, an_approver, an_officer

pytestmark = pytest.mark.usefixtures("city")

KATSU = "葛\U000e0101"  # a form that none of our fonts has
NAME = {"recipient": {"name": f"見本 {KATSU}\ue000", "lines": ["例示市"]}}


HOW = {"section": "kodomo", "title": "題", "subject_kind": "case", "subject_id": "1", "by": SYSTEM, "at": NOON}


def wanted(**data):
    values = {**DATA, "paragraphs": [], **NAME, **data}
    return documents.issue_or_wait("documents/letter", values, **HOW, key=a_key("1"))


def test_issue_or_wait__character_missing__lists_it_and_hands_nothing_over():
    waiting = wanted()
    assert isinstance(waiting, documents.NameIssue)
    assert waiting.characters == [KATSU, "\ue000"]
    assert (waiting.section, waiting.template, waiting.subject_id) == ("kodomo", "documents/letter", "1")
    assert not documents.Document.objects.exists()
    assert not documents.Numbering.objects.exists()
    assert [e.kind for e in events_of(waiting.id)] == ["documents.names-awaited"]
    assert documents.names_waiting(an_officer()) == [waiting]


def test_issue_or_wait__nothing_missing__hands_over():
    assert isinstance(wanted(recipient={"name": "見本 花子"}), documents.Document)


def test_issue_or_wait__again__stays_one_entry():
    assert wanted() == wanted()
    assert documents.NameIssue.objects.count() == 1


def test_names_waiting__of_another_section__are_not_shown():
    wanted()
    for who in (an_officer("kaigo"), an_administrator(), a_resident()):
        assert documents.names_waiting(who) == []


def test_solve_by_substitute__approved__prints_them_and_says_so():
    waiting = wanted()
    chief = an_approver()
    solution = documents.solve_by_substitute(
        waiting, substitutes={KATSU: "葛", "\ue000": "吉"}, reason="本人の同意（架空）", by=chief, at=NOON
    )
    assert solution.reason == "本人の同意（架空）"
    assert "架空".encode() not in bytes(solution.sealed_reason)
    assert documents.names_waiting(chief) == []
    assert [e.kind for e in events_of(waiting.id)] == ["documents.names-awaited", "documents.names-solved"]
    made = wanted()
    text = text_of(open_file(made.file))
    assert "見本 葛吉　様" in text
    assert "代わりの字で印字しています" in text
    assert made.with_substitutes


def test_solve_by_substitute__other_subject__is_not_touched():
    documents.solve_by_substitute(
        wanted(), substitutes={KATSU: "葛", "\ue000": "吉"}, reason="本人の同意", by=an_approver(), at=NOON
    )
    with pytest.raises(MissingGlyph):
        a_document(data=NAME, subject_id="2")
    plain = a_document(subject_id="1")
    assert not plain.with_substitutes
    assert "代わりの字" not in text_of(open_file(plain.file))


@pytest.mark.parametrize("who", [a_resident, an_officer, an_administrator, lambda: an_approver("kaigo")])
def test_solve_by_substitute__without_the_office__is_not_permitted(who):
    waiting = wanted()
    with pytest.raises(NotPermitted):
        documents.solve_by_substitute(waiting, substitutes={KATSU: "葛", "\ue000": "吉"}, reason="同意", by=who(), at=NOON)


LACKING = [{}, {KATSU: "葛"}, {KATSU: "葛", "\ue000": " "}, {KATSU: KATSU, "\ue000": "吉"}]


@pytest.mark.parametrize("substitutes", LACKING)
def test_solve_by_substitute__letter_without_substitute__is_turned_back(substitutes):
    with pytest.raises(documents.SubstituteMissing):
        documents.solve_by_substitute(wanted(), substitutes=substitutes, reason="同意", by=an_approver(), at=NOON)


def test_solve_by_substitute__without_reason__is_turned_back():
    with pytest.raises(documents.SubstituteNeedsReason):
        documents.solve_by_substitute(wanted(), substitutes={KATSU: "葛", "\ue000": "吉"}, reason=" ", by=an_approver(), at=NOON)


def test_solve_by_substitute__that_cannot_be_printed_either__is_turned_back():
    with pytest.raises(MissingGlyph):
        documents.solve_by_substitute(wanted(), substitutes={KATSU: "😀", "\ue000": "吉"}, reason="同意", by=an_approver(), at=NOON)


def test_solve_by_font__font_not_there__is_turned_back():
    with pytest.raises(documents.StillMissing, match="葛"):
        documents.solve_by_font(wanted(), by=an_officer(), at=NOON)


def test_solve_by_font__once_the_characters_can_be_printed__closes_the_entry():
    waiting = wanted()
    documents.NameIssue.objects.update(characters=["葛"])  # as if a font with the form had been added
    solution = documents.solve_by_font(waiting, by=an_officer(), at=NOON)
    assert solution.how == "font"
    with pytest.raises(documents.AlreadySolved):
        documents.solve_by_font(waiting, by=an_officer(), at=NOON)


def test_await_names__after_a_solution__opens_a_new_entry():
    documents.solve_by_substitute(wanted(), substitutes={KATSU: "葛", "\ue000": "吉"}, reason="同意", by=an_approver(), at=NOON)
    again = documents.await_names(["😀"], template="documents/letter", **HOW, key=a_key("1"))
    assert documents.names_waiting(an_officer()) == [again]


def test_await_names__characters_now_fewer__keeps_what_still_waits():
    waiting = wanted()
    how = {
        "template": "documents/letter",
        "section": "kodomo",
        "title": "題",
        "subject_kind": "case",
        "subject_id": "1",
    }
    documents.await_names(["\ue000"], **how, key=waiting.key, by=SYSTEM, at=NOON)
    waiting.refresh_from_db()
    assert waiting.characters == ["\ue000"]


def test_health__names_waiting__is_a_warning():
    wanted()
    (finding,) = EXAMINATIONS.get("documents").examine(NOON)
    assert (finding.level, "1件" in finding.sentence) == ("warning", True)


def test_solution__once_written__is_never_changed():
    waiting = wanted()
    documents.solve_by_substitute(waiting, substitutes={KATSU: "葛", "\ue000": "吉"}, reason="同意", by=an_approver(), at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        documents.NameSolution.objects.update(substitutes={})


@pytest.mark.parametrize(("character", "common"), [(KATSU, "葛"), ("\ue000", ""), ("😀", "")])
def test_suggestion__common_form__is_offered_where_there_is_one(character, common):
    assert documents.suggestion(character) == common
