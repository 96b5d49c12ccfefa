"""Checking a condition before it ever runs: unknown names, types that do not fit, codes that are no option."""

from collections.abc import Mapping

from madoguchi.engines.forms.conditions import faults
from madoguchi.engines.forms.conditions.faults import ConditionError, Fault
from madoguchi.engines.forms.conditions.functions import FUNCTIONS, METHODS, Function
from madoguchi.engines.forms.conditions.syntax import (
    MACROS,
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
)  # fmt: skip
from madoguchi.engines.forms.conditions.types import Codes, Group, Kind, ListOf, Type, fits, plain

Names = Mapping[str, Kind]
MAX_LOOPS = 2


def check_condition(source: str, names: Names, wanted: Kind = Type.BOOL) -> list[Fault]:
    """All faults of a condition, none if it may run. `names` are the answers that it may read, with their kinds."""
    try:
        node = parse(source)
    except ConditionError as error:
        return [faults.unreadable(error)]
    checker = _Checker()
    kind = checker.kind(node, dict(names), 0)
    if not checker.faults and not fits(kind, wanted):
        checker.fault(faults.gives_wrong(source, kind, wanted))
    return checker.faults


class _Checker:
    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, found: Fault) -> Type:
        self.faults.append(found)
        return Type.ANY

    def kind(self, node: Node, names: dict[str, Kind], loops: int) -> Kind:
        match node:
            case Literal(value):
                return _kind_of(value)
            case Name(path):
                return self.path(Group(names), path, ())
            case Select(of, name):
                return self.path(self.kind(of, names, loops), (name,), ())
            case Index(of, index):
                key = self.kind(index, names, loops)
                return self.item(self.kind(of, names, loops), index, key)
            case Items(values):
                kinds = [self.kind(value, names, loops) for value in values]
                for other in kinds[1:]:
                    if not fits(kinds[0], other):
                        self.fault(faults.mixed(kinds[0], other))
                return ListOf(plain(kinds[0]) if kinds else Type.ANY)
            case Choose(condition, then, otherwise):
                self.want(self.kind(condition, names, loops), Type.BOOL, "? :")
                a, b = self.kind(then, names, loops), self.kind(otherwise, names, loops)
                if not fits(a, b):
                    self.fault(faults.two_kinds(a, b))
                return b if a is Type.NULL else plain(a)
            case Macro():
                return self.macro(node, names, loops)
            case Call():
                return self.call(node, names, loops)

    def path(self, kind: Kind, path: tuple[str, ...], before: tuple[str, ...]) -> Kind:
        if not path or kind is Type.ANY:
            return kind
        if not isinstance(kind, Group):
            return self.fault(faults.no_part(".".join(before) or "this", kind, path[0]))
        if path[0] not in kind.names:
            return self.fault(faults.unknown_name(".".join((*before, path[0])), path[0], kind.names))
        return self.path(kind.names[path[0]], path[1:], (*before, path[0]))

    def item(self, of: Kind, index: Node, key: Kind) -> Kind:
        """`children[0]`, or a case of a rule: `rules.limits.assets[stage]`."""
        if isinstance(of, ListOf):
            return of.of
        if not isinstance(of, Group):
            return Type.ANY
        wanted = {str(index.value)} if isinstance(index, Literal) else key.codes if isinstance(key, Codes) else frozenset()
        for code in sorted(set(wanted) - set(of.names)):
            self.fault(faults.unknown_case(code, of.names))
        kinds = set(map(plain, of.names.values())) if all(isinstance(kind, (Type, Codes)) for kind in of.names.values()) else set()
        return kinds.pop() if len(kinds) == 1 else Type.ANY

    def want(self, kind: Kind, wanted: Kind, where: str) -> None:
        if not fits(kind, wanted):
            self.fault(faults.takes(where, wanted, kind))

    def macro(self, node: Macro, names: dict[str, Kind], loops: int) -> Kind:
        over = self.kind(node.over, names, loops)
        if loops >= MAX_LOOPS:
            return self.fault(faults.loops_too_deep(MAX_LOOPS))
        if not isinstance(over, ListOf) and over is not Type.ANY:
            return self.fault(faults.no_list(node.name, over))
        item = over.of if isinstance(over, ListOf) else Type.ANY
        body = self.kind(node.body, {**names, node.variable: item}, loops + 1)
        if node.name == "map":
            return ListOf(body)
        self.want(body, Type.BOOL, node.name)
        return over if node.name == "filter" else Type.BOOL

    def call(self, node: Call, names: dict[str, Kind], loops: int) -> Kind:
        if node.name in {"==", "!="} and self.unquoted(node, names):
            return Type.BOOL
        kinds = [self.kind(arg, names, loops) for arg in node.args]
        match node.name:
            case "&&" | "||" | "!":
                for kind in kinds:
                    self.want(kind, Type.BOOL, node.name)
                return Type.BOOL
            case "==" | "!=":
                return self.equal(node, kinds[0], kinds[1])
            case "in":
                return self.within(node, kinds[0], kinds[1])
            case "<" | "<=" | ">" | ">=":
                return self.compared(node.name, kinds[0], kinds[1])
            case "+" | "-" | "*" | "/" | "%" | "neg":
                if node.name == "+" and all(plain(kind) is Type.TEXT for kind in kinds):
                    return Type.TEXT
                for kind in kinds:
                    self.want(kind, Type.NUMBER, node.name)
                return Type.NUMBER
            case "has" | "size" if not node.method:
                if len(kinds) != 1:
                    self.fault(faults.wrong_count(node.name, 1, len(kinds)))
                return Type.BOOL if node.name == "has" else Type.NUMBER
        return self.function(node, kinds)

    def function(self, node: Call, kinds: list[Kind]) -> Kind:
        known: dict[str, Function] = METHODS if node.method else FUNCTIONS
        found = known.get(node.name)
        if found is None:
            return self.fault(faults.unknown_function(node.name, {*known, *MACROS, "has", "size"}))
        if len(kinds) != len(found.takes):
            return self.fault(faults.wrong_count(node.name, len(found.takes), len(kinds), found))
        for kind, wanted in zip(kinds, found.takes, strict=True):
            self.want(kind, wanted, node.name)
        if node.name == "date" and isinstance(node.args[0], Literal) and found.run(str(node.args[0].value)) is None:
            self.fault(faults.no_such_day(node.args[0].value))
        return found.gives

    def equal(self, node: Call, a: Kind, b: Kind) -> Kind:
        if not fits(a, b):
            self.fault(faults.never_equal(a, b))
        for kind, other in ((a, node.args[1]), (b, node.args[0])):
            self.codes(kind, other)
        return Type.BOOL

    def unquoted(self, node: Call, names: dict[str, Kind]) -> bool:
        """`kind == birth`, where birth is an option of kind and nothing else: a slip of its own."""
        for one, other in (node.args, node.args[::-1]):
            if isinstance(one, Name) and len(one.path) == 1 and one.path[0] not in names and isinstance(other, Name):
                kind = _Checker().path(Group(names), other.path, ())
                if isinstance(kind, Codes) and one.path[0] in kind.codes:
                    self.fault(faults.option_without_quotes(one.path[0]))
                    return True
        return False

    def within(self, node: Call, a: Kind, b: Kind) -> Kind:
        if not isinstance(b, ListOf):
            if b is not Type.ANY:
                self.fault(faults.no_list("in", b))
            return Type.BOOL
        if not fits(a, b.of):
            self.fault(faults.not_in_such_list(a, b.of))
        self.codes(b.of, node.args[0])
        for other in node.args[1].values if isinstance(node.args[1], Items) else ():
            self.codes(a, other)
        return Type.BOOL

    def codes(self, kind: Kind, other: Node) -> None:
        if (
            isinstance(kind, Codes)
            and isinstance(other, Literal)
            and isinstance(other.value, str)
            and other.value not in kind.codes
        ):
            self.fault(faults.unknown_option(other.value, kind.codes))

    def compared(self, sign: str, a: Kind, b: Kind) -> Kind:
        if not fits(a, b):
            self.fault(faults.not_comparable(a, sign, b))
        elif any(plain(kind) in (Type.BOOL, Type.NULL) or isinstance(kind, (ListOf, Group)) for kind in (a, b)):
            self.fault(faults.no_order(sign, a, b))
        return Type.BOOL


def _kind_of(value: object) -> Kind:
    if isinstance(value, bool):
        return Type.BOOL
    if isinstance(value, (int, float)):
        return Type.NUMBER
    return Type.NULL if value is None else Type.TEXT
