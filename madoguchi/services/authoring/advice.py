"""Advice in plain words, beyond what `city check` says: what a good procedure does, and this one does not yet."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from madoguchi.city.public import Finding, World, warning
from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.documents.public import NoticeText
from madoguchi.engines.forms.public import Question

LONGEST = 80
KNOWN = {
    "name": ("addressee.name", "氏名"),
    "postal-address": ("addressee.address", "住所"),
    "phone": ("contact.phone", "電話番号"),
    "mail": ("contact.mail", "メールアドレス"),
}
"""What the city knows of a person who signed in: type of question → where from."""
SOURCES: dict[str, Any] = {
    "addressee.name": _("住民票の氏名"),
    "addressee.birth": _("住民票の生年月日"),
    "addressee.address": _("住民票の住所"),
    "contact.phone": _("連絡先の電話番号"),
    "contact.mail": _("連絡先のメール"),
}
"""First values that the city knows of whoever signed in, as the editor's box names them."""
OTHERS = re.compile("緊急|家族|保護者|子|児童|勤務|学校|在勤|在学|代理|相手|施設|団体|避難|現場|犬|届け先")


def advise(procedure: Procedure, world: World) -> Iterator[Finding]:
    yield from _asked_again(procedure)
    yield from _long(procedure)
    yield from _remedies(procedure, world)
    yield from _too_many(procedure)


def _asked_again(procedure: Procedure) -> Iterator[Finding]:
    """何度も書かせない: what the register or the account answers need not be typed by who signed in."""
    seen: set[str] = set()
    for i, page in enumerate(procedure.pages):
        for j, question in enumerate(page.ask):
            if page.repeat or question.prefill or OTHERS.search(question.label.ja):
                continue
            source, word = KNOWN.get(question.type, ("", ""))
            if question.type == "date" and "生年月日" in question.label.ja:
                source, word = "addressee.birth", "生年月日"
            if source and source not in seen and _of_the_applicant(question, procedure):
                seen.add(source)
                with override("ja"):
                    named = str(SOURCES[source])
                yield warning(
                    ("pages", i, "ask", j),
                    f"サインインした人の{word}は、市が知っています。「はじめの値」で「{named}」（{source}）を選ぶと、書かなくて済みます。",
                    f"The city knows this of whoever signed in. With {source} as first value it need not be typed.",
                    "register-knows",
                )


def _of_the_applicant(question: Question, procedure: Procedure) -> bool:
    """Where it is said who asks, only their answers are known."""
    if procedure.applicant is None:
        return True
    return question.id in {path for _, path in procedure.applicant if path}


def _long(procedure: Procedure) -> Iterator[Finding]:
    for i, page in enumerate(procedure.pages):
        texts = [(("intro",), page.intro)]
        for j, question in enumerate(page.ask):
            texts += [(("ask", j, "label"), question.label), (("ask", j, "hint"), question.hint)]  # type: ignore[list-item]
        for where, text in texts:
            sentences = map(str.strip, re.split(r"(?<=[。！？\n])", text.ja)) if text else ()
            for sentence in sentences:
                if len(sentence) > LONGEST:
                    yield warning(
                        ("pages", i, *where),
                        f"1文が{len(sentence)}文字あります。{LONGEST}文字までに分けてください: {sentence[:30]}…",
                        f"A sentence of {len(sentence)} characters; up to {LONGEST} reads well: {sentence[:30]}…",
                        "long-sentence",
                    )


def _remedies(procedure: Procedure, world: World) -> Iterator[Finding]:
    """教示 and the reason stand on what says no."""
    code = procedure.results.refuse
    notice = world.get(NoticeText, code) if code else None
    if notice is None or not procedure.kind.is_answered:
        return
    if not notice.remedies:
        yield warning(
            ("results", "refuse"),
            f"通知「{notice.title.ja}」に教示がありません。審査請求と訴えの期間を知らせてください（行政不服審査法82条）。",
            f'The notice "{notice.title.in_("en")}" does not tell of the remedies (教示).',
            "no-remedies",
        )
    if not notice.reason:
        yield warning(
            ("results", "refuse"),
            f"通知「{notice.title.ja}」に理由の欄がありません（行政手続法8条）。",
            f'The notice "{notice.title.in_("en")}" does not give the reason.',
            "no-reason",
        )


def _too_many(procedure: Procedure) -> Iterator[Finding]:
    for i, page in enumerate(procedure.pages):
        if len(page.ask) > 10:
            yield warning(
                ("pages", i),
                f"1ページに問いが{len(page.ask)}個あります。1ページ1つの話題に分けると、迷わず書けます。",
                f"{len(page.ask)} questions on one page; one topic a page is easier.",
                "crowded-page",
            )
