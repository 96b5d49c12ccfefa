"""Running a condition on answers. UNKNOWN is a third value beside true and false, for the analysis at load."""

from collections.abc import Mapping
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


class _Unknown:
    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false")


UNKNOWN: Final = _Unknown()
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
        if value is UNKNOWN:
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
    if any(arg is UNKNOWN for arg in args):
        return UNKNOWN
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
    if any(item is UNKNOWN for item in among):
        return UNKNOWN
    return any(same(value, item) for item in among)


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
    if value is UNKNOWN or index is UNKNOWN:
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
