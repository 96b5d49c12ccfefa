"""check: everything that is wrong with answers, each at its place. What may be confirmed says so."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from madoguchi.engines.forms.conditions import holds, read
from madoguchi.engines.forms.definitions import Explain, FormSpec, Slot
from madoguchi.engines.forms.paths import Asked, Item, Stop, Walk, parts_of, walk
from madoguchi.engines.forms.problems import Problem

CHOSEN = {"radio", "select", "checks"}


def check(
    spec: FormSpec,
    answers: Mapping[str, Any],
    today: date,
    *,
    confirmed: Collection[str] = (),
    attached: Mapping[str, int] | None = None,
    later: Collection[str] = (),
) -> list[Problem]:
    """Problems on the way, in its order. `confirmed` are keys of problems that the person has confirmed; `attached`
    counts the files of each slot (left out: papers are not looked at); `later` are slots to follow."""
    way = walk(spec, answers, today)
    problems = [problem for stop in way.stops for problem in check_stop(stop, answers)]
    if attached is not None:
        problems += [problem for slot in way.slots() for problem in _slot(slot, attached, later)]
    return [problem for problem in problems if not (problem.confirm and problem.key in confirmed)]


def check_page(way: Walk, key: str, answers: Mapping[str, Any], index: int | None = None) -> list[Problem]:
    """Those of one page, or of one item of a repeated page."""
    stop = way.stop(key)
    if stop is None:
        return []
    problems = list(check_stop(stop, answers))
    if index is None or stop.page.repeat is None:
        return problems
    place = f"{stop.page.repeat.id}[{index}]."
    return [problem for problem in problems if problem.path.startswith(place)]


def check_stop(stop: Stop, answers: Mapping[str, Any]) -> Iterator[Problem]:
    if stop.page.repeat is not None:
        yield from _number_of_items(stop, answers)
    for item in stop.items:
        for asked in item.asked:
            yield from check_asked(asked)
            names = names_for(asked, item)
            yield from _explained(asked.question.explain, names, asked.path)
        here = f"{stop.page.repeat.id}[{item.index}]" if stop.page.repeat else stop.page.name
        yield from _explained(stop.page.explain, item.names, here)


def check_asked(asked: Asked) -> list[Problem]:
    if asked.value is None:
        return [_missing(asked)] if asked.required else []
    return [problem.at(asked.path) for problem in asked.type.check(asked.value, asked.question, asked.limits())]


def _missing(asked: Asked) -> Problem:
    part = asked.type.parts(asked.question)[0]
    label = asked.question.short or asked.question.label
    if part.kind == "file":
        words = _("「{label}」のファイルを選んでください。")
    elif part.kind in CHOSEN and not part.name:
        words = _("「{label}」を選んでください。")
    else:
        words = _("「{label}」を入力してください。")
    return Problem(asked.path, "required", words.format(label=label))


def names_for(asked: Asked, item: Item) -> Mapping[str, Any]:
    """What an explanation of an answer may refer to: all that is answered by now, the question's own group as `this`."""
    around = item.names.get("this", item.names)
    this = read(around, parts_of(asked.question.within)) if asked.question.within else around
    return {**item.names, "this": {} if this is None else this}


def _explained(rules: list[Explain], names: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for rule in rules:
        if rule.confirm and holds(rule.when, names):
            yield Problem(path, rule.code, str(rule.text), confirm=True)


def shown_explanations(stop: Stop) -> list[tuple[str, Explain]]:
    """All rules of a page that speak up now, those that only inform as well, with their places."""
    found = []
    for item in stop.items:
        for asked in item.asked:
            names = names_for(asked, item)
            found += [(asked.path, rule) for rule in asked.question.explain if holds(rule.when, names)]
        here = f"{stop.page.repeat.id}[{item.index}]" if stop.page.repeat else stop.page.name
        found += [(here, rule) for rule in stop.page.explain if holds(rule.when, item.names)]
    return found


def _number_of_items(stop: Stop, answers: Mapping[str, Any]) -> Iterator[Problem]:
    repeat = stop.page.repeat
    assert repeat
    name = repeat.item or stop.page.title
    if len(stop.items) < repeat.min:
        words = _("「{item}」を{min}件以上入力してください。")
        yield Problem(repeat.id, "too-few", words.format(item=name, min=repeat.min))
    if len(stop.items) > repeat.max:
        words = _("この画面で入力できる「{item}」は{max}件までです。多い分は、窓口か電話でお知らせください。")
        yield Problem(repeat.id, "too-many", words.format(item=name, max=repeat.max))


def _slot(slot: Slot, attached: Mapping[str, int], later: Collection[str]) -> Iterator[Problem]:
    number = attached.get(slot.id, 0)
    if number > slot.max_files:
        yield Problem(f"attach.{slot.id}", "too-many-files", _("ファイルは{max}個までです。").format(max=slot.max_files))
    if number or slot.optional or slot.id in later:
        return
    words = _("「{label}」が添付されていません。このまま進むと、後日の提出をお願いします。")
    yield Problem(f"attach.{slot.id}", "paper-missing", words.format(label=slot.label), confirm=True)
