"""From CEL's text to a small tree of our own, bounded in length, depth and size: no definition can hang a server."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from madoguchi.engines.forms.conditions import faults

MAX_LENGTH, MAX_DEPTH, MAX_NODES = 600, 40, 200
MACROS = {"exists", "all", "exists_one", "filter", "map"}


@dataclass(frozen=True)
class Literal:
    value: Any


@dataclass(frozen=True)
class Name:
    """A path of names from a variable on: `children`, `claimant.birth`."""

    path: tuple[str, ...]


@dataclass(frozen=True)
class Select:
    """A part of something that is not a plain path: `children[0].living`."""

    of: "Node"
    name: str


@dataclass(frozen=True)
class Index:
    of: "Node"
    index: "Node"


@dataclass(frozen=True)
class Call:
    """A function, or a method with its subject as first argument; operators are calls of their sign."""

    name: str
    args: tuple["Node", ...]
    method: bool = False


@dataclass(frozen=True)
class Choose:
    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True)
class Items:
    values: tuple["Node", ...]


@dataclass(frozen=True)
class Macro:
    """`list.exists(x, …)` and its sisters."""

    name: str
    over: "Node"
    variable: str
    body: "Node"


Node = Literal | Name | Select | Index | Call | Choose | Items | Macro


@lru_cache(maxsize=4096)
def parse(source: str) -> Node:
    """The tree of a condition. Raises ConditionError."""
    if len(source) > MAX_LENGTH:
        raise faults.too_long(len(source), MAX_LENGTH)
    from celpy.celparser import CELParseError

    try:
        tree = _parser().parse(source)
    except CELParseError as error:
        raise faults.unreadable_at(source, error.line or 1, error.column or 1) from None
    except Exception as error:  # the grammar's own, of texts that it does not foresee
        raise faults.unreadable_at(source, 1, 1) from error
    node = _lower(tree)
    if (parts := sum(1 for _ in walk(node))) > MAX_NODES:
        raise faults.too_many_parts(parts, MAX_NODES)
    if _depth(node) > MAX_DEPTH:
        raise faults.nested_too_deep(MAX_DEPTH)
    return node


@cache
def _parser() -> Any:
    from celpy.celparser import CELParser

    return CELParser()


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case Select(of):
            return (of,)
        case Index(of, index):
            return (of, index)
        case Call(_, args):
            return args
        case Choose(a, b, c):
            return (a, b, c)
        case Items(values):
            return values
        case Macro(_, over, _, body):
            return (over, body)
    return ()


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from walk(child)


def references(node: Node, bound: frozenset[str] = frozenset()) -> set[tuple[str, ...]]:
    """The paths a condition reads, without the variables that its own macros bind."""
    if isinstance(node, Name):
        return set() if node.path[0] in bound else {node.path}
    if isinstance(node, Macro):
        return references(node.over, bound) | references(node.body, bound | {node.variable})
    return {path for child in children(node) for path in references(child, bound)}


def _depth(node: Node) -> int:
    return 1 + max((_depth(child) for child in children(node)), default=0)


OPERATORS = {
    "relation_lt": "<", "relation_le": "<=", "relation_gt": ">", "relation_ge": ">=", "relation_eq": "==",
    "relation_ne": "!=", "relation_in": "in", "addition_add": "+", "addition_sub": "-", "multiplication_mul": "*",
    "multiplication_div": "/", "multiplication_mod": "%",
}  # fmt: skip


def _lower(tree: Any) -> Node:
    kind, parts = str(tree.data), tree.children
    if kind == "expr":
        return _lower(parts[0]) if len(parts) == 1 else Choose(_lower(parts[0]), _lower(parts[1]), _lower(parts[2]))
    if kind in {"conditionalor", "conditionaland"}:
        if len(parts) == 1:
            return _lower(parts[0])
        return Call("||" if kind == "conditionalor" else "&&", (_lower(parts[0]), _lower(parts[1])))
    if kind in {"relation", "addition", "multiplication"}:
        if len(parts) == 1:
            return _lower(parts[0])
        sign = OPERATORS[str(parts[0].data)]
        return Call(sign, (_lower(parts[0].children[0]), _lower(parts[1])))
    if kind == "unary":
        if len(parts) == 1:
            return _lower(parts[0])
        inner = _lower(parts[1])
        if str(parts[0].data) == "unary_not":
            return Call("!", (inner,))
        return Call("neg", (inner,))
    if kind in {"member", "primary", "paren_expr"}:
        return _lower(parts[0])
    return _lower_member(kind, parts)


def _lower_member(kind: str, parts: list[Any]) -> Node:
    match kind:
        case "ident":
            return Name((str(parts[0]),))
        case "literal":
            return Literal(_literal(parts[0]))
        case "list_lit":
            return Items(_arguments(parts))
        case "ident_arg":
            return Call(str(parts[0]), _arguments(parts[1:]))
        case "member_index":
            return Index(_lower(parts[0]), _lower(parts[1]))
        case "member_dot":
            of = _lower(parts[0])
            return Name((*of.path, str(parts[1]))) if isinstance(of, Name) else Select(of, str(parts[1]))
        case "member_dot_arg":
            return _method(_lower(parts[0]), str(parts[1]), _arguments(parts[2:]))
    raise faults.left_out(kind)


def _method(of: Node, name: str, args: tuple[Node, ...]) -> Node:
    if name not in MACROS:
        return Call(name, (of, *args), method=True)
    if len(args) != 2 or not isinstance(args[0], Name) or len(args[0].path) != 1:
        raise faults.bad_loop(name)
    return Macro(name, of, args[0].path[0], args[1])


def _arguments(parts: list[Any]) -> tuple[Node, ...]:
    return tuple(_lower(child) for part in parts if part is not None for child in part.children)


def _literal(token: Any) -> Any:
    text = str(token)
    match token.type:
        case "INT_LIT":
            return int(text, 0) if "x" in text.lower() else int(text)
        case "FLOAT_LIT":
            return float(text)
        case "BOOL_LIT":
            return text == "true"
        case "NULL_LIT":
            return None
        case "STRING_LIT" | "MLSTRING_LIT":
            with suppress(SyntaxError):  # of a character by its number, where there is none
                return ast.literal_eval(text)
    raise faults.no_value(text)
