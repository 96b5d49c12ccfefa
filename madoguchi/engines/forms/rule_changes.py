"""What a changed rule means, in words: the old and the new value, from when, in which cases, for which procedures."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError

from madoguchi.city.public import World, validate
from madoguchi.core.calendar.public import format_date
from madoguchi.engines.forms.rules import Dated, Rule, RuleValue

NOTHING = ("値なし", "no value")


def meaning(before: dict[str, Any], after: dict[str, Any], world: World) -> Iterator[str]:
    """Sentences in Japanese and English, one a change of a value, then for whom."""
    try:
        old, new = validate(Rule, before), validate(Rule, after)
    except ValidationError:
        return
    told = False
    for name in [*new.values, *(name for name in old.values if name not in new.values)]:
        for line in changes(old.values.get(name), new.values.get(name)):
            told = True
            yield line
    if told:
        yield from whom(new, world)


def changes(old: RuleValue | None, new: RuleValue | None) -> Iterator[str]:
    """From each day on which the two begin to differ in a new way."""
    label = (new or old).label  # type: ignore[union-attr]
    days = sorted({row.first for value in (old, new) if value for row in value.dated} | ends(old) | ends(new))
    said: tuple[Any, Any] | None = None
    for day in days:
        rows = (old.on(day) if old else None, new.on(day) if new else None)
        pair = tuple(parts(value, row, lang) for value, row in zip((old, new), rows, strict=True) for lang in ("ja", "en"))
        was, is_ = pair[0], pair[2]
        if was == is_ or (was, is_) == said:
            said = (was, is_)
            continue
        said = (was, is_)
        for key in dict.fromkeys([*pair[2], *pair[0]]):
            a, b = pair[0].get(key, NOTHING[0]), pair[2].get(key, NOTHING[0])
            if a == b:
                continue
            c, d = pair[1].get(key, NOTHING[1]), pair[3].get(key, NOTHING[1])
            case = f"（{key}）" if key else ""
            yield (f"{label.in_('ja')}{case}: {format_date(day, weekday=False)}から {a} → {b} / from {day.isoformat()}: {c} → {d}")


def ends(value: RuleValue | None) -> set[date]:
    """The days after rows that end."""
    return {date.fromordinal(row.last.toordinal() + 1) for row in value.dated if row.until} if value else set()


def parts(value: RuleValue | None, row: Dated | None, lang: str) -> dict[str, str]:
    """What holds, by case; "" where there are no cases. The keys are Japanese in both languages, so that they meet."""
    if value is None or row is None:
        return {}
    if row.amounts:
        return {one.label.in_("ja"): value.model_copy(update={"unit": "yen"}).words(one.yen, lang) for one in row.amounts}
    if row.cases:
        named = value.cases
        return {(named[key].in_("ja") if key in named else key): value.words(one, lang) for key, one in row.cases.items()}
    return {"": value.words(row.value, lang)}


def whom(rule: Rule, world: World) -> Iterator[str]:
    """Which procedures read it; and that what was filed before stays as it was."""
    names = []
    for document in world.documents("procedure"):
        used = document.written.get("rules")
        if isinstance(used, list) and rule.code in used:
            title = document.definition.title.in_("ja") if document.definition else document.code
            names.append(f"{title}（{document.code}）")
    if not names:
        yield "この決まりを使う手続はありません / no procedure uses it"
        return
    yield f"かかわる手続 / procedures: {'、'.join(names)}"
    yield (
        "読み込んだあとに始める申請から。受け付け済みの案件と入力の途中のものは、前の決まりのままです"
        " / for applications begun after the load; open cases and drafts keep the rules that they began with"
    )


def slim(data: dict[str, Any]) -> dict[str, Any]:
    """A procedure with the codes of its rules in place of the rules."""
    rules = data.get("rules")
    if not isinstance(rules, list):
        return data
    return {**data, "rules": [one.get("code") if isinstance(one, dict) else one for one in rules]}
