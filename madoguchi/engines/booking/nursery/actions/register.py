"""利用登録: the parent registers a child; the office writes down that it has met the child."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from madoguchi.core.audit.public import note
from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.core.sealing.public import new_key
from madoguchi.core.text import public as text
from madoguchi.engines.booking.contact import NotAcceptable
from madoguchi.engines.booking.nursery.models import Child, Interview
from madoguchi.engines.forms.public import Problem
from madoguchi.engines.people.public import Actor, authorize

OLDEST = 7
FIELDS = ("name", "kana", "birth", "allergies", "medical", "emergency")


def clean(given: Mapping[str, Any], on: date) -> dict[str, str]:
    """What is kept about a child. Allergies must be said, if only that there are none. Raises NotAcceptable."""
    about: dict[str, str] = {}
    problems = []
    parsers = {
        "name": text.clean, "kana": text.kana, "birth": lambda typed: parse_date(typed).isoformat(),
        "allergies": text.clean_multiline, "medical": text.clean_multiline, "emergency": text.parse_phone,
    }  # fmt: skip
    for field in FIELDS:
        typed = str(given.get(field, "")).strip()[:2000]
        if not typed:
            if field != "medical":
                problems.append(Problem(field, "required", MISSING[field]()))
            continue
        try:
            about[field] = parsers[field](typed)
        except (Refused, ValueError) as wrong:
            problems.append(Problem(field, getattr(wrong, "code", "bad-date"), str(wrong)))
    if "birth" in about:
        birth = date.fromisoformat(about["birth"])
        if birth > on or on.year - birth.year > OLDEST:
            problems.append(Problem("birth", "bad-birth", _("小学校に上がる前のお子さんの生年月日を入力してください。")))
    if problems:
        raise NotAcceptable(problems)
    return about


MISSING = {
    "name": lambda: _("お子さんの名前を入力してください。"),
    "kana": lambda: _("お子さんの名前のフリガナを入力してください。"),
    "birth": lambda: _("お子さんの生年月日を入力してください。"),
    "allergies": lambda: _("アレルギーを入力してください。ないときは「なし」と入力してください。"),
    "emergency": lambda: _("緊急のときの電話番号を入力してください。"),
}


@transaction.atomic
def register_child(given: Mapping[str, Any], *, section: str, by: Actor, at: datetime) -> Child:
    """A parent's own child. Raises NotPermitted, NotAcceptable."""
    if by.kind != "resident" or by.account_id is None:
        raise NotPermitted
    about = clean(given, today(at))
    child = Child(account_id=by.account_id, section=section, registered_at=at, changed_at=at)
    child.key = new_key("child", str(child.id))
    child.keep(about)
    child.save(force_insert=True)
    note("booking.child-registered", by=by, at=at, subject_kind="child", subject_id=child.id)
    return child


@transaction.atomic
def change_child(child: Child, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Child:
    """What is registered, corrected. Stays to come that were acknowledged on the old words wait to be read anew.

    Raises NotPermitted, NotAcceptable.
    """
    if child.account_id != by.account_id or by.kind != "resident":
        raise NotPermitted
    about = clean(given, today(at))
    held = Child.objects.select_for_update().select_related("key").get(pk=child.pk)
    if about == held.about:
        return held
    held.keep(about)
    held.revision += 1
    held.changed_at = at
    held.save(update_fields=["sealed", "revision", "changed_at"])
    note("booking.child-changed", by=by, at=at, subject_kind="child", subject_id=held.id)
    return held


@transaction.atomic
def record_interview(child: Child, held_on: date, *, by: Actor, at: datetime) -> Interview:
    """Raises NotPermitted."""
    authorize(by, "booking.manage", child)
    made = Interview.objects.create(child=child, held_on=min(held_on, today(at)), by_code=by.code, at=at)
    note("booking.interview-recorded", by=by, at=at, subject_kind="child", subject_id=child.id, data={"on": made.held_on})
    return made
