"""申請する: a draft becomes an application, once, whatever is pressed."""

from dataclasses import replace

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Application
from madoguchi.engines.cases.testing import ANSWERS, NOON, a_procedure, run
from madoguchi.engines.forms import public as forms
from madoguchi.engines.forms.testing import a_draft, fill_in, without_session
from madoguchi.engines.people.public import Account
from madoguchi.engines.people.testing import a_delegation, a_resident, a_resident_account, actor_of, an_officer, choice_of

pytestmark = pytest.mark.django_db


def filled(by, answers=ANSWERS):
    draft = a_draft(by, version=a_procedure(), at=NOON)
    forms.mark_later(draft, "proof", True, by=by, at=NOON)
    return fill_in(draft, answers, by=by, at=NOON)


def test_submit__complete_draft__becomes_the_application():
    me = a_resident(a_resident_account())
    application = cases.submit(filled(me), by=me, at=NOON)
    assert application.answers == ANSWERS
    assert (application.source, application.assurance, application.later) == ("portal", "account", ["proof"])
    run(NOON)
    assert cases.look(application.number, by=an_officer(), at=NOON).applicant == "見本 さくら"


def test_submit__pressed_twice__gives_the_same_number():
    me = a_resident(a_resident_account())
    draft = filled(me)
    assert cases.submit(draft, by=me, at=NOON) == cases.submit(draft, by=me, at=NOON)
    assert Application.objects.count() == 1


def test_submit__without_account__gives_a_number_too():
    somebody = without_session()
    draft = filled(somebody)
    application = cases.submit(draft, by=somebody, at=NOON)
    assert (application.account_id, application.assurance) == (None, "none")
    assert cases.submit(draft, by=somebody, at=NOON) == application


def test_submit__signed_in_by_card__reaches_the_level_but_not_for_another():
    me = replace(a_resident(a_resident_account()), proved=True)
    assert cases.submit(filled(me), by=me, at=NOON).assurance == "authenticate"
    proxy = a_resident_account()
    given = a_delegation(Account.objects.get(pk=me.account_id), proxy, "*", at=NOON)
    by = replace(actor_of(proxy, NOON, acting=choice_of(given)), proved=True)
    assert cases.submit(filled(by), by=by, at=NOON).assurance == "account"


def test_submit__half_filled_in__says_what_is_missing_and_leaves_nothing():
    me = a_resident(a_resident_account())
    draft = a_draft(me, version=a_procedure(), at=NOON)
    with pytest.raises(forms.NotReady) as refused:
        cases.submit(draft, by=me, at=NOON)
    assert refused.value.problems
    assert not Application.objects.exists()


def test_submit__draft_of_another__is_not_permitted():
    draft = filled(a_resident(a_resident_account()))
    with pytest.raises(NotPermitted):
        cases.submit(draft, by=a_resident(a_resident_account()), at=NOON)


def test_submit__draft_handed_in_by_another__tells_nobody_else_its_number():
    me = a_resident(a_resident_account())
    draft = filled(me)
    cases.submit(draft, by=me, at=NOON)
    with pytest.raises((NotPermitted, forms.AlreadyHandedIn)):
        cases.submit(draft, by=a_resident(a_resident_account()), at=NOON)
