"""Drafts: saved page by page, two tabs, going on elsewhere, helpers, handing in once."""

from datetime import timedelta

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.forms import public as forms
from madoguchi.engines.forms.jobs import expire_drafts
from madoguchi.engines.forms.models import Draft, Holder, Parked
from madoguchi.engines.forms.testing import NOON, a_draft, fill_in, without_session
from madoguchi.engines.people.testing import a_resident_account, actor_of, an_officer

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
NAME = {"family": "見本", "given": "花子", "family_kana": "ミホン", "given_kana": "ハナコ"}
CHILD = {"name": NAME, "birth": "2026-11-13", "living": "together"}


def answers(**changes):
    from madoguchi.engines.forms.fields.proofs import wording
    from madoguchi.engines.forms.testing import a_form

    consent = a_form().pages[-1].ask[0]
    return {
        "reason": {"kind": "birth", "event_date": "2026-11-13"},
        "claimant": {"name": NAME, "job": "none", "my_number": "look-up"},
        "children": [CHILD],
        "consent": {"register": {"agreed": True, "wording": wording(consent)}},
        **changes,
    }


@pytest.fixture
def resident():
    return actor_of(a_resident_account(), NOON)


def typed(**values):
    return {"asked": ["reason.kind reason.event_date"], **{k.replace("__", "."): [v] for k, v in values.items()}}


def save(draft, by, revision, kind="birth", day="１３", at=NOON):
    parts = {"era": "R", "year": "８", "month": "１１", "day": day}
    written = typed(reason__kind=kind) | {f"reason.event_date.{part}": [value] for part, value in parts.items()}
    return forms.save_page(draft, "reason", written, revision=revision, by=by, at=at)


def test_save_page__full_width_wareki__is_a_day_and_keeps_what_was_typed(resident):
    draft = a_draft(resident)
    saved = save(draft, resident, 0)
    assert saved.problems == []
    state = forms.state_of(draft, TODAY)
    assert state.answers == {"reason": {"kind": "birth", "event_date": "2026-11-13"}}
    assert state.items("reason")[0]["typed"]["reason.event_date.day"] == ["１３"]


def test_save_page__wrong_answers__are_kept_with_their_problems(resident):
    draft = a_draft(resident)
    saved = save(draft, resident, 0, day="31")
    assert [p.code for p in saved.problems] == ["no-such-day"]
    assert forms.state_of(draft, TODAY).items("reason")[0]["typed"]["reason.event_date.day"] == ["31"]
    assert "no-such-day" in {p.code for p in forms.problems_of(draft, TODAY)}


def test_save_page__two_tabs__the_later_is_told_and_nothing_is_lost(resident):
    draft = a_draft(resident)
    save(draft, resident, 0)
    with pytest.raises(forms.StaleSave) as caught:
        save(draft, resident, 0, kind="moved-in")
    assert caught.value.mine["values"]["reason"]["kind"] == "moved-in"
    assert caught.value.theirs["values"]["reason"]["kind"] == "birth"
    assert forms.state_of(draft, TODAY).answers["reason"]["kind"] == "birth"
    save(draft, resident, caught.value.revision, kind="moved-in")
    assert forms.state_of(draft, TODAY).answers["reason"]["kind"] == "moved-in"


def test_save_page__the_same_sent_twice__is_one_save(resident):
    draft = a_draft(resident)
    assert save(draft, resident, 0).revision == save(draft, resident, 0).revision == 1


def test_save_page__a_stranger__is_not_let_in(resident):
    draft = a_draft(resident)
    for stranger in (actor_of(a_resident_account(), NOON), without_session(9), an_officer()):
        assert not Draft.objects.visible_to(stranger).exists()
        with pytest.raises(NotPermitted):
            save(draft, stranger, 0)


def test_save_page__question_that_appears_by_an_answer__is_revealed_not_blamed(resident):
    draft = a_draft(resident)
    page = draft.spec.page("claimant")
    written = forms.typed_from(page, {"claimant": {"name": NAME, "job": "employee", "my_number": "look-up"}})
    written["asked"] = ["claimant.name claimant.phone claimant.job claimant.my_number"]
    saved = forms.save_page(draft, "claimant", written, revision=0, by=resident, at=NOON)
    assert (saved.revealed, saved.problems) == (["claimant.employer"], [])


def test_save_page__not_eligible__explains_and_asks_to_confirm(resident):
    draft = a_draft(resident)
    page = draft.spec.page("claimant")
    civil = {"claimant": {"name": NAME, "job": "civil-servant", "my_number": "look-up"}}
    saved = forms.save_page(draft, "claimant", forms.typed_from(page, civil), revision=0, by=resident, at=NOON)
    assert [p.code for p in saved.to_confirm] == ["at-work"]
    forms.confirm_problems(draft, "claimant", [p.key for p in saved.to_confirm], by=resident, at=NOON)
    assert "at-work" not in {p.code for p in forms.problems_of(draft, TODAY)}
    changed = forms.typed_from(page, {"claimant": {**civil["claimant"], "phone": "0473511111"}})
    again = forms.save_page(draft, "claimant", changed, revision=2, by=resident, at=NOON)
    assert [p.code for p in again.to_confirm] == ["at-work"]


