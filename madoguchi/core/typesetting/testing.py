"""The tests' door of typesetting: reading a sheet back – its text, its structure, its fonts."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

__all__ = ["attribute", "fonts_of", "tags_of", "text_of"]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def tags_of(pdf: bytes) -> list[tuple[str, Any]]:
    """Every structure element in reading order: its role and its dictionary."""
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    return list(_walk(root["/StructTreeRoot"]["/K"]))


def attribute(element: Any, name: str) -> Any:
    held = element.get("/A", [])
    held = held.get_object()
    for one in held if isinstance(held, list) else [held]:
        if name in one.get_object():
            return one.get_object()[name]
    return None


def fonts_of(pdf: bytes) -> dict[str, Any]:
    """Base font name → font descriptor of every font on every page."""
    found = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            descendant = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            found[str(font["/BaseFont"]).split("+")[-1]] = descendant["/FontDescriptor"].get_object()
    return found


def _walk(node: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for kid in node:
            yield from _walk(kid)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield str(node["/S"]).strip("/"), node
        if "/K" in node:
            yield from _walk(node["/K"])
