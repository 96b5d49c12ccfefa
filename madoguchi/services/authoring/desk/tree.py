"""A manuscript as a tree of parts for its page: what each is called, where it is changed, what is said about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _t

from madoguchi.city.public import Path
from madoguchi.services.authoring.body import kind_of, lasting, main_of, spelled
from madoguchi.services.authoring.checking import Note
from madoguchi.services.authoring.desk.around import Desk, said
from madoguchi.services.authoring.desk.sheets import TYPES, sheet_of
from madoguchi.services.authoring.models import Remark


@dataclass
class Node:
    """`tags`: short words beside the title."""

    path: Path
    sheet: str
    title: str
    tags: list[Any] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    first: bool = False
    last: bool = False

    @property
    def place(self) -> str:
        return spelled(self.path)

    @property
    def anchor(self) -> str:
        return "p-" + "-".join(map(str, self.path[1:]))

    @property
    def errors(self) -> int:
        return sum(note.is_error for note in self.notes)


def pages_of(desk: Desk, remarks: list[Remark]) -> list[Node]:
    pages = desk.body["procedure"].get("pages") or []
    nodes = []
    for i, page in enumerate(pages):
        path: Path = ("procedure", "pages", i)
        node = Node(path, "page", said(page.get("title")) or _t("（見出しなし）"), _page_tags(page))
        node.children = list(_questions(desk, page, path, remarks))
        node.notes = [note for note in desk.looked.under(path) if note.path[3:4] != ("ask",) or len(note.path) < 5]
        _say(node, desk, remarks)
        nodes.append(node)
    return _ends(nodes)


def _questions(desk: Desk, page: dict[str, Any], path: Path, remarks: list[Remark]) -> Iterator[Node]:
    nodes = []
    for j, item in enumerate(page.get("ask") or []):
        where: Path = (*path, "ask", j)
        if "use" in item:
            block = desk.looked.world.document("block", str(item["use"]))
            title = str(block.definition.title) if block and block.definition else str(item["use"])
            node = Node(where, "use", title, [_t("まとまり"), *([_t("条件あり")] if item.get("when") else [])])
        else:
            node = Node(where, "question", said(item.get("label")) or str(item.get("id", "")), _question_tags(item))
        node.notes = desk.looked.under(where)
        _say(node, desk, remarks)
        explains = item.get("explain") or []
        for n, rule in enumerate(explains if isinstance(explains, list) else [explains]):
            there: Path = (*where, "explain", n) if isinstance(explains, list) else (*where, "explain")
            node.children.append(Node(there, "explain", said(rule.get("text")), [_t("説明")]))
        nodes.append(node)
    yield from _ends(nodes)


def questions_of(desk: Desk, remarks: list[Remark]) -> list[Node]:
    """Of a block."""
    return list(_questions(desk, main_of(desk.body), ("block",), remarks))


def papers_of(desk: Desk, remarks: list[Remark]) -> list[Node]:
    nodes = []
    for k, paper in enumerate(main_of(desk.body).get("attach") or []):
        path: Path = (kind_of(desk.body), "attach", k)
        title = said(paper.get("label")) or str(paper.get("use") or paper.get("id", ""))
        node = Node(path, sheet_of(path, paper), title, [_t("条件あり")] if paper.get("when") else [])
        node.notes = desk.looked.under(path)
        _say(node, desk, remarks)
        nodes.append(node)
    return _ends(nodes)


def deadlines_of(desk: Desk) -> list[Node]:
    found = desk.body["procedure"].get("deadline") or []
    items = found if isinstance(found, list) else [found]
    nodes = []
    for k, one in enumerate(items):
        path: Path = ("procedure", "deadline", k) if isinstance(found, list) else ("procedure", "deadline")
        length = one.get("on") or (f"{one['days']}{_t('日')}" if "days" in one else f"{one.get('months', '')}{_t('か月')}")
        nodes.append(Node(path, "deadline", f"{one.get('after', '')} {length}".strip(), notes=desk.looked.under(path)))
    return _ends(nodes)


def fees_of(desk: Desk) -> list[Node]:
    nodes = []
    for k, one in enumerate(desk.body["procedure"].get("calculate") or []):
        path: Path = ("procedure", "calculate", k)
        nodes.append(Node(path, "fee", f"{said(one.get('label'))}（{one.get('id', '')}）", notes=desk.looked.under(path)))
    return _ends(nodes)


def notices_of(desk: Desk, remarks: list[Remark]) -> list[Node]:
    nodes = []
    for code, raw in desk.body.get("notice", {}).items():
        path: Path = ("notice", code)
        node = Node(path, "notice", f"{said(raw.get('title'))}（{code}）", notes=desk.looked.under(path))
        _say(node, desk, remarks)
        nodes.append(node)
    for node in nodes:
        node.first = node.last = True
    return nodes


def _page_tags(page: dict[str, Any]) -> list[Any]:
    tags = [_t("条件あり")] if page.get("when") else []
    return tags + ([_t("くり返し")] if page.get("repeat") else [])


def _question_tags(item: dict[str, Any]) -> list[Any]:
    tags = [TYPES.get(str(item.get("type")), item.get("type", ""))]
    if item.get("optional"):
        tags.append(_t("任意"))
    if item.get("when"):
        tags.append(_t("条件あり"))
    return tags


def _say(node: Node, desk: Desk, remarks: list[Remark]) -> None:
    name = lasting(desk.body, node.path)
    node.remarks = [one for one in remarks if one.place == name]


def _ends(nodes: list[Node]) -> list[Node]:
    if nodes:
        nodes[0].first, nodes[-1].last = True, True
    return nodes
