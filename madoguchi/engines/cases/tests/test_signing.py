"""署名つきの申請: signed over the exact bytes, once, in time; what proves it is kept; what can't be signed goes another way."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from madoguchi.core.files.public import open_file
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Application, IdentityCheck, Signature, SigningRequest
from madoguchi.engines.cases.signing.rechecking import recheck
from madoguchi.engines.cases.testing import ANSWERS, NOON, PROCEDURE, a_procedure, run
from madoguchi.engines.forms import public as forms
from madoguchi.engines.forms.testing import a_draft, fill_in
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import a_delegation, a_resident_account, actor_of, an_officer, card_house, choice_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SIGNED = {**PROCEDURE, "code": "sample-signed", "assurance": "sign"}


LIVES = "千葉県浦安市架空町１丁目２番３号"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with card_house(tmp_path_factory.mktemp("card"), NOON) as made:
        yield made


def a_card(house, **changes):
    """Of the person of the sample's answers."""
    return house.card(**{"address": LIVES, **changes})


@pytest.fixture
def me():
    return actor_of(a_resident_account(), NOON)


def a_filled_draft(by, answers=ANSWERS):
    draft = a_draft(by, version=a_procedure(SIGNED), at=NOON)
    forms.mark_later(draft, "proof", True, by=by, at=NOON)
    return fill_in(draft, answers, by=by, at=NOON)


def a_signed_application(house, by, card=None, draft=None):
    draft = draft or a_filled_draft(by)
    asked = cases.ask_to_sign(draft, by=by, at=NOON)
    given = cases.Given(asked.request.pk, (card or a_card(house)).sign(asked.content))
    return cases.submit(draft, signature=given, by=by, at=NOON + MINUTE)


def test_signed_application__reaches_the_level_and_keeps_its_proof(house, me):
    application = a_signed_application(house, me)
    assert application.assurance == "sign"
    kept = Signature.objects.select_related("application__key").get(application=application)
    assert (kept.state, kept.waits_for_clerk, kept.medium, kept.test) == ("valid", False, "card", True)
    evidence = people.read_evidence(kept.evidence)
    signed = json.loads(evidence.content)
    assert signed["answers"] == ANSWERS
    assert (signed["procedure"], signed["version"]) == ("sample-signed", application.version.sha256)
    again = people.verify_again(evidence, people.trust_store())
    assert again.verdict.state == "valid"
    assert again.root_known
    assert people.digest_of_evidence(kept.evidence) == kept.digest


def picture(colour):
    held = BytesIO()
    Image.new("RGB", (40, 40), colour).save(held, "PNG")
    return held.getvalue()


def test_signed_bytes__name_every_attachment_by_its_digest(house, me):
    draft = a_filled_draft(me)
    forms.attach(draft, "proof", [("proof.png", picture("red"))], by=me, at=NOON)
    content = json.loads(cases.ask_to_sign(draft, by=me, at=NOON).content)
    held = draft.files.get().file
    assert content["attachments"] == [{"sha256": held.sha256, "size": held.size, "slot": "proof"}]
    assert held.sha256 == hashlib.sha256(open_file(held)).hexdigest()


def test_attachment__swapped_after_the_signature__is_asked_for_again(house, me):
    draft = a_filled_draft(me)
    forms.attach(draft, "proof", [("proof.png", picture("red"))], by=me, at=NOON)
    asked = cases.ask_to_sign(draft, by=me, at=NOON)
    forms.remove_attachment(draft, draft.files.get().file_id, by=me, at=NOON)
    forms.attach(draft, "proof", [("proof.png", picture("blue"))], by=me, at=NOON)
    with pytest.raises(cases.ContentChanged):
        cases.submit(draft, signature=cases.Given(asked.request.pk, a_card(house).sign(asked.content)), by=me, at=NOON)


