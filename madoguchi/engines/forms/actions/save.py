"""Saving a page. Everything typed is kept, right or wrong; two tabs never overwrite each other unseen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import today
from madoguchi.engines.forms import answers as tree
from madoguchi.engines.forms.actions.secrets import keep_secrets, kept_paths
from madoguchi.engines.forms.actions.start import kept_until
from madoguchi.engines.forms.checks import check_page
from madoguchi.engines.forms.definitions import Page
from madoguchi.engines.forms.models import Draft, DraftPage
from madoguchi.engines.forms.models.page import seal_items
from madoguchi.engines.forms.paths import Asked
from madoguchi.engines.forms.problems import Problem
from madoguchi.engines.forms.refusals import DraftClosed, NoSuchPage, StaleSave, TooManyItems
from madoguchi.engines.forms.rights import is_helper
from madoguchi.engines.forms.state import PAPERS, State, item_prefix, short_key, state_of
from madoguchi.engines.forms.typing import FORGET, asked_ids, only_known, parse_typed
from madoguchi.engines.people.public import Actor, authorize

Item = dict[str, Any]


@dataclass(frozen=True)
class Saved:
    """What came of it: `problems` at the fields of the page, `revealed` questions that appeared by these answers, and the
    `state` in which the draft is now.
    """

    revision: int
    index: int | None = None
    problems: list[Problem] = field(default_factory=list)
    revealed: list[str] = field(default_factory=list)
    to_confirm: list[Problem] = field(default_factory=list)
    state: State | None = None


def save_page(
    draft: Draft,
    key: str,
    typed: Mapping[str, Sequence[str]],
    *,
    revision: int,
    index: int | None = None,
    by: Actor,
    at: datetime,
    seen: State | None = None,
) -> Saved:
    """Save what was typed on a page, or on one item of a repeated page (`index`; one past the last adds an item).

    `revision` is the one that the page was shown with, 0 for a page never saved. `seen`: the state, where it was read a
    moment ago; who was quicker since is noticed at the writing. Raises NotPermitted, DraftClosed,
    NoSuchPage, TooManyItems, StaleSave.
    """
    state, page = open_page(draft, key, by=by, at=at, seen=seen)
    parsed = parse_typed(page, typed, secrets=True)
    values = _with_kept_secrets(draft, page, parsed.values, typed)
    items, place = list(state.items(key)), index or 0
    mine: Item = {"values": values, "typed": only_known(page, typed), "confirmed": []}
    if _is_there(items, place, mine) and not parsed.secrets:
        return _outcome(draft, key, index, typed, parsed.problems, state.revision(key), at)
    if state.revision(key) != revision:
        theirs = items[place] if place < len(items) else None
        raise StaleSave(mine=mine, theirs=theirs, revision=state.revision(key))
    if page.repeat and place >= len(items) and len(items) >= page.repeat.max:
        raise TooManyItems(max=page.repeat.max)
    if place > len(items) or (place and not page.repeat):
        raise NoSuchPage
    items[place : place + 1] = [_keeping_confirmations(items, place, mine)]
    with transaction.atomic():
        write_items(draft, key, items, revision, mine=mine, by=by, at=at)
        forgotten = [path for path in kept_paths(draft, page) if typed.get(f"{path}.{FORGET}")]
        keep_secrets(draft, parsed.secrets, forgotten, at=at, by=by)
    return _outcome(draft, key, index, typed, parsed.problems, revision + 1, at)


def remove_item(draft: Draft, key: str, index: int, *, revision: int, by: Actor, at: datetime) -> int:
    """Take an item out of a repeated page; the revision that stands then."""
    state, page = open_page(draft, key, by=by, at=at)
    items = list(state.items(key))
    if state.revision(key) != revision:
        raise StaleSave(mine={}, theirs=items[index] if index < len(items) else None, revision=state.revision(key))
    if not page.repeat or index >= len(items):
        raise NoSuchPage
    del items[index]
    with transaction.atomic():
        write_items(draft, key, items, revision, mine={}, by=by, at=at)
    return revision + 1


def save_none(draft: Draft, key: str, *, revision: int, by: Actor, at: datetime) -> Saved:
    """A repeated page left as it is, even without any item: the person has seen it."""
    state, page = open_page(draft, key, by=by, at=at)
    if page.repeat and key not in state.pages:
        with transaction.atomic():
            write_items(draft, key, [], 0, mine={}, by=by, at=at)
        state = state_of(draft, today(at))
    return Saved(state.revision(key), None, check_page(state.walk, key, state.answers))


def confirm_problems(draft: Draft, key: str, keys: Collection[str], *, by: Actor, at: datetime) -> None:
    """The person has read the explanations and goes on. `keys` are those of the problems; others are ignored."""
    if key == PAPERS:
        authorize(by, "forms.fill", draft)
        _be_open(draft, at)
        state, page = state_of(draft, today(at)), None
    else:
        state, page = open_page(draft, key, by=by, at=at)
    wanted = {problem.key for problem in state.problems() if problem.confirm} & set(keys)
    items = [dict(item) for item in state.items(key)] or [{}]
    for number, item in enumerate(items):
        prefix = f"{page.repeat.id}[{number}]" if page and page.repeat else ""
        mine = {short_key(page, number, k) if page else k for k in wanted if k.startswith(prefix)}
        item["confirmed"] = sorted({*item.get("confirmed", ()), *mine})
    with transaction.atomic():
        write_items(draft, key, items, state.revision(key), mine={}, by=by, at=at)


def open_page(draft: Draft, key: str, *, by: Actor, at: datetime, seen: State | None = None) -> tuple[State, Page]:
    """State and page, if the actor may fill in the draft and the page is on the way."""
    authorize(by, "forms.fill", draft)
    _be_open(draft, at)
    state = seen or state_of(draft, today(at))
    stop = state.walk.stop(key)
    if stop is None:
        raise NoSuchPage
    return state, stop.page


def _be_open(draft: Draft, at: datetime) -> None:
    if not Draft.objects.open_on(today(at)).filter(pk=draft.pk).exists():
        raise DraftClosed


def write_items(draft: Draft, key: str, items: list[Item], revision: int, *, mine: Item, by: Actor, at: datetime) -> None:
    """The page at the next revision, if nobody was quicker. Must be inside atomic."""
    sealed = seal_items(draft, key, items)
    values = {"sealed": sealed, "saved_at": at, "saved_by": by.code, "by_helper": is_helper(by, draft)}
    if revision:
        done = DraftPage.objects.filter(draft=draft, key=key, revision=revision).update(revision=revision + 1, **values)
    else:
        done = _insert(draft, key, values)
    if not done:
        row = DraftPage.objects.get(draft=draft, key=key)
        row.draft = draft
        theirs = row.items()
        raise StaleSave(mine=mine, theirs=theirs[0] if theirs else None, revision=row.revision)
    if not Draft.objects.open_on(today(at)).filter(pk=draft.pk).update(saved_at=at, expires_on=kept_until(at)):
        raise DraftClosed


def _insert(draft: Draft, key: str, values: dict[str, Any]) -> int:
    try:
        with transaction.atomic():
            DraftPage.objects.create(draft=draft, key=key, revision=1, **values)
    except IntegrityError:
        return 0
    return 1


def _is_there(items: list[Item], place: int, mine: Item) -> bool:
    """The same was saved already: a double click, or a page sent twice."""
    return place < len(items) and items[place].get("typed") == mine["typed"] and items[place].get("values") == mine["values"]


def _keeping_confirmations(items: list[Item], place: int, mine: Item) -> Item:
    """What was confirmed stays confirmed only while the answers stay the same."""
    before = items[place] if place < len(items) else {}
    same = before.get("values") == mine["values"]
    return {**mine, "confirmed": before.get("confirmed", []) if same else []}


def _with_kept_secrets(draft: Draft, page: Page, values: dict[str, Any], typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A number that is kept already, and was not typed anew, stays."""
    for path in kept_paths(draft, page):
        if tree.get(values, path) != "kept" and not typed.get(f"{path}.{FORGET}"):
            values = tree.put(values, path, "kept")
    return values


