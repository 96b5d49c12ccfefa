"""Fields of the papers' page; those of questions are the shell's, which the editor's preview shows as well."""

from collections.abc import Iterable

from madoguchi.core.files.public import KINDS, PAPER
from madoguchi.faces.shell.asked import errors_of, field_of

__all__ = ["accept_of", "errors_of", "field_of"]


def accept_of(codes: Iterable[str]) -> str:
    """For the file dialogue of a phone: the camera is offered where pictures are taken."""
    kinds = [KINDS[code] for code in codes or sorted(PAPER.kinds) if code in KINDS]
    found = [kind.mime for kind in kinds] + [f".{end}" for kind in kinds for end in kind.endings]
    return ",".join(dict.fromkeys(found))