def test_signature_event__carries_the_digest_of_the_evidence_and_no_name(house, me):
    from madoguchi.core.events.public import StoredEvent

    application = a_signed_application(house, me)
    event = StoredEvent.objects.get(kind="cases.signed")
    assert event.data["digest"] == Signature.objects.get(application=application).digest
    assert "さくら" not in json.dumps(event.data, ensure_ascii=False)


def test_signature__answers_changed_after_it__is_asked_for_again_and_nothing_is_lost(house, me):
    draft = a_filled_draft(me)
    asked = cases.ask_to_sign(draft, by=me, at=NOON)
    fill_in(draft, {**ANSWERS, "reason": {**ANSWERS["reason"], "kind": "moved-in"}}, by=me, at=NOON)
    with pytest.raises(cases.ContentChanged):
        cases.submit(draft, signature=cases.Given(asked.request.pk, a_card(house).sign(asked.content)), by=me, at=NOON)
    draft.refresh_from_db()
    assert draft.is_open
    assert not Application.objects.exists()


def test_signature__paper_promised_after_it__is_asked_for_again(house, me):
    optional = {"id": "proof", "label": "書類", "later": True, "optional": True}
    draft = a_draft(me, version=a_procedure({**SIGNED, "attach": [optional]}), at=NOON)
    fill_in(draft, ANSWERS, by=me, at=NOON)
    asked = cases.ask_to_sign(draft, by=me, at=NOON)
    forms.mark_later(draft, "proof", True, by=me, at=NOON)
    with pytest.raises(cases.ContentChanged):
        cases.submit(draft, signature=cases.Given(asked.request.pk, a_card(house).sign(asked.content)), by=me, at=NOON)


def test_signature__of_another_draft__is_refused(house, me):
    """The same answers of the same person, a second draft: the nonce makes the bytes its own."""
    first, second = a_filled_draft(me), a_filled_draft(me)
    asked = cases.ask_to_sign(first, by=me, at=NOON)
    cms = a_card(house).sign(asked.content)
    with pytest.raises(cases.SignatureGone):
        cases.submit(second, signature=cases.Given(asked.request.pk, cms), by=me, at=NOON)
    other = cases.ask_to_sign(second, by=me, at=NOON)
    with pytest.raises(cases.SignatureRefused):
        cases.submit(second, signature=cases.Given(other.request.pk, cms), by=me, at=NOON)


def test_signature__replayed_after_use__is_refused(house, me):
    draft = a_filled_draft(me)
    asked = cases.ask_to_sign(draft, by=me, at=NOON)
    given = cases.Given(asked.request.pk, a_card(house).sign(asked.content))
    first = cases.submit(draft, signature=given, by=me, at=NOON)
    assert cases.submit(draft, signature=given, by=me, at=NOON) == first
    assert (Application.objects.count(), Signature.objects.count()) == (1, 1)
    SigningRequest.objects.filter(pk=asked.request.pk).update(draft=a_filled_draft(me))
    with pytest.raises(cases.SignatureGone):
        cases.submit(SigningRequest.objects.get(pk=asked.request.pk).draft, signature=given, by=me, at=NOON)


def test_signature__after_half_an_hour__is_too_late(house, me):
    draft = a_filled_draft(me)
    asked = cases.ask_to_sign(draft, by=me, at=NOON)
    given = cases.Given(asked.request.pk, a_card(house).sign(asked.content))
    with pytest.raises(cases.SignatureGone):
        cases.submit(draft, signature=given, by=me, at=NOON + 31 * MINUTE)
    assert cases.content_to_sign(draft, asked.request.pk, by=me, at=NOON + 31 * MINUTE) is None


def test_signature__asked_for_by_another__is_not_taken(house, me):
    somebody = actor_of(a_resident_account(), NOON)
    asked = cases.ask_to_sign(a_filled_draft(somebody), by=somebody, at=NOON)
    with pytest.raises(cases.SignatureGone):
        cases.submit(a_filled_draft(me), signature=cases.Given(asked.request.pk, a_card(house).sign(asked.content)), by=me, at=NOON)


