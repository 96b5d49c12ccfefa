"""Office documents: no macros, no embedded parts, nothing fetched from outside when opened."""

import re
from typing import BinaryIO

from madoguchi.core.files.limits import Limits
from madoguchi.core.files.refusals import HtmlNotTaken, OfficeExternal, OfficeMacro
from madoguchi.core.files.scanning.archive import opened, read
from madoguchi.core.files.scanning.markup import elements

_MACRO = re.compile(
    r"vbaproject|vbadata|macrosheets|activex|/ctrlprops/|/embeddings/|oleobject|attachedtoolbars|\.(?:exe|dll|js|vbs|scr|hta|lnk)$",
    re.IGNORECASE,
)
_MACRO_TYPE = re.compile(r"macroenabled|vbaproject|ms-office\.activex|oleobject|intlmacrosheet", re.IGNORECASE)
_FETCHES = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b", re.IGNORECASE)
_MAY_LEAD_OUT = ("/hyperlink",)


def examine(file: BinaryIO, limits: Limits) -> None:
    """docx, xlsx, pptx."""
    with opened(file, limits) as archive:
        for info in archive.infolist():
            name = f"/{info.filename}"
            if _MACRO.search(name):
                raise OfficeMacro
            if name.endswith("[Content_Types].xml"):
                for _, attributes in elements(read(archive, info, limits)):
                    if _MACRO_TYPE.search(attributes.get("ContentType", "")):
                        raise OfficeMacro
            elif name.endswith(".rels"):
                _relations(read(archive, info, limits))
            elif name.endswith((".xml", ".vml")):
                _part(read(archive, info, limits))
            elif name.lower().endswith((".html", ".htm", ".mht")):
                raise HtmlNotTaken


def examine_open_document(file: BinaryIO, limits: Limits) -> None:
    """odt, ods, odp."""
    with opened(file, limits) as archive:
        for info in archive.infolist():
            name = info.filename.lower()
            if name.startswith(("basic/", "scripts/", "object ")) or name.endswith((".class", ".jar", ".py")):
                raise OfficeMacro
            if name.endswith(".xml"):
                for tag, attributes in elements(read(archive, info, limits)):
                    if tag in {"script", "event-listener", "plugin", "applet"}:
                        raise OfficeMacro
                    if tag in {"image", "object", "table-source", "dde-source"} and "://" in attributes.get("xlink:href", ""):
                        raise OfficeExternal


def _relations(data: bytes) -> None:
    for tag, attributes in elements(data):
        if tag != "relationship":
            continue
        kind = attributes.get("Type", "")
        if _MACRO_TYPE.search(kind):
            raise OfficeMacro
        outside = attributes.get("TargetMode", "").lower() == "external" or "://" in attributes.get("Target", "")
        if outside and not kind.endswith(_MAY_LEAD_OUT):
            raise OfficeExternal


def _part(data: bytes) -> None:
    """A part is well-formed, declares no entities, and has no field that fetches. Word may cut a field's code into
    pieces.
    """
    codes: list[str] = []
    for tag, attributes in elements(data, texts=frozenset({"instrtext"})):
        if tag == "ddelink":
            raise OfficeExternal
        codes.append("\n" if tag == "fldchar" else attributes.get("#text", ""))
        codes += ["\n", value, "\n"] if tag == "fldsimple" and (value := _instruction(attributes)) else []
    if _FETCHES.search("".join(codes)):
        raise OfficeExternal


def _instruction(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == "instr"), "")
