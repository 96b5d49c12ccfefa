"""Running a condition on answers. What is unknown is a third value beside true and false, for the analysis at load."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from madoguchi.engines.forms.conditions.functions import FUNCTIONS, METHODS
from madoguchi.engines.forms.conditions.syntax import (
    Call,
    Choose,
    Index,
    Items,
    Literal,
    Macro,
    Name,
    Node,
    Select,
    parse,
)


class Unknown:
    """A value that is not known."""

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false")


@dataclass(frozen=True)
class Between(Unknown):
    """A number that is not known, but lies between two others, itself neither of them."""

    low: float
    high: float


UNKNOWN: Final = Unknown()
MAX_ITEMS = 200


def evaluate(source: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression; `names` are nested mappings, lists, dates and plain values."""
    return run(parse(source), names)


def holds(source: str, names: Mapping[str, Any]) -> bool:
    """Is the condition true? Null counts as false."""
    return evaluate(source, names) is True


def read(value: Any, path: tuple[str, ...]) -> Any:
    """What stands at the path; None where nothing does."""
    for name in path:
        if isinstance(value, Unknown):
            return UNKNOWN
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def read_path(names: Mapping[str, Any], path: str) -> Any:
    """What stands at a dotted path (`insured.number`); None where nothing does."""
    return read(names, tuple(path.split(".")))


def run(node: Node, names: Mapping[str, Any]) -> Any:
    match node:
        case Literal(value):
            return value
        case Name(path):
            return read(names, path)
        case Select(of, name):
            return read(run(of, names), (name,))
        case Index(of, index):
            return _item(run(of, names), run(index, names))
        case Items(values):
            return [run(value, names) for value in values]
        case Choose(condition, then, otherwise):
            chosen = run(condition, names)
            if chosen is UNKNOWN:
                a, b = run(then, names), run(otherwise, names)
                return a if a is not UNKNOWN and a == b else UNKNOWN
            return run(then if chosen is True else otherwise, names)
        case Macro():
            return _macro(node, names)
    return _call(node, names)


def _call(node: Call, names: Mapping[str, Any]) -> Any:
    if node.name in {"&&", "||"}:
        return _logic(node, names)
    args = [run(arg, names) for arg in node.args]
    if any(map(_is_vague, args)):
        return _certain(node.name, args)
    first = args[0] if args else None
    match node.name:
        case "!":
            return first is not True
        case "has":
            return _given(first)
        case "size":
            return len(first) if isinstance(first, (list, str, Mapping)) else 0
        case "==" | "!=":
            return same(first, args[1]) is (node.name == "==")
        case "in":
            return _within(first, args[1])
        case "<" | "<=" | ">" | ">=":
            return _compare(node.name, first, args[1])
        case "+" | "-" | "*" | "/" | "%" | "neg":
            return _reckon(node.name, args)
    function = (METHODS if node.method else FUNCTIONS)[node.name]
    return None if any(arg is None for arg in args) else function.run(*args)


def _is_vague(value: Any) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, list) and any(map(_is_vague, value)))


def _certain(sign: str, args: list[Any]) -> Any:
    """What can be said although not all of it is known: of a number by its bounds, of a list by how long it is."""
    first = args[0]
    match sign:
        case "has" if isinstance(first, (Between, list)):
            return True
        case "size" if isinstance(first, list):
            return len(first)
        case "in" if isinstance(args[1], list):
            return _within(first, args[1])
        case "==" | "!=" | "<" | "<=" | ">" | ">=":
            return _by_bounds(sign, *args)
    return UNKNOWN


def _by_bounds(sign: str, a: Any, b: Any) -> Any:
    """A comparison with at least one of two `Between`: certain where the two do not overlap, or the other is null."""
    if a is None or b is None:
        vague = b if a is None else a
        return sign == "!=" if isinstance(vague, Between) else UNKNOWN
    bounds = [_bounds(side) for side in (a, b)]
    if bounds[0] is None or bounds[1] is None:
        return UNKNOWN
    (low, high), (other_low, other_high) = bounds[0], bounds[1]
    below, above = high <= other_low, low >= other_high
    if not below and not above:
        return UNKNOWN
    return {"<": below, "<=": below, ">": above, ">=": above, "==": False, "!=": True}[sign]


def _bounds(side: Any) -> tuple[float, float] | None:
    if isinstance(side, Between):
        return side.low, side.high
    return (side, side) if isinstance(side, (int, float)) and not isinstance(side, bool) else None


def _logic(node: Call, names: Mapping[str, Any]) -> Any:
    deciding = node.name == "||"
    unknown = False
    for arg in node.args:
        value = run(arg, names)
        if value is UNKNOWN:
            unknown = True
        elif (value is True) is deciding:
            return deciding
    return UNKNOWN if unknown else not deciding


def _given(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def same(a: Any, b: Any) -> bool:
    """Equality that does not take true for 1."""
    if isinstance(a, bool) is not isinstance(b, bool):
        return False
    return bool(a == b)


def _within(value: Any, among: Any) -> Any:
    if not isinstance(among, list):
        return False
    found = [_by_bounds("==", value, one) if _is_vague([value, one]) else same(value, one) for one in among]
    return True if True in found else UNKNOWN if UNKNOWN in found else False


def _compare(sign: str, a: Any, b: Any) -> bool:
    if any(side is None or isinstance(side, (list, Mapping)) for side in (a, b)) or isinstance(a, date) is not isinstance(b, date):
        return False
    if isinstance(a, str) is not isinstance(b, str):
        return False
    return bool({"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign])


def _reckon(sign: str, args: list[Any]) -> Any:
    if any(isinstance(arg, bool) or not isinstance(arg, (int, float)) or abs(arg) > 10**15 for arg in args):
        return "".join(args) if sign == "+" and all(isinstance(arg, str) for arg in args) else None
    if sign == "neg":
        return -args[0]
    a, b = args
    if sign in "/%":
        if b == 0:
            return None
        whole = isinstance(a, int) and isinstance(b, int)
        quotient = abs(a) // abs(b) * (1 if (a < 0) is (b < 0) else -1) if whole else a / b
        return quotient if sign == "/" else a - b * quotient
    return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b}[sign]()


def _item(value: Any, index: Any) -> Any:
    if isinstance(value, Unknown) or isinstance(index, Unknown):
        return UNKNOWN
    if isinstance(value, Mapping):
        return value.get(index)
    if isinstance(value, list) and isinstance(index, int) and 0 <= index < len(value):
        return value[index]
    return None


def _macro(node: Macro, names: Mapping[str, Any]) -> Any:
    over = run(node.over, names)
    if over is UNKNOWN:
        return UNKNOWN
    items = over[:MAX_ITEMS] if isinstance(over, list) else []
    results = [run(node.body, {**names, node.variable: item}) for item in items]
    if node.name == "map":
        return results
    if node.name == "filter":
        return UNKNOWN if any(r is UNKNOWN for r in results) else [i for i, r in zip(items, results, strict=True) if r is True]
    true, unknown = sum(r is True for r in results), any(r is UNKNOWN for r in results)
    if node.name == "exists":
        return True if true else UNKNOWN if unknown else False
    if node.name == "all":
        false = any(r is not True and r is not UNKNOWN for r in results)
        return False if false else UNKNOWN if unknown else True
    return UNKNOWN if unknown else true == 1
