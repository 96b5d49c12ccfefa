"""XML and SVG: no declarations of entities, and in pictures nothing that acts or fetches."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from madoguchi.core.files.limits import Limits
from madoguchi.core.files.refusals import ActiveSvg, FileBroken, HtmlNotTaken, XmlEntities

Element = tuple[str, dict[str, str]]
DEEPEST = 200
_ACTS = {
    "script",
    "foreignobject",
    "handler",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "set",
    "link",
    "meta",
    "base",
}
_STYLE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:|\\", re.IGNORECASE)
_INNER = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);", re.IGNORECASE)


def examine_xml(file: BinaryIO, limits: Limits) -> None:
    for tag, _ in elements(file.read()):
        if tag in {"html", "script"}:
            raise HtmlNotTaken


def examine_svg(file: BinaryIO, limits: Limits) -> None:
    for tag, attributes in elements(file.read(), texts=frozenset({"style"}), instructions=True):
        if tag == "?xml-stylesheet" or tag in _ACTS:
            raise ActiveSvg
        for name, value in attributes.items():
            local = name.rpartition(":")[2].lower()
            outward = local in {"href", "src"} and not _INNER.match(value.strip())
            styled = local == "#text" or local == "style" or "url(" in value.replace(" ", "").lower()
            if local.startswith("on") or outward or (styled and _STYLE.search(value)):
                raise ActiveSvg
            if tag.startswith("animate") and local == "attributename" and value.rpartition(":")[2].lower() in {"href", "src"}:
                raise ActiveSvg


def elements(data: bytes, *, texts: frozenset[str] = frozenset(), instructions: bool = False) -> Iterator[Element]:
    """Each element as (local name in lower case, attributes). Raises XmlEntities for a DOCTYPE, FileBroken for bad XML.

    The text in elements named by `texts` comes as an attribute "#text"; an instruction, if asked for, as an element
    "?name".
    """
    found: list[Element] = []
    depth = 0
    listening = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, listening
        depth += 1
        if depth > DEEPEST or len(found) > 500_000:
            raise FileBroken
        local = name.rpartition(":")[2].lower()
        listening = local in texts
        found.append((local, attributes))

    def end(name: str) -> None:
        nonlocal depth, listening
        depth -= 1
        listening = False

    def text(chars: str) -> None:
        if listening:
            attributes = found[-1][1]
            attributes["#text"] = attributes.get("#text", "") + chars

    def instruction(target: str, content: str) -> None:
        if instructions:
            found.append((f"?{target.lower()}", {}))

    def declared(*_: Any) -> None:
        raise XmlEntities

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.ProcessingInstructionHandler = instruction
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FileBroken from error
    yield from found
