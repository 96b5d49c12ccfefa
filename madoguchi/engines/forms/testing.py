"""The tests' door of forms, which the demo's generator uses too: a form, a draft, a draft filled in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from madoguchi.city.public import Definition, Version, definition_root, publish, validate
from madoguchi.core.calendar.public import today
from madoguchi.engines.forms import answers as tree
from madoguchi.engines.forms.actions.save import confirm_problems, save_none, save_page
from madoguchi.engines.forms.actions.start import start_draft
from madoguchi.engines.forms.definitions import FormSpec
from madoguchi.engines.forms.models import Draft
from madoguchi.engines.forms.state import state_of
from madoguchi.engines.forms.typing import typed_from
from madoguchi.engines.people.public import Actor

__all__ = ["FORM", "NOON", "SampleForm", "a_draft", "a_form", "a_version", "fill_in", "without_session"]

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


class SampleForm(FormSpec, Definition):
    """A form that is nothing else, for tests."""


APART = "children.exists(c, c.living == 'apart')"
REASONS = {"birth": "出生", "moved-in": "転入"}
JOBS = {"employee": "会社員", "civil-servant": "公務員", "none": "なし"}
AT_WORK = {"code": "at-work", "when": "this.claimant.job == 'civil-servant'", "text": "勤務先に請求します。"}
FORM: dict[str, Any] = {
    "code": "sample-claim",
    "title": "見本の請求",
    "pages": [
        {"title": "請求の理由", "ask": [
            {"id": "reason.kind", "type": "choice", "label": "請求の理由", "options": REASONS},
            {"id": "reason.event_date", "type": "date", "label": "事由発生日", "not_after": "today"},
        ]},
        {"title": "請求者", "ask": [
            {"id": "claimant.name", "type": "name", "label": "氏名"},
            {"id": "claimant.phone", "type": "phone", "label": "電話番号", "optional": True},
            {"id": "claimant.job", "type": "choice", "label": "職業", "options": JOBS, "explain": AT_WORK},
            {"id": "claimant.employer", "type": "text", "label": "勤務先", "when": "claimant.job == 'employee'"},
            {"id": "claimant.my_number", "type": "my-number", "label": "個人番号"},
        ]},
        {"title": "児童", "repeat": {"id": "children", "min": 1, "max": 15, "item": "児童"}, "ask": [
            {"id": "name", "type": "name", "label": "氏名"},
            {"id": "birth", "type": "date", "label": "生年月日", "not_after": "today"},
            {"id": "living", "type": "choice", "label": "同居・別居", "options": {"together": "同居", "apart": "別居"}},
            {"id": "address", "type": "postal-address", "label": "住所", "when": "this.living == 'apart'"},
        ]},
        {"title": "別居の事情", "when": APART, "ask": [
            {"id": "apart.why", "type": "text", "label": "理由", "lines": 4},
        ]},
        {"title": "同意", "ask": [{"id": "consent.register", "type": "consent", "label": "公簿の確認に同意します"}]},
    ],
    "attach": [
        {"id": "separate-custody", "label": "別居監護申立書", "when": APART, "later": True, "max_files": 3},
        {"id": "photo", "label": "写真", "optional": True},
    ],
}  # fmt: skip


def a_form(**changes: Any) -> FormSpec:
    """A checked form of the sample's pages, or of others."""
    return validate(SampleForm, {**FORM, **changes})


def a_version(data: Mapping[str, Any] | None = None, *, by: Actor, at: datetime = NOON) -> Version:
    """The sample form published."""
    definition_root("sample-forms", "sample-form", SampleForm)
    return publish("sample-form", dict(data or FORM), by=by, at=at)


def a_draft(by: Actor, *, version: Version | None = None, data: Mapping[str, Any] | None = None, at: datetime = NOON) -> Draft:
    from madoguchi.engines.people.public import SYSTEM

    return start_draft(version or a_version(data, by=SYSTEM, at=at), by=by, at=at)


def fill_in(draft: Draft, answers: Mapping[str, Any], *, by: Actor, at: datetime, agree: bool = True) -> Draft:
    """Type the answers page by page, as a person would, and confirm what is explained."""
    spec = draft.spec
    for page in spec.pages:
        state = state_of(draft, today(at))
        if state.walk.stop(page.name) is None:
            continue
        if page.repeat is None:
            save_page(draft, page.name, typed_from(page, answers), revision=state.revision(page.name), by=by, at=at)
            continue
        items = tree.get(answers, page.repeat.id) or []
        for index, item in enumerate(items):
            save_page(
                draft,
                page.name,
                typed_from(page, item),
                revision=state.revision(page.name) + index,
                index=index,
                by=by,
                at=at,
            )
        if not items:
            save_none(draft, page.name, revision=0, by=by, at=at)
    if agree:
        state = state_of(draft, today(at))
        from madoguchi.engines.forms.state import page_of

        wanted: dict[str, set[str]] = {}
        for problem in state.problems():
            if problem.confirm:
                wanted.setdefault(page_of(spec, problem.path), set()).add(problem.key)
        for key, keys in wanted.items():
            confirm_problems(draft, key, keys, by=by, at=at)
    draft.refresh_from_db()
    return draft


def without_session(number: int = 1) -> Actor:
    """Somebody who did not sign in, in a browser of their own."""
    return Actor(kind="anonymous", session=f"browser{number}")
