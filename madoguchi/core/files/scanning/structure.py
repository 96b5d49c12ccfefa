"""Structure: the examination every file goes through, by its kind."""

from collections.abc import Callable
from typing import BinaryIO

from madoguchi.core.files.limits import Limits
from madoguchi.core.files.refusals import HtmlNotTaken, OfficeLegacy
from madoguchi.core.files.scanning import archive, markup, office, pdf


def examine(file: BinaryIO, kind: str, limits: Limits) -> None:
    """Raises the FileRefused that fits. Pictures are not examined: they are made anew."""
    file.seek(0)
    if look := _LOOKS.get(kind):
        look(file, limits)


def _html(file: BinaryIO, limits: Limits) -> None:
    raise HtmlNotTaken


def _ole(file: BinaryIO, limits: Limits) -> None:
    raise OfficeLegacy


_LOOKS: dict[str, Callable[[BinaryIO, Limits], None]] = {
    "pdf": pdf.examine,
    "zip": archive.examine,
    "docx": office.examine,
    "xlsx": office.examine,
    "pptx": office.examine,
    "odf": office.examine_open_document,
    "svg": markup.examine_svg,
    "xml": markup.examine_xml,
    "html": _html,
    "ole": _ole,
}
