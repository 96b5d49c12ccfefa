"""Blocks that many forms share: whom a change of one concerns, and how one is shown that stands by itself."""

from collections.abc import Iterable
from typing import Any

from madoguchi.city import public as city
from madoguchi.engines.forms.public import used_blocks

SAMPLE = "sample-of-block"
GROUP = "sample"
"""Under which the sample asks a block's questions; in the block's own conditions that is `this`."""


def concerned(code: str) -> list[dict[str, Any]]:
    """The procedures in force into which the block goes, by itself or within another, as they were written. Two queries."""
    spread, blocks = {code}, city.written_all("block")
    while more := {one["code"] for one in blocks if one["code"] not in spread and used_blocks(one) & spread}:
        spread |= more
    return [one for one in city.written_all("procedure") if used_blocks(one) & spread]


def departments_of(procedures: Iterable[dict[str, Any]]) -> set[str]:
    """Those in charge of them."""
    return {str(one.get("department", "")) for one in procedures} - {""}


def sample_of(block: dict[str, Any]) -> dict[str, Any]:
    """A procedure that asks what the block asks and nothing else: to look at it, and to speak of its answers in conditions."""
    code, title = str(block.get("code", "")), block.get("title", "")
    asked: dict[str, Any] = {"use": code, "as": GROUP}
    if not block.get("ask"):
        asked = {"id": "nothing", "type": "text", "label": title, "optional": True}
    pages = [{"key": "sample", "title": title, "ask": [asked]}]
    return _sample(title, pages) | {"attach": [{"use": code}] if block.get("attach") else []}


def sketch_of(procedure: dict[str, Any]) -> dict[str, Any]:
    """Its pages alone: to look at them, and to speak of their answers, while something else is still missing."""
    return _sample(procedure.get("title") or SAMPLE, procedure.get("pages") or [])


def _sample(title: Any, pages: list[Any]) -> dict[str, Any]:
    return {
        "code": SAMPLE,
        "title": title,
        "department": "sample",
        "law": "-",
        "kind": "notification",
        "assurance": "none",
        "retention": "1y",
        "results": {},
        "pages": pages,
    }
