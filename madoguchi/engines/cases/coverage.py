"""What the examples of a procedure reach: pages, questions, both sides of every condition, papers, results."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.city.public import Coverage
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.forms.public import Page, Question, Stop, shown_explanations, walk

SIDES = ("true", "false")


@dataclass
class Reached:
    """Filled example by example with `see`, read with `coverage`."""

    procedure: Procedure
    pages: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    branches: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)
    results: set[str] = field(default_factory=set)

    def see(self, answers: dict[str, Any], today: date, result: str | None) -> None:
        """Note what these answers lead to."""
        way = walk(self.procedure, answers, today)
        for page in self.procedure.pages:
            stop = way.stop(page.name)
            if page.when:
                self.side(name_of(page), "when", stop is not None)
            if stop is not None:
                self.pages.add(page.name)
                self.see_page(stop)
        due = {slot.id for slot in way.slots()}
        self.papers |= due
        for slot in self.procedure.attach:
            if slot.when:
                self.side(f"attach.{slot.id}", "when", slot.id in due)
        if result:
            self.results.add(result)

    def see_page(self, stop: Stop) -> None:
        for item in stop.items:
            asked = {one.question.id: one for one in item.asked}
            for question in stop.page.ask:
                name, one = place(stop.page, question), asked.get(question.id)
                if question.when:
                    self.side(name, "when", one is not None)
                if one is None:
                    continue
                if one.value is not None:
                    self.questions.add(name)
                if question.required_when:
                    self.side(name, "required_when", one.required)
        said = {(bare(path), rule.code) for path, rule in shown_explanations(stop)}
        for name, code in explained_on(stop.page):
            self.side(name, f"explain.{code}", (name.removeprefix("page "), code) in said)

    def side(self, name: str, which: str, held: bool) -> None:
        self.branches.add(f"{name} {which} {SIDES[not held]}")

    def coverage(self) -> Iterator[Coverage]:
        procedure = self.procedure
        yield counted("pages", [page.name for page in procedure.pages], self.pages)
        yield counted("questions", [place(page, one) for page in procedure.pages for one in page.ask], self.questions)
        yield counted("branches", [f"{name} {side}" for name in conditions(procedure) for side in SIDES], self.branches)
        yield counted("attachments", [slot.id for slot in procedure.attach], self.papers)
        yield counted("results", [name for name, code in procedure.results if code], self.results)


def conditions(procedure: Procedure) -> Iterator[str]:
    for page in procedure.pages:
        if page.when:
            yield f"{name_of(page)} when"
        for question in page.ask:
            for which in ("when", "required_when"):
                if getattr(question, which):
                    yield f"{place(page, question)} {which}"
        yield from (f"{name} explain.{code}" for name, code in explained_on(page))
    yield from (f"attach.{slot.id} when" for slot in procedure.attach if slot.when)


def explained_on(page: Page) -> Iterator[tuple[str, str]]:
    for question in page.ask:
        yield from ((place(page, question), rule.code) for rule in question.explain)
    yield from ((name_of(page), rule.code) for rule in page.explain)


def name_of(page: Page) -> str:
    return f"page {page.repeat.id if page.repeat else page.name}"


def place(page: Page, question: Question) -> str:
    return f"{page.repeat.id}.{question.id}" if page.repeat else question.id


def bare(path: str) -> str:
    """`children[0].living` → `children.living`."""
    return "".join(part.partition("]")[2] if i else part for i, part in enumerate(path.split("[")))


def counted(what: str, all_: list[str], seen: set[str]) -> Coverage:
    missing = [one for one in all_ if one not in seen]
    return Coverage(what, len(all_) - len(missing), len(all_), missing)
