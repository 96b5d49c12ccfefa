"""`use`: inlines a block's questions into a page, before anything is validated.

    ask:
      - {use: person, as: claimant, without: [sex], labels: {name: 請求者の氏名}}

`as` puts the block's ids under a group, and `this` in its conditions means that group. `without` leaves questions out,
`only` keeps those named, `labels` gives other labels, `change` other settings, `when` is joined to each question's own.
Papers that many forms want are shared likewise: `{use: child-papers, without: [passport]}` under `attach`.
The file and line of every question are kept, so that a fault is shown where it was written.
"""

from collections.abc import Mapping
from typing import Any

from madoguchi.city.public import Map, Path, Seq, hint

MAX_NESTING = 4
WORDS = ("use", "as", "without", "only", "labels", "change", "when")
Blocks = Mapping[str, Mapping[str, Any]]


class BadUse(ValueError):
    """A `use` that can't be resolved: where, in Japanese and English."""

    def __init__(self, where: Path, ja: str, en: str) -> None:
        super().__init__(en)
        self.where, self.ja, self.en = where, ja, en


def inline(form: Mapping[str, Any], blocks: Blocks) -> Any:
    """A copy of a form's plain data in which every `use` is replaced by the block's questions or papers."""
    pages, papers = form.get("pages"), form.get("attach")
    if isinstance(pages, list):
        form = _with(form, pages=_list([_page(page, blocks, i) for i, page in enumerate(pages)], pages))
    if isinstance(papers, list) and any(isinstance(paper, dict) and "use" in paper for paper in papers):
        found = [one for k, paper in enumerate(papers) for one in _paper(paper, blocks, ("attach", k))]
        form = _with(form, attach=_list(found, papers))
    return form


def used_blocks(raw: Mapping[str, Any]) -> set[str]:
    """The blocks that a form's, or a block's, plain data names itself."""
    pages = raw.get("pages")
    lists = [raw.get("attach"), raw.get("ask"), *(page.get("ask") for page in pages or () if isinstance(page, dict))]
    items = [one for found in lists if isinstance(found, list) for one in found if isinstance(one, dict)]
    return {str(one["use"]) for one in items if "use" in one}


def _page(page: Any, blocks: Blocks, number: int) -> Any:
    if not isinstance(page, dict) or not isinstance(page.get("ask"), list):
        return page
    found: list[Any] = []
    for j, question in enumerate(page["ask"]):
        found += _question(question, blocks, "", ("pages", number, "ask", j), 0)
    return _with(page, ask=_list(found, page["ask"]))


def _question(question: Any, blocks: Blocks, group: str, where: Path, depth: int) -> list[Any]:
    if not isinstance(question, dict):
        return [question]
    if "use" in question:
        return _use(question, blocks, group, where, depth)
    return [_with(question, id=f"{group}.{question.get('id', '')}", within=group) if group else question]


def _use(use: dict[str, Any], blocks: Blocks, group: str, where: Path, depth: int) -> list[Any]:
    if depth >= MAX_NESTING:
        raise BadUse(where, f"use の入れ子が{MAX_NESTING}段を超えています", f"blocks use each other more than {MAX_NESTING} deep")
    inner = ".".join(part for part in (group, str(use.get("as") or "")) if part)
    found: list[Any] = []
    for question in _chosen(use, "ask", blocks, where):
        found += _question(question, blocks, inner, where, depth + 1)
    return found


def _paper(paper: Any, blocks: Blocks, where: Path) -> list[Any]:
    return _chosen(paper, "attach", blocks, where) if isinstance(paper, dict) and "use" in paper else [paper]


def _chosen(use: dict[str, Any], key: str, blocks: Blocks, where: Path) -> list[Any]:
    """What the block has under `ask` or `attach`, as far as it is wanted and changed as it is wanted."""
    words = WORDS if key == "ask" else tuple(word for word in WORDS if word != "as")
    for word in sorted(set(use) - set(words)):
        ja, en = hint(word, words)
        raise BadUse((*where, word), f"use の中に「{word}」は書けません。{ja}", f"use knows no {word!r}.{en}")
    code = str(use["use"])
    if code not in blocks or key not in blocks[code]:
        ja, en = hint(code, [one for one in blocks if key in blocks[one]])
        raise BadUse(
            (*where, "use"), f"「{code}」という定義（{key}）が blocks にありません。{ja}", f"blocks has no {code!r} with {key}.{en}"
        )
    named = [(_name(one), one) for one in blocks[code][key] if isinstance(one, dict)]
    _known_only(use, code, {name for name, _ in named}, where)
    without, only = use.get("without") or (), use.get("only") or ()
    return [_changed(name, one, use) for name, one in named if name not in without and (not only or name in only)]


def _known_only(use: dict[str, Any], code: str, known: set[str], where: Path) -> None:
    for word in ("without", "only", "labels", "change"):
        for name in use.get(word) or ():
            if name not in known:
                ja, en = hint(name, known)
                raise BadUse(
                    (*where, word),
                    f"blocks/{code} に「{name}」という項目はありません。{ja}",
                    f"block {code!r} has no question {name!r}.{en}",
                )


def _name(question: Mapping[str, Any]) -> str:
    return str(question.get("id") or question.get("as") or question.get("use") or "")


def _changed(name: str, question: dict[str, Any], use: Mapping[str, Any]) -> dict[str, Any]:
    changes = dict((use.get("change") or {}).get(name, {}))
    if name in (use.get("labels") or {}):
        changes["label"] = use["labels"][name]
    if when := use.get("when"):
        own = changes.get("when") or question.get("when")
        changes["when"] = f"({when}) && ({own})" if own else when
    return _with(question, **changes) if changes else question


def _with(data: Mapping[str, Any], **changes: Any) -> Any:
    copy: dict[str, Any] = data.empty() if isinstance(data, Map) else {}
    copy.update(data)
    copy.update(changes)
    return copy


def _list(items: list[Any], like: list[Any]) -> Any:
    if not isinstance(like, Seq):
        return items
    seq = Seq(like.file, like.line)
    seq.extend(items)
    seq.lines = [item.line if isinstance(item, Map) else like.line for item in items]
    return seq
