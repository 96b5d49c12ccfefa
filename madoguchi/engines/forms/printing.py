"""Sheets: the form on paper, for whoever writes by hand, and what was typed, for whoever brings or posts it.

A My Number is never printed: the sheet has boxes to write it in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from madoguchi.core.calendar.public import ERAS, format_instant
from madoguchi.core.typesetting.public import register_template, typeset
from madoguchi.engines.forms.definitions import FormSpec, Page, Question, Slot
from madoguchi.engines.forms.fields import FIELD_TYPES
from madoguchi.engines.forms.paths import walk
from madoguchi.engines.forms.showing import item_title

TEMPLATE = "forms/form"
BLANK_ITEMS = 3
LATER_ERAS = 2


@dataclass(frozen=True)
class HandIn:
    """Where the sheet goes: the department, its place, telephone and hours, each as one line; and whose city it is."""

    city: str
    department: str
    place: str
    phone: str
    hours: str = ""


def register() -> None:
    register_template(TEMPLATE, Path(__file__).parent / "sheets" / "form.typ")


def blank_sheet(spec: FormSpec, *, title: str, where: HandIn, language: str = "ja") -> bytes:
    """The form to be filled in by hand, as PDF."""
    with override(_code(language)):
        sections = [section for page in spec.pages for section in _blank_sections(page, language)]
        papers = [{"label": _paper(slot, language, conditional=True), "state": _("□ 添付しました")} for slot in spec.attach]
        return _set(title, where, language, sections, papers, sign=True)


def filled_sheet(
    spec: FormSpec,
    answers: Mapping[str, Any],
    today: date,
    *,
    title: str,
    where: HandIn,
    attached: Mapping[str, int] | None = None,
    later: Collection[str] = (),
    number: str = "",
    at: datetime | None = None,
    language: str = "ja",
) -> bytes:
    """What was answered, as PDF. With a number: the record of what was handed in; without: a sheet to sign."""
    with override(_code(language)):
        way = walk(spec, answers, today)
        sections = []
        for stop in way.stops:
            for item in stop.items:
                rows = [_row(a.question, language, a.type.show(a.value, a.question, language)) for a in item.asked]
                sections.append(_section(item_title(stop.page, item.index, language), rows))
        papers = [{"label": _paper(slot, language), "state": _state(slot, attached or {}, later)} for slot in way.slots()]
        return _set(title, where, language, sections, papers, number=number, at=at, sign=not number)


def _set(
    title: str,
    where: HandIn,
    language: str,
    sections: list[dict[str, Any]],
    papers: list[dict[str, Any]],
    *,
    sign: bool,
    number: str = "",
    at: datetime | None = None,
) -> bytes:
    data = {
        "title": title,
        "city": where.city,
        "demo": settings.MADO_DEMO,
        "footer": where.department,
        "lead": _lead(where, language, number, at),
        "sections": sections,
        "papers": papers,
        "sign": sign,
        "number": number,
        "at": at.isoformat() if at else None,
    }
    return typeset(TEMPLATE, data, title=title, lang="en" if language == "en" else "ja", at=at)


def _lead(where: HandIn, language: str, number: str, at: datetime | None) -> list[str]:
    when = format_instant(at, language) if at else ""
    if number:
        return [when] if when else []
    phone = _("電話 {phone}").format(phone=where.phone) if where.phone else ""
    lines = [
        _("この用紙は、{department}の窓口に出すか、郵送してください。").format(department=where.department),
        " ".join(filter(None, [where.place, phone, where.hours])),
        _("{at}に印刷").format(at=when) if when else "",
    ]
    return [line for line in lines if line]


def _blank_sections(page: Page, language: str) -> list[dict[str, Any]]:
    note = _("あてはまる方だけ書いてください。") if page.when else ""
    rows = [_row(question, language, "") for question in page.ask]
    if page.repeat is None:
        return [_section(page.title.in_(language), rows, note)]
    number = min(page.repeat.max, max(page.repeat.min, BLANK_ITEMS))
    more = _("{n}件を超えるときは、別の紙に書いて付けてください。").format(n=number)
    return [
        _section(item_title(page, i, language), rows, " ".join(filter(None, (note, more if i == number - 1 else ""))))
        for i in range(number)
    ]


def _section(title: str, rows: list[dict[str, Any]], note: str = "") -> dict[str, Any]:
    return {"title": title, "note": note, "rows": rows}


def _row(question: Question, language: str, words: str) -> dict[str, Any]:
    kind, options = _blank(question, language)
    hints = [question.hint.in_(language) if question.hint else ""]
    if question.when and not words:
        hints.append(_("（あてはまる方だけ）"))
    elif not question.required and not words:
        hints.append(_("（書かなくてもよい）"))
    sealed = FIELD_TYPES.get(question.type).sealed
    return {
        "label": question.label.in_(language), "hint": " ".join(filter(None, hints)), "kind": kind, "options": options,
        "words": "" if sealed else words, "lines": max(1, question.lines),
    }  # fmt: skip


def _blank(question: Question, language: str) -> tuple[str, list[str]]:
    """How an empty answer looks on paper."""
    field_type = FIELD_TYPES.get(question.type)
    if field_type.sealed:
        return "boxes", []
    if question.type == "date":
        eras = [era.name if language != "en" else era.romaji for era in ERAS[: LATER_ERAS + 1]]
        return "date", [*eras, _("西暦")]
    if question.options:
        return "choices", [words.in_(language) for words in question.options.values()]
    parts = field_type.parts(question)
    if question.type == "consent":
        return "agree", [_("同意します")]
    if len(parts) == 1 and parts[0].options:
        return "choices", [str(label) for _code_, label in parts[0].options]
    if len(parts) > 1:
        return "parts", [_part_label(part) for part in parts]
    return "line", []


def _part_label(part: Any) -> str:
    if part.kind == "radio":
        return f"{part.label}（{' ・ '.join(str(label) for _code_, label in part.options)}）"
    return str(part.label)


def _paper(slot: Slot, language: str, *, conditional: bool = False) -> str:
    label = slot.label.in_(language)
    return label + _("（あてはまる方だけ）") if conditional and slot.when else label


def _state(slot: Slot, attached: Mapping[str, int], later: Collection[str]) -> str:
    if number := attached.get(slot.id, 0):
        return _("{n}個のファイル").format(n=number)
    return _("後日提出") if slot.id in later else _("□ 添付しました")


def _code(language: str) -> str:
    return "ja-easy" if language == "easy" else language
