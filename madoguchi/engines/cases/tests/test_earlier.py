"""Answers of an earlier application: offered page by page, only what fits, only one's own."""

import pytest

from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import ANSWERS, NOON, PROCEDURE, a_procedure, a_submitted_application
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.testing import a_resident, a_resident_account, actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    made = a_resident_account()
    a_submitted_application(account=made)
    return made


def offers(account, version):
    return {one.page.name: one for one in cases.earlier_answers(version.definition, by=actor_of(account), at=NOON)}


def test_offered__same_form__each_page_in_words(account):
    found = offers(account, a_procedure())
    assert list(found) == ["reason", "claimant", "children"]
    assert found["children"].items[0]["living"] == "together"
    assert ("氏名", "見本　さくら（ミホン　レイジ）") in found["claimant"].rows


def test_offered__other_form__by_name_and_by_who_applies(account):
    pages = [
        {"key": "who", "title": "届出人", "ask": [
            {"id": "filer.name", "type": "name", "label": "氏名"},
            {"id": "agreed", "type": "consent", "label": "同意", "text": "同意します"},
        ]},
        {"key": "kind", "title": "種類", "ask": [
            {"id": "reason.kind", "type": "choice", "label": "理由", "options": {"other": "他"}},
        ]},
    ]  # fmt: skip
    other = a_procedure(code="other-claim", pages=pages, applicant={"name": "filer.name"}, deadline=[], calculate=[], attach=[])
    found = offers(account, other)
    assert list(found) == ["who"], "an option that the other form lacks is not offered, nor a consent"
    assert found["who"].items == [{"filer.name": ANSWERS["claimant"]["name"]}]


def test_offered__to_somebody_else__nothing(account):
    assert cases.earlier_answers(a_procedure().definition, by=a_resident(), at=NOON) == []


def test_fill__chosen_pages__stand_as_typed_and_nothing_else(account):
    version, person = a_procedure(), actor_of(account)
    found = offers(account, version)
    draft = forms.start_draft(version, by=person, at=NOON)
    chosen = {name: found[name].items for name in ("claimant", "children")}
    assert forms.fill_pages(draft, chosen, by=person, at=NOON) == ["claimant", "children"]
    state = forms.state_of(draft, NOON.date())
    assert state.answers == {key: ANSWERS[key] for key in ("claimant", "children")}
    assert state.first_open_page().name == "reason"
    assert forms.fill_pages(draft, chosen, by=person, at=NOON) == [], "what stands already is not written over"
    assert PROCEDURE["code"] == version.code
