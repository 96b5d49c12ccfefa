"""What the room gives to the city's folder: `blocks/`, how `use` is resolved, what `city check` says about a form."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import model_validator

from madoguchi.city import public as city
from madoguchi.engines.forms import rule_changes
from madoguchi.engines.forms.analysis import analyse
from madoguchi.engines.forms.blocks import BadUse, inline
from madoguchi.engines.forms.definitions import FormSpec, Question
from madoguchi.engines.forms.easy import hard_to_read
from madoguchi.engines.forms.rules import RULE, Rule, check_rule, resolve_rules

BLOCK = "block"


class Block(city.Definition):
    """Questions or papers that many forms share. Used by `{use: code, as: group}` under `ask`, `{use: code}` under `attach`."""

    ask: list[dict[str, Any]] = []
    """The questions, as on a page."""
    attach: list[dict[str, Any]] = []
    """The papers, as under `attach`."""

    @model_validator(mode="after")
    def _something(self) -> "Block":
        if not self.ask and not self.attach:
            raise city.Mistake("問い（ask）か書類（attach）を1つ以上足してください。", "write ask or attach.")
        return self


def join() -> None:
    city.definition_root("blocks", BLOCK, Block)
    city.register_check(BLOCK, check_block)
    city.definition_root("rules", RULE, Rule)
    city.register_check(RULE, check_rule)
    city.register_meaning(RULE, rule_changes.meaning)


def join_form(kind: str) -> None:
    """For the rooms whose definitions are forms: `use` and `rules` resolved, conditions and labels checked."""
    city.register_resolver(kind, resolve)
    city.register_resolver(kind, resolve_rules)
    city.register_slim(kind, rule_changes.slim)
    city.register_check(kind, check_form)


def resolve(raw: Any, world: city.World) -> Any:
    blocks = {code: world.raw(BLOCK, code) or {} for code in world.codes(BLOCK)}
    try:
        return inline(raw, blocks)
    except BadUse as fault:
        raise city.Found([city.error(fault.where, fault.ja, fault.en, "bad-use")]) from None


def check_block(block: Block, world: city.World) -> Iterable[city.Finding]:
    """A block must stand by itself: its questions are of known types."""
    for number, question in enumerate(block.ask):
        if "use" not in question and not {"id", "type", "label"} <= set(question):
            missing = ", ".join(sorted({"id", "type", "label"} - set(question)))
            yield city.error(("ask", number), f"{missing} がありません", f"{missing} is missing", "incomplete-question")
    for number, paper in enumerate(block.attach):
        if missing := ", ".join(sorted({"id", "label"} - set(paper))):
            yield city.error(("attach", number), f"{missing} がありません", f"{missing} is missing", "incomplete-paper")


def check_form(form: FormSpec, world: city.World) -> Iterable[city.Finding]:
    for fault in analyse(form):
        yield city.error(fault.where, fault.ja, fault.en, fault.code)
    yield from check_texts(form)


def check_texts(form: FormSpec) -> Iterator[city.Finding]:
    """Every text in English and やさしい日本語; the latter in short sentences. Warnings: a form may run without."""
    for where, text in texts_of(form):
        yield from check_text(where, text)


def check_text(where: city.Path, text: city.Text) -> Iterator[city.Finding]:
    """What residents read, in English and やさしい日本語."""
    for lang, name in (("en", "英語"), ("easy", "やさしい日本語")):
        if not text.has(lang):
            yield city.warning(where, f"{name}の文がありません", f"no text in {lang}", f"no-{lang}")
    if text.has("easy"):
        for sentence in hard_to_read(text.in_("easy")):
            yield city.warning(where, f"やさしい日本語の文が長すぎます: {sentence}", f"a long sentence: {sentence}", "hard-to-read")


def texts_of(form: FormSpec) -> Iterator[tuple[city.Path, city.Text]]:
    for i, page in enumerate(form.pages):
        here: city.Path = ("pages", i)
        yield (*here, "title"), page.title
        if page.intro:
            yield (*here, "intro"), page.intro
        if page.repeat and page.repeat.item:
            yield (*here, "repeat", "item"), page.repeat.item
        for j, question in enumerate(page.ask):
            yield from _of_question(question, (*here, "ask", j))
        for n, rule in enumerate(page.explain):
            yield (*here, "explain", n, "text"), rule.text
    for k, slot in enumerate(form.attach):
        yield ("attach", k, "label"), slot.label
        if slot.hint:
            yield ("attach", k, "hint"), slot.hint


def _of_question(question: Question, where: city.Path) -> Iterator[tuple[city.Path, city.Text]]:
    for name in ("label", "hint", "unit", "pattern_says", "text"):
        if found := getattr(question, name):
            yield (*where, name), found
    for code, words in question.options.items():
        yield (*where, "options", code), words
    for n, rule in enumerate(question.explain):
        yield (*where, "explain", n, "text"), rule.text
