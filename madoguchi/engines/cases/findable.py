"""Procedures in the finder, and their blank sheets for whoever asks for paper."""

from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Text
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.knowledge.public import Entry, findable_definitions, texts_of

PAPER = {"ja": "の用紙（PDF）", "en": " (paper form, PDF)"}


def register() -> None:
    findable_definitions(Procedure, "procedure", _("手続き"), _procedure, weight=1.05)
    findable_definitions(Procedure, "form", _("用紙"), _form, of="procedure", weight=0.55, listed=False)


def _procedure(one: Procedure) -> Entry:
    facts = one.facts
    return Entry(
        "procedure",
        one.code,
        one.title,
        link="procedure",
        summary=one.summary,
        body=texts_of(*(facts.who, facts.by_when, *facts.have) if facts else ()),
        department=one.department,
    )


def _form(one: Procedure) -> Entry:
    title = Text({language: one.title.in_(language) + end for language, end in PAPER.items()})
    return Entry("form", one.code, title, link="blank", department=one.department, also=("用紙を印刷したい", "様式のダウンロード"))
