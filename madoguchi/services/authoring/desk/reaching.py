"""What the examples reach and what not yet, in words: which page, which question, which side of a condition."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Coverage
from madoguchi.engines.cases.public import Procedure
from madoguchi.services.authoring.checking import Looked
from madoguchi.services.authoring.desk.sheets import OUTCOMES

WHAT: dict[str, Any] = {
    "pages": _("ページ"),
    "questions": _("問い"),
    "branches": _("条件に当てはまる場合と、当てはまらない場合"),
    "attachments": _("書類"),
    "results": _("決定"),
}


def reached(looked: Looked) -> list[tuple[str, Coverage, list[str]]]:
    """What is counted, how much of it, and in words what no example reaches."""
    form = looked.definition
    if form is None:
        return []
    names = _names(form)
    counted = [one for one in looked.coverage if one.of]
    return [(str(WHAT.get(one.what, one.what)), one, [_said(text, names) for text in one.missing]) for one in counted]


def _names(form: Procedure) -> dict[str, str]:
    """How the coverage calls a thing → what the desk calls it."""
    found = {code: str(label) for code, label in OUTCOMES}
    for page in form.pages:
        stem = f"{page.repeat.id}." if page.repeat else ""
        found |= {f"{stem}{question.id}": str(question.label) for question in page.ask}
    for slot in form.attach:
        found[slot.id] = found[f"attach.{slot.id}"] = str(slot.label)
    for page in form.pages:
        found[page.name] = found[f"page {page.repeat.id if page.repeat else page.name}"] = str(page.title)
    return found


def _said(text: str, names: dict[str, str]) -> str:
    """`page student when false` → 「学生のこと」の条件に当てはまらない例."""
    if text in names:
        return names[text]
    name, _space, rest = text.rpartition(" ")
    name, _space, which = name.rpartition(" ")
    title = names.get(name, name)
    if which.startswith("explain."):
        words = _t("「{title}」の説明が出る例") if rest == "true" else _t("「{title}」の説明が出ない例")
    else:
        words = _t("「{title}」の条件に当てはまる例") if rest == "true" else _t("「{title}」の条件に当てはまらない例")
    return words.format(title=title)
