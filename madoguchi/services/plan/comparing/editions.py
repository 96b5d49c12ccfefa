"""Editions: every chapter, policy and measure of two editions side by side, and a summary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Text
from madoguchi.services.plan.book import Book, Standing, said_in
from madoguchi.services.plan.comparing.texts import Span, spans
from madoguchi.services.plan.definitions.edition import Edition, Said
from madoguchi.services.plan.definitions.measure import NONE, UNKNOWN, Line
from madoguchi.services.plan.definitions.plan import Group, Policy

Status = Literal["same", "changed", "added", "dropped"]
STATUS: dict[Status, str | Promise] = {
    "same": _("変更なし"),
    "changed": _("変更"),
    "added": _("追加"),
    "dropped": _("廃止"),
}


@dataclass(frozen=True)
class Part:
    """One text of a measure or chapter in both editions."""

    label: str | Promise
    old: str
    new: str

    @property
    def spans(self) -> list[Span]:
        return spans(self.old, self.new)

    @property
    def changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True)
class Cell:
    """One fiscal year of a line. What is not known of the old edition counts as changed, for the print says that it was."""

    year: int
    old: str | None
    new: str | None

    @property
    def changed(self) -> bool:
        return self.old is not None and self.new is not None and self.old != self.new

    @property
    def old_known(self) -> bool:
        return self.old not in {None, UNKNOWN}


@dataclass(frozen=True)
class LineChange:
    """One line of the roadmap in both editions."""

    label: str
    status: Status
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Change:
    """Something of the plan in both editions."""

    key: str
    title: Part
    status: Status
    parts: tuple[Part, ...] = ()
    lines: tuple[LineChange, ...] = ()
    old: Standing | None = None
    new: Standing | None = None
    reason: Text | None = None
    level: int = 3

    @property
    def status_name(self) -> str | Promise:
        return STATUS[self.status]

    @property
    def changed_parts(self) -> list[Part]:
        return [part for part in self.parts if part.changed]

    @property
    def changed_lines(self) -> list[LineChange]:
        return [line for line in self.lines if line.status != "same"]


@dataclass(frozen=True)
class PolicyChange:
    """A policy with its own texts and those of its groups and measures."""

    policy: Policy
    direction: Change
    groups: tuple[tuple[Group | None, Change | None, tuple[Change, ...]], ...]

    @property
    def measures(self) -> Iterator[Change]:
        for _group, _change, measures in self.groups:
            yield from measures


@dataclass(frozen=True)
class Comparison:
    """Two editions."""

    old: Edition
    new: Edition
    chapters: tuple[Change, ...]
    policies: tuple[PolicyChange, ...]
    years: tuple[int, ...] = field(default=())

    @property
    def measures(self) -> list[Change]:
        return [one for policy in self.policies for one in policy.measures]

    def with_status(self, status: Status) -> list[Change]:
        return [one for one in self.measures if one.status == status]

    @property
    def added(self) -> list[Change]:
        return self.with_status("added")

    @property
    def changed(self) -> list[Change]:
        return self.with_status("changed")

    @property
    def dropped(self) -> list[Change]:
        return self.with_status("dropped")

    @property
    def same(self) -> list[Change]:
        return self.with_status("same")

    @property
    def table(self) -> list["Row"]:
        """新旧対照表: everything that differs, a row a text."""
        return list(rows_of(self))


@dataclass(frozen=True)
class Row:
    """One line of the comparison table. `first`: of its measure or chapter."""

    key: str
    where: str
    spans: list[Span]
    reason: Text | None
    first: bool


def rows_of(comparison: Comparison) -> Iterator[Row]:
    for chapter in comparison.chapters:
        yield from _rows(chapter, f"{chapter.key.removeprefix('chapter-')}. {chapter.title.new}")
    for policy in comparison.policies:
        yield from _rows(policy.direction, f"({policy.policy.number}) {policy.direction.title.new}")
        for _group, change, measures in policy.groups:
            if change:
                yield from _rows(change, f"({policy.policy.number}) {change.title.new}")
            for one in measures:
                yield from _rows(one, f"{one.key} {one.title.new or one.title.old}")


def _rows(change: Change, name: str) -> Iterator[Row]:
    first = True
    for part in (change.title, *change.parts):
        if part.changed:
            yield Row(change.key, f"{name}　{part.label}", part.spans, change.reason, first)
            first = False
    for line in change.changed_lines:
        old = "／".join(cell.old or NONE for cell in line.cells) if line.status != "added" else ""
        new = "／".join(cell.new or NONE for cell in line.cells) if line.status != "dropped" else ""
        label = f"{name}　実施工程" + (f"（{line.label}）" if line.label else "")
        yield Row(change.key, label, spans(old, new), change.reason, first)
        first = False


def compare(book: Book, old: str, new: str) -> Comparison:
    """Raises NotDefined for an edition that does not exist."""
    before, after = book.edition(old), book.edition(new)
    years = tuple(sorted({*before.years, *after.years}))
    chapters = tuple(
        _said(f"chapter-{one.number}", one.title.ja, one.title.ja, one.said, old, new, level=2)
        for one in book.plan.chapters
        if one.said
    )
    policies = tuple(_policy(book, one, before, after) for one in book.plan.policies)
    return Comparison(before, after, chapters, policies, years)


def compare_measure(book: Book, code: str, old: str, new: str) -> Change | None:
    """One measure in two editions; None where neither has it."""
    before, after = book.edition(old), book.edition(new)
    return _measure(book, code, before, after)


def _policy(book: Book, one: Policy, old: Edition, new: Edition) -> PolicyChange:
    title = one.title.ja
    direction = _said(f"policy-{one.number}", title, title, one.said, old.code, new.code, level=2)
    groups = []
    listed: list[Group | None] = [*one.groups] or [None]
    for group in listed:
        letter = group.letter if group else None
        codes = [m.code for m in book.measures if m.policy == one.number and m.group == letter]
        found = tuple(change for code in codes if (change := _measure(book, code, old, new)))
        change = None
        if group:
            names = [said.text.ja if (said := said_in(group.titles, e.code)) else group.title.ja for e in (old, new)]
            change = _said(f"group-{one.number}-{letter}", names[0], names[1], group.said, old.code, new.code, level=3)
        groups.append((group, change, found))
    return PolicyChange(one, direction, tuple(groups))


def _said(key: str, old_title: str, new_title: str, texts: Iterable[Said], old: str, new: str, *, level: int) -> Change:
    kept = list(texts)
    before, after = said_in(kept, old), said_in(kept, new)
    part = Part(_("内容"), before.text.ja if before else "", after.text.ja if after else "")
    title = Part(_("見出し"), old_title, new_title)
    changed = part.changed or title.changed
    reason = after.reason if after and changed and after.edition == new else None
    return Change(key, title, "changed" if changed else "same", (part,), reason=reason, level=level)


def _measure(book: Book, code: str, old: Edition, new: Edition) -> Change | None:
    before, after = book.standing(code, old.code), book.standing(code, new.code)
    if before is None and after is None:
        return None
    parts = tuple(_parts(book, before, after))
    lines = tuple(_lines(before, after, old, new))
    title = Part(_("施策名"), before.title.ja if before else "", after.title.ja if after else "")
    status: Status = "same"
    if before is None:
        status = "added"
    elif after is None:
        status = "dropped"
    elif title.changed or any(p.changed for p in parts) or any(line.status != "same" for line in lines):
        status = "changed"
    reason = after.reason if after else book.by_code[code].entries[-1].reason
    return Change(code, title, status, parts, lines, before, after, reason, level=4)


def _parts(book: Book, old: Standing | None, new: Standing | None) -> Iterator[Part]:
    def names(one: Standing | None) -> str:
        return "・".join(name.ja for name in book.names_of(one)) if one else ""

    yield Part(_("担当課"), names(old), names(new))
    yield Part(_("取組事項"), old.aim.ja if old else "", new.aim.ja if new else "")
    yield Part(_("実施内容"), old.content.ja if old else "", new.content.ja if new else "")


def _lines(old: Standing | None, new: Standing | None, before: Edition, after: Edition) -> Iterator[LineChange]:
    codes = [line.code for line in (new.lines if new else ())]
    codes += [line.code for line in (old.lines if old else ()) if line.code not in codes]
    for code in codes:
        was, now = old.line(code) if old else None, new.line(code) if new else None
        cells = tuple(_cells(was, now, before, after))
        status: Status = "same"
        if was is None:
            status = "added"
        elif now is None:
            status = "dropped"
        elif any(cell.changed for cell in cells):
            status = "changed"
        label = (now or was).label  # type: ignore[union-attr]
        yield LineChange(label.ja if label else "", status, cells)


def _cells(was: Line | None, now: Line | None, before: Edition, after: Edition) -> Iterator[Cell]:
    old = dict(zip(before.years, was.steps, strict=False)) if was else {}
    new = dict(zip(after.years, now.steps, strict=False)) if now else {}
    for year in sorted({*before.years, *after.years}):
        yield Cell(year, old.get(year, NONE if was and year in before.years else None), new.get(year))
