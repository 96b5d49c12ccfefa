"""決まり: amounts, limits, periods and the like as rows with their days, in `rules/`. A procedure names the files that
it uses; they are inlined like blocks, so that a case keeps the rules of the version that it pins.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from madoguchi.city.public import Definition, Finding, Found, Map, Mistake, Part, Path, Seq, Text, World, error, hint
from madoguchi.core.calendar.public import format_date
from madoguchi.core.money.public import format_yen
from madoguchi.engines.forms.conditions.types import Group, Kind, Type
from madoguchi.engines.forms.rule_options import with_options

RULE = "rule"
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
CaseKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Scalar = int | float | str
COUNTED = {"days": "日", "months": "か月", "years": "年"}
Unit = Literal["number", "yen", "percent", "days", "months", "years", "date", "text", "amounts"]


def _day(value: str) -> str:
    try:
        first_day(value)
    except ValueError:
        raise Mistake(f"「{value}」という日はありません。", f"there is no day {value!r}.") from None
    return value


Since = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"), AfterValidator(_day)]


def first_day(written: str) -> date:
    """A month stands for its first day. Raises ValueError."""
    return date.fromisoformat(written if len(written) > 7 else f"{written}-01")


def last_day(written: str) -> date:
    """A month stands for its last day."""
    if len(written) > 7:
        return date.fromisoformat(written)
    year, month = int(written[:4]), int(written[5:])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


class Amount(Part):
    """A line of a table: the first that fits counts."""

    label: Text
    """Why this amount: shown as the reason."""
    yen: int = Field(ge=0, le=100_000_000)
    """Amount."""
    place_from: int | None = Field(None, ge=1, le=50)
    """Only from this place on, the eldest being first (第3子以降)."""
    under: int | None = Field(None, ge=0, le=120)
    """Only until the month in which this age is reached."""


class Dated(Part):
    """What holds from one day (or month) until another, both included."""

    from_: Since = Field(alias="from")
    """First day, or first month."""
    until: Since | None = None
    """Last day, or last month; without it, still in force."""
    value: Scalar | None = None
    """The value itself: a number, a day, or a text."""
    cases: dict[CaseKey, Scalar] = Field(default={}, max_length=100)
    """Instead of one value, one for each case: code and value."""
    amounts: list[Amount] = Field(default=[], max_length=30)
    """Instead of a value, the lines of a table by age and place, the special ones first (unit `amounts`)."""
    why: Text | None = None
    """What changed with it, such as the law that amends."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum((self.value is not None, bool(self.cases), bool(self.amounts))) != 1:
            raise Mistake("value・cases・amounts のうち、ひとつだけを書いてください。", "write just one of value, cases, amounts.")
        if self.until is not None and self.last < self.first:
            raise Mistake("until が from より前になっています。", "until lies before from.")
        return self

    @property
    def first(self) -> date:
        return first_day(self.from_)

    @property
    def last(self) -> date:
        return last_day(self.until) if self.until else date.max

    def holds_on(self, day: date) -> bool:
        return self.first <= day <= self.last


class RuleValue(Part):
    """One thing that the law or the city sets, with all its dated rows; old rows are never changed."""

    label: Text
    """What it is called."""
    unit: Unit = "number"
    """What it is: number, yen, percent, days, months, years, date, text, or amounts (a table by age and place)."""
    law: Text | None = None
    """Where it is set."""
    cases: dict[CaseKey, Text] = {}
    """What each case of its rows is called."""
    dated: list[Dated] = Field(min_length=1, max_length=200)
    """Its rows, one after another without gap or overlap."""

    @property
    def rows(self) -> list[Dated]:
        return sorted(self.dated, key=lambda row: row.from_)

    def on(self, day: date) -> Dated | None:
        """The row in force on a day."""
        return next((row for row in self.dated if row.holds_on(day)), None)

    def value_on(self, day: date) -> Any:
        """As expressions read it: a value, a group of cases, or nothing where no row holds."""
        row = self.on(day)
        if row is None or row.amounts:
            return None
        return {key: plain(one, self.unit) for key, one in row.cases.items()} if row.cases else plain(row.value, self.unit)

    def words(self, value: Any, lang: str = "ja") -> str:
        """A value of this rule as it is shown."""
        match self.unit, lang:
            case "yen", _:
                return format_yen(int(value), lang)
            case "percent", _:
                return f"{value}%"
            case "days" | "months" | "years", "en":
                return f"{value} {self.unit}"
            case "days" | "months" | "years", _:
                return f"{value}{COUNTED[self.unit]}"
            case "date", _:
                return format_date(value if isinstance(value, date) else date.fromisoformat(str(value)), lang)
        return str(value)


def plain(value: Any, unit: str) -> Any:
    return date.fromisoformat(str(value)) if unit == "date" and value is not None else value


