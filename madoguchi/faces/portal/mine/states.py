"""An application's state in the person's words: a tag, its colour, and what is awaited."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ShownState:
    tag: str | Promise
    colour: str
    awaits: str | Promise = ""
    until: date | None = None


WORDS: dict[str, tuple[str | Promise, str, str | Promise]] = {
    "arrived": (_("受け取りました"), "go", _("担当の課が受け付けるのを待っています。")),
    "accepted": (_("受付済み"), "go", _("担当の課が内容を確かめます。")),
    "reviewing": (_("審査中"), "go", _("担当の課が内容を確かめています。")),
    "correcting": (_("修正が必要です"), "warn", _("お願いした項目を確かめて、直してください。")),
    "proposed": (_("審査中"), "go", _("決定を待っています。")),
    "decided": (_("決定しました"), "good", _("通知を用意しています。")),
    "notified": (_("決定しました"), "good", _("通知をお送りします。")),
}


def shown_state(application: Any) -> ShownState:
    """Of an application as `applications_of` gives it."""
    case = getattr(application, "case", None)
    if case is None:
        return ShownState(*WORDS["arrived"])
    if getattr(case, "withdrawal", None):
        return ShownState(_("取下げ"), "")
    if getattr(application, "sent_away", False):
        return ShownState(_("ほかの市区町村へ"), "")
    standing = getattr(case, "standing", None)
    if standing is None:
        return ShownState(_("完了"), "good")
    tag, colour, awaits = WORDS[standing.state]
    decision = next(iter(case.decisions.all()), None) if standing.state in {"decided", "notified"} else None
    return ShownState(SETTLED.get(decision.outcome, tag) if decision else tag, colour, awaits, until=standing.promised_on)


STATES = {"received": "arrived", "processing": "reviewing", "please-answer": "correcting"}


SETTLED = {"accepted": _("受理しました"), "acknowledged": _("受領しました"), "answered": _("回答しました")}


def state_in_words(state: str, outcome: str = "") -> ShownState:
    """Of a state as `application_for_person` names it; `outcome`: of the answer, where there is one."""
    if state == "withdrawn":
        return ShownState(_("取下げ"), "")
    if state == "transferred":
        return ShownState(_("ほかの市区町村へ"), "")
    if state == "decided":
        return ShownState(SETTLED.get(outcome, _("決定しました")), "good")
    return ShownState(*WORDS[STATES[state]])


def state_of_row(application: Any) -> str:
    """The coarse state that the API names, of an application as `applications_of` gives it."""
    case = getattr(application, "case", None)
    if case is None:
        return "received"
    if getattr(case, "withdrawal", None):
        return "withdrawn"
    if getattr(application, "sent_away", False):
        return "transferred"
    standing = getattr(case, "standing", None)
    if standing is None or standing.state in {"decided", "notified"}:
        return "decided"
    return {"arrived": "received", "correcting": "please-answer"}.get(standing.state, "processing")