def test_save_page__the_sixteenth_child__is_explained_and_the_fifteen_stay(resident):
    draft = a_draft(resident)
    page = draft.spec.page("children")
    for index in range(15):
        forms.save_page(draft, "children", forms.typed_from(page, CHILD), revision=index, index=index, by=resident, at=NOON)
    with pytest.raises(forms.TooManyItems, match="15件"):
        forms.save_page(draft, "children", forms.typed_from(page, CHILD), revision=15, index=15, by=resident, at=NOON)
    assert len(forms.state_of(draft, TODAY).answers["children"]) == 15
    assert "too-many" in {p.code for p in forms.check(draft.spec, {"children": [CHILD] * 16}, TODAY)}


def test_remove_item__a_stale_list__is_told(resident):
    draft = a_draft(resident)
    page = draft.spec.page("children")
    for index, living in enumerate(["together", "apart"]):
        forms.save_page(
            draft,
            "children",
            forms.typed_from(page, {**CHILD, "living": living}),
            revision=index,
            index=index,
            by=resident,
            at=NOON,
        )
    with pytest.raises(forms.StaleSave):
        forms.remove_item(draft, "children", 0, revision=1, by=resident, at=NOON)
    forms.remove_item(draft, "children", 0, revision=2, by=resident, at=NOON)
    assert [child["living"] for child in forms.state_of(draft, TODAY).answers["children"]] == ["apart"]


def test_my_number__typed__is_sealed_apart_and_never_echoed(resident):
    from madoguchi.core.identifiers.public import check_my_number

    number = next(f"{i:012}" for i in range(10**11, 10**11 + 10) if _valid(f"{i:012}"))
    draft = a_draft(resident)
    page = draft.spec.page("claimant")
    written = forms.typed_from(page, {"claimant": {"name": NAME, "job": "none"}}) | {"claimant.my_number": [number]}
    forms.save_page(draft, "claimant", written, revision=0, by=resident, at=NOON)
    state = forms.state_of(draft, TODAY)
    assert state.answers["claimant"]["my_number"] == "kept"
    assert number not in str(state.pages)
    assert forms.open_secret(draft.pk, "claimant.my_number", by=an_officer(), at=NOON, purpose="casework") == check_my_number(
        number
    )
    again = forms.typed_from(page, {"claimant": {"name": NAME, "job": "employee", "employer": "見本商店"}})
    forms.save_page(draft, "claimant", again, revision=1, by=resident, at=NOON)
    assert forms.state_of(draft, TODAY).answers["claimant"]["my_number"] == "kept"
    forgotten = again | {"claimant.my_number.forget": ["1"]}
    forms.save_page(draft, "claimant", forgotten, revision=2, by=resident, at=NOON)
    assert forms.state_of(draft, TODAY).answers["claimant"]["my_number"] == "look-up"
    assert not draft.secrets.exists()


def _valid(number):
    from madoguchi.core.identifiers.public import is_valid_my_number

    return is_valid_my_number(number)


def test_resume__by_code_in_another_browser__goes_on_with_the_same_draft():
    here, there = without_session(1), without_session(2)
    draft = a_draft(here)
    save(draft, here, 0)
    code = forms.resume_code(draft, by=here, at=NOON)
    with pytest.raises(forms.BadCode):
        forms.resume("2222-2222-2222", by=there, at=NOON)
    found = forms.resume(code.lower().replace("-", " "), by=there, at=NOON)
    assert found == draft
    assert forms.state_of(found, TODAY).answers["reason"]["kind"] == "birth"
    save(found, there, 1, kind="moved-in")


def test_take_along__signing_in__makes_the_draft_the_accounts(resident):
    here = without_session(1)
    draft = a_draft(here)
    forms.take_along(draft, held_as=here, by=resident, at=NOON)
    draft.refresh_from_db()
    assert draft.account_id == resident.account_id
    assert not Draft.objects.visible_to(here).exists()


def test_help__a_helper_types__the_person_confirms_before_handing_in(resident):
    helper = without_session(7)
    draft = a_draft(resident)
    code = forms.hand_to_helper(draft, by=resident, at=NOON)
    assert forms.begin_help(code, by=helper, at=NOON) == draft
    with pytest.raises(forms.BadCode):
        forms.begin_help(code, by=without_session(8), at=NOON)
    fill_in(draft, answers(), by=helper, at=NOON)
    for forbidden in (forms.freeze, forms.discard, forms.confirm, forms.resume_code, forms.hand_to_helper):
        with pytest.raises(NotPermitted):
            forbidden(draft, by=helper, at=NOON)
    with pytest.raises(forms.NotConfirmed):
        forms.freeze(draft, by=resident, at=NOON)
    forms.confirm(draft, by=resident, at=NOON)
    assert not Draft.objects.visible_to(helper).exists()
    assert forms.freeze(draft, by=resident, at=NOON).helped