def test_refused_signature__leaves_the_request_for_another_try(house, me):
    draft = a_filled_draft(me)
    asked = cases.ask_to_sign(draft, by=me, at=NOON)
    with pytest.raises(cases.SignatureRefused) as refused:
        cases.submit(draft, signature=cases.Given(asked.request.pk, a_card(house).sign(b"other")), by=me, at=NOON)
    assert "入力した内容は残っています" in str(refused.value)
    given = cases.Given(asked.request.pk, a_card(house).sign(asked.content))
    assert cases.submit(draft, signature=given, by=me, at=NOON).assurance == "sign"


def test_expired_card__is_told_in_words_and_the_draft_can_be_handed_in_without(house, me):
    draft = a_filled_draft(me)
    with pytest.raises(cases.SignatureRefused, match="有効期間"):
        a_signed_application(house, me, a_card(house, lasts=timedelta(days=1)), draft)
    assert cases.submit(draft, by=me, at=NOON).assurance == "account"


@pytest.mark.parametrize(
    "card",
    [{"name": "□本　さくら", "name_flags": "100000"}, {"name": "例示　花子"}, {"address": "東京都見本区１－１"}],
    ids=["substituted letter", "another name", "another address"],
)
def test_difference__goes_to_a_clerk_and_not_to_a_refusal(house, me, card):
    application = a_signed_application(house, me, a_card(house, **card))
    assert application.assurance == "account"
    kept = Signature.objects.get(application=application)
    assert (kept.state, kept.waits_for_clerk) == ("valid", True)
    run(NOON)
    case = cases.Case.objects.get(application=application)
    assert not cases.is_known(case)
    cases.record_identity(case, method=cases.Method.SIGNATURE, by=an_officer(), at=NOON)
    assert cases.is_known(case)


def test_nobody_to_ask_about_revocation__is_kept_but_reaches_no_level(house, me, settings):
    settings.MADO_CARD_REVOCATION = "none"
    application = a_signed_application(house, me)
    assert application.assurance == "account"
    assert Signature.objects.get(application=application).state == "unconfirmed"


def test_revocation_found_out_later__becomes_a_record_of_identity(house, me, settings, tmp_path):
    listed = settings.MADO_CARD_REVOCATION
    settings.MADO_CARD_REVOCATION = f"crl:{tmp_path}"
    application = a_signed_application(house, me)
    run(NOON)
    case = cases.Case.objects.get(application=application)
    assert recheck(NOON + MINUTE) == 1
    assert not cases.is_known(case), "still nobody knows"
    settings.MADO_CARD_REVOCATION = listed
    recheck(NOON + 2 * MINUTE)
    assert cases.is_known(case)
    assert IdentityCheck.objects.get(case=case).by_code == "system"
    assert recheck(NOON + 3 * MINUTE) == 0


def test_proxy__signs_with_the_own_card_only_where_the_city_takes_it(house, me):
    proxy = a_resident_account()
    given = a_delegation(people.Account.objects.get(pk=me.account_id), proxy, "*", at=NOON)
    by = actor_of(proxy, NOON, acting=choice_of(given))
    with pytest.raises(cases.AgentSignsOnPaper):
        cases.ask_to_sign(a_filled_draft(by), by=by, at=NOON)


def test_half_filled_draft__is_not_signed(me):
    draft = a_draft(me, version=a_procedure(SIGNED), at=NOON)
    with pytest.raises(forms.NotReady):
        cases.ask_to_sign(draft, by=me, at=NOON)
    assert not SigningRequest.objects.exists()


def test_grant__waits_for_a_signature_or_a_clerk(house, me):
    unsigned = cases.submit(a_filled_draft(me), by=me, at=NOON)
    signed = a_signed_application(house, me)
    run(NOON)
    assert not cases.is_known(cases.Case.objects.get(application=unsigned))
    assert cases.is_known(cases.Case.objects.get(application=signed))