class Rule(Definition):
    """決まり: one file of rules/. Procedures use it by `rules: [code]` and read `rules.code.name` in expressions."""

    law: Text | None = None
    """Legal basis of the whole."""
    values: dict[Name, RuleValue] = Field(min_length=1, max_length=100)
    """What it sets, by name."""

    @property
    def name(self) -> str:
        """As expressions call it: `burden-limit` is `rules.burden_limit`."""
        return self.code.replace("-", "_")


Rules = Sequence[Rule]


def rules_on(rules: Rules, day: date) -> dict[str, dict[str, Any]]:
    """Everything that holds on a day, as expressions read it."""
    return {rule.name: {name: value.value_on(day) for name, value in rule.values.items()} for rule in rules}


def kinds_of_rules(rules: Rules) -> Group:
    """What `rules` may be asked for, for the check of expressions."""
    return Group({rule.name: Group({name: _kind(value) for name, value in rule.values.items()}) for rule in rules})


def _kind(value: RuleValue) -> Kind:
    inner = {"date": Type.DATE, "text": Type.TEXT}.get(value.unit, Type.NUMBER)
    keys = {key: None for row in value.dated for key in row.cases}
    return Group(dict.fromkeys(keys, inner)) if keys else inner


@dataclass(frozen=True)
class Named:
    """A value found by `burden_limit.income`, with its rule."""

    rule: Rule
    name: str
    value: RuleValue


def named(rules: Rules, dotted: str) -> Named | None:
    code, _, name = dotted.removeprefix("rules.").partition(".")
    for rule in rules:
        if rule.name == code and name in rule.values:
            return Named(rule, name, rule.values[name])
    return None


def all_names(rules: Rules) -> list[str]:
    return [f"{rule.name}.{name}" for rule in rules for name in rule.values]


def resolve_rules(raw: Mapping[str, Any], world: World) -> Any:
    """The codes under `rules` replaced by what the files say, and `options_from` by the cases of a rule. Raises Found."""
    codes = raw.get("rules")
    if not isinstance(codes, list):
        return raw
    wrong = [one for i, code in enumerate(codes) if isinstance(code, str) for one in world.unknown(("rules", i), RULE, code)]
    if wrong:
        raise Found(wrong)
    like: Any = codes.empty() if isinstance(codes, Seq) else []
    like.extend(world.raw(RULE, code) if isinstance(code, str) else code for code in codes)
    if isinstance(codes, Seq):
        like.lines = codes.lines
    copy: Any = raw.empty() if isinstance(raw, Map) else {}
    copy.update(raw)
    copy["rules"] = like
    return with_options(copy, like)


def check_rule(rule: Rule, world: World) -> Iterable[Finding]:
    """Values are what their unit says, and rows follow one another: no day has two values, and none between the first and
    the last has none.
    """
    for name, value in rule.values.items():
        here: Path = ("values", name, "dated")
        for i, row in enumerate(value.dated):
            yield from _row(row, value, (*here, i))
        yield from _in_turn(value.dated, here, str(value.label))


def _row(row: Dated, value: RuleValue, here: Path) -> Iterator[Finding]:
    if bool(row.amounts) != (value.unit == "amounts"):
        ja, en = "amounts の行は、unit: amounts のときだけ書けます。", "rows with amounts go with unit amounts, and only so."
        yield error(here, ja, en, "rule-value")
    written = [("value", row.value)] if row.value is not None else list(row.cases.items())
    for key, one in written:
        where = (*here, key) if row.value is not None else (*here, "cases", key)
        if not _fits(one, value.unit):
            ja, en = f"「{one}」は unit: {value.unit} の値ではありません。", f"{one!r} is no value of unit {value.unit}."
            yield error(where, ja, en, "rule-value")
    for key in sorted(set(row.cases) - set(value.cases)) if value.cases else ():
        ja, en = hint(key, value.cases)
        yield error(
            (*here, "cases", key),
            f"「{key}」は cases にありません。{ja}".rstrip(),
            f"{key!r} is not among cases.{en}",
            "rule-value",
        )


def _fits(value: Scalar, unit: str) -> bool:
    if unit == "date":
        return isinstance(value, str) and _is_day(value)
    if unit == "text":
        return isinstance(value, str)
    return isinstance(value, int if unit in {"yen", "days", "months", "years"} else int | float)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _in_turn(rows: list[Dated], here: Path, label: str) -> Iterator[Finding]:
    numbered = sorted(enumerate(rows), key=lambda pair: (pair[1].first, pair[1].last))
    for (_i, earlier), (j, later) in pairwise(numbered):
        if earlier.last >= later.first:
            yield error(
                (*here, j, "from"),
                f"{label}: {earlier.from_} からの行と {later.from_} からの行の期間が重なっています。前の行に until を書きます。",
                f"{label}: the rows from {earlier.from_} and from {later.from_} overlap; end the earlier one by until.",
                "rule-overlap",
            )
        elif earlier.last + timedelta(days=1) < later.first:
            gap = f"{earlier.last + timedelta(days=1)} – {later.first - timedelta(days=1)}"
            yield error(
                (*here, j, "from"), f"{label}: {gap} の値がありません。", f"{label}: there is no value for {gap}.", "rule-gap"
            )