def test_help__an_old_code__does_not_open(resident):
    draft = a_draft(resident)
    code = forms.hand_to_helper(draft, by=resident, at=NOON)
    with pytest.raises(forms.BadCode):
        forms.begin_help(code, by=without_session(7), at=NOON + timedelta(hours=1, seconds=1))


def test_freeze__twice__hands_in_once(resident):
    draft = fill_in(a_draft(resident), answers(), by=resident, at=NOON)
    frozen = forms.freeze(draft, by=resident, at=NOON)
    assert frozen.answers == forms.effective(draft.spec, answers(), TODAY)
    with pytest.raises(forms.AlreadyHandedIn):
        forms.freeze(draft, by=resident, at=NOON)
    with pytest.raises(forms.DraftClosed):
        save(draft, resident, 1)


def test_freeze__something_missing__says_what(resident):
    draft = fill_in(a_draft(resident), answers(children=[]), by=resident, at=NOON)
    with pytest.raises(forms.NotReady) as caught:
        forms.freeze(draft, by=resident, at=NOON)
    assert [(p.path, p.code) for p in caught.value.problems] == [("children", "too-few")]


def test_freeze__hidden_answers__take_no_part(resident):
    apart = {**CHILD, "living": "apart", "address": {"prefecture": "千葉県", "city": "見本市", "street": "架空1-1"}}
    draft = fill_in(a_draft(resident), answers(children=[apart], apart={"why": "学校の寮"}), by=resident, at=NOON)
    page = draft.spec.page("children")
    forms.save_page(
        draft,
        "children",
        forms.typed_from(page, {**apart, "living": "together"}),
        revision=1,
        index=0,
        by=resident,
        at=NOON,
    )
    frozen = forms.freeze(draft, by=resident, at=NOON)
    assert "apart" not in frozen.answers
    assert "address" not in frozen.answers["children"][0]


def test_papers__several_then_removed_then_later(resident):
    apart = {**CHILD, "living": "apart", "address": {"prefecture": "千葉県", "city": "見本市", "street": "架空1-1"}}
    draft = fill_in(a_draft(resident), answers(children=[apart], apart={"why": "学校の寮"}), by=resident, at=NOON, agree=False)
    assert [p.code for p in forms.problems_of(draft, TODAY)] == ["paper-missing"]
    rows = forms.attach(
        draft, "separate-custody", [("a.txt", "一枚目".encode()), ("b.txt", "二枚目".encode())], by=resident, at=NOON
    )
    assert forms.problems_of(draft, TODAY) == []
    with pytest.raises(forms.TooManyFiles):
        forms.attach(draft, "separate-custody", [("c.txt", b"c"), ("d.txt", b"d")], by=resident, at=NOON)
    for row in rows:
        forms.remove_attachment(draft, row.file_id, by=resident, at=NOON)
    forms.mark_later(draft, "separate-custody", True, by=resident, at=NOON)
    frozen = forms.freeze(draft, by=resident, at=NOON)
    assert (frozen.later, frozen.files) == (["separate-custody"], [])


def test_attach__paper_that_is_not_due__is_refused(resident):
    with pytest.raises(forms.NoSuchSlot):
        forms.attach(a_draft(resident), "separate-custody", [("a.txt", b"a")], by=resident, at=NOON)


def test_discard__the_key_is_destroyed__nothing_can_be_read(resident):
    draft = a_draft(resident)
    save(draft, resident, 0)
    row = draft.pages.get()
    forms.discard(draft, by=resident, at=NOON)
    draft = Draft.objects.get(pk=draft.pk)
    row.draft = draft
    with pytest.raises(Unreadable):
        row.items()
    assert not draft.pages.exists()


def test_expire__after_ninety_days__erases(resident):
    draft = a_draft(resident)
    save(draft, resident, 0)
    expire_drafts(NOON + timedelta(days=90))
    assert Draft.objects.get(pk=draft.pk).discarded_at is None
    expire_drafts(NOON + timedelta(days=91))
    assert Draft.objects.get(pk=draft.pk).discarded_at is not None


def test_park__session_over__given_back_to_the_owner_only(resident):
    draft = a_draft(resident)
    token = forms.park(draft.pk, "reason", typed(reason__kind="moved-in"), index=None, revision=0, at=NOON)
    with pytest.raises(NotPermitted):
        forms.parked(draft, token, by=without_session(3), at=NOON)
    assert forms.parked(draft, token, by=resident, at=NOON)["typed"]["reason.kind"] == ["moved-in"]
    with pytest.raises(forms.ParkedGone):
        forms.parked(draft, token, by=resident, at=NOON + timedelta(minutes=31))
    assert forms.state_of(draft, TODAY).pages == {}
    for _ in range(8):
        forms.park(draft.pk, "reason", typed(reason__kind="birth"), index=None, revision=0, at=NOON)
    assert Parked.objects.count() == 5


def test_start_draft__staff__may_not():
    with pytest.raises(NotPermitted):
        a_draft(an_officer())
    assert not Holder.objects.exists()