def _asked_on(state: State, key: str, index: int | None) -> list[Asked]:
    """What the page asks by the answers as they stand, optional questions too."""
    stop, place = state.walk.stop(key), index or 0
    return stop.items[place].asked if stop is not None and place < len(stop.items) else []


def _outcome(
    draft: Draft,
    key: str,
    index: int | None,
    typed: Mapping[str, Sequence[str]],
    unread: list[Problem],
    revision: int,
    at: datetime,
) -> Saved:
    state = state_of(draft, today(at))
    page = state.spec.page(key)
    assert page
    prefix = item_prefix(page, index or 0)
    seen = asked_ids(typed)
    problems = [problem.at(prefix + problem.path) for problem in unread]
    places = {problem.path for problem in problems}
    revealed: list[str] = []
    for problem in check_page(state.walk, key, state.answers, index if page.repeat else None):
        id = problem.path.removeprefix(prefix)
        if (question := page.question(id)) and question.type == "file":
            continue  # files are added on the page of papers
        if problem.code == "required" and seen is not None and page.question(id) and id not in seen:
            revealed.append(problem.path)
        elif problem.path not in places or problem.code != "required":
            problems.append(problem)
    appeared = [] if seen is None else [one for one in _asked_on(state, key, index) if one.question.id not in seen]
    revealed += [one.path for one in appeared if one.question.type != "file" and one.path not in revealed]
    hard = [problem for problem in problems if not problem.confirm]
    soft = [problem for problem in problems if problem.confirm and problem.key not in state.confirmed]
    return Saved(revision, index, hard, revealed, soft, state)
