"""State: everything that stands in a draft, read once: pages as they were saved, the way, what is still wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from madoguchi.engines.forms import answers as tree
from madoguchi.engines.forms.answers import Answers
from madoguchi.engines.forms.checks import check
from madoguchi.engines.forms.definitions import FormSpec, Page
from madoguchi.engines.forms.models import Draft, DraftFile
from madoguchi.engines.forms.paths import Walk, walk
from madoguchi.engines.forms.problems import Problem
from madoguchi.engines.forms.typing import Typed, parse_typed

PAPERS = "@papers"


@dataclass
class SavedPage:
    revision: int
    items: list[dict[str, Any]]
    by_helper: bool = False


@dataclass
class State:
    """Of one draft at one moment."""

    draft: Draft
    spec: FormSpec
    today: date
    pages: dict[str, SavedPage]
    answers: Answers
    walk: Walk

    @cached_property
    def files(self) -> list[DraftFile]:
        """Read when asked for: most pages show no file."""
        return files_of(self.draft)

    @cached_property
    def later(self) -> frozenset[str]:
        """Slots whose paper was said to follow later."""
        return frozenset(self.draft.later_marks.values_list("slot", flat=True))

    @property
    def attached(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for file in self.files:
            counts[file.slot] = counts.get(file.slot, 0) + 1
        return counts

    @property
    def confirmed(self) -> set[str]:
        """Keys of the problems that the person has confirmed, with their full paths."""
        found: set[str] = set()
        for key, saved in self.pages.items():
            page = self.spec.page(key)
            for index, item in enumerate(saved.items):
                found |= {full_key(page, index, short) for short in item.get("confirmed", ())}
        return found

    def revision(self, key: str) -> int:
        return self.pages[key].revision if key in self.pages else 0

    def items(self, key: str) -> list[dict[str, Any]]:
        return self.pages[key].items if key in self.pages else []

    def unread(self) -> list[Problem]:
        """What was typed and could not be read: it must not vanish without a word."""
        found: list[Problem] = []
        for stop in self.walk.stops:
            asked = {a.path for a in stop.asked()}
            for index, item in enumerate(self.items(stop.page.name)):
                prefix = item_prefix(stop.page, index)
                problems = parse_typed(stop.page, item.get("typed", {})).problems
                found += [p.at(prefix + p.path) for p in problems if prefix + p.path in asked]
        return found

    def problems(self) -> list[Problem]:
        """All that stands between this draft and its handing in."""
        unread = self.unread()
        places = {problem.path for problem in unread}
        others = check(self.spec, self.answers, self.today, confirmed=self.confirmed, attached=self.attached, later=self.later)
        return unread + [p for p in others if not (p.code == "required" and p.path in places)]

    def confirmable(self) -> list[Problem]:
        """What must be, or was, confirmed."""
        found = check(self.spec, self.answers, self.today, attached=self.attached, later=self.later)
        return [problem for problem in found if problem.confirm]

    def first_open_page(self) -> Page | None:
        """The first page on the way that was never saved, or on which something is wrong."""
        wrong = {page_of(self.spec, problem.path) for problem in self.problems()}
        for stop in self.walk.stops:
            if stop.page.name not in self.pages or stop.page.name in wrong:
                return stop.page
        return None


def state_of(draft: Draft, today: date) -> State:
    spec = draft.spec
    pages: dict[str, SavedPage] = {}
    for row in draft.pages.all():
        row.draft = draft
        pages[row.key] = SavedPage(row.revision, row.items(), row.by_helper)
    answers = assemble(spec, pages, files_of(draft) if asks_for_files(spec) else [])
    return State(draft, spec, today, pages, answers, walk(spec, answers, today))


def files_of(draft: Draft) -> list[DraftFile]:
    return list(draft.files.select_related("file"))


def asks_for_files(spec: FormSpec) -> bool:
    return any(question.type == "file" for page in spec.pages for question in page.ask)


def assemble(spec: FormSpec, pages: Mapping[str, SavedPage], files: list[DraftFile]) -> Answers:
    """All that was answered, hidden or not, as one tree."""
    answers: Answers = {}
    for page in spec.pages:
        saved = pages.get(page.name)
        if saved is None:
            continue
        if page.repeat:
            answers = tree.put(answers, page.repeat.id, [item.get("values", {}) for item in saved.items])
        elif saved.items:
            answers = tree.merge(answers, saved.items[0].get("values", {}))
    for question in (q for page in spec.pages if not page.repeat for q in page.ask if q.type == "file"):
        if ids := [str(file.file_id) for file in files if file.slot == question.id]:
            answers = tree.put(answers, question.id, ids)
    return answers


def item_prefix(page: Page, index: int) -> str:
    return f"{page.repeat.id}[{index}]." if page.repeat else ""


def full_key(page: Page | None, index: int, short: str) -> str:
    """Confirmations in a repeated page are stored relative to their item, so that removing another keeps them right."""
    return f"{page.repeat.id}[{index}]{short}" if page and page.repeat else short


def short_key(page: Page, index: int, key: str) -> str:
    return key.removeprefix(f"{page.repeat.id}[{index}]") if page.repeat else key


def page_of(spec: FormSpec, path: str) -> str:
    """The key of the page on which a problem's path lies; PAPERS for attachments."""
    if path.startswith("attach."):
        return PAPERS
    bare = path.split("[")[0]
    for page in spec.pages:
        if path == page.name or (page.repeat and bare == page.repeat.id) or (not page.repeat and page.question(path)):
            return page.name
    return ""


def typed_of(saved: dict[str, Any] | None) -> Typed:
    return dict(saved.get("typed", {})) if saved else {}
