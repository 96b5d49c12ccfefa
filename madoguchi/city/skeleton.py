"""Skeleton: a new city's folder with a comment on each line that has to be written."""

import re
from pathlib import Path
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused

SKELETON = Path(__file__).parent / "skeleton"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class BadFolderName(Refused):
    code: ClassVar[str] = "bad-folder-name"
    message: ClassVar[str | Promise] = _("「{name}」は使えません。英小文字・数字・ハイフンで書きます（例: urayasu）。")


class FolderExists(Refused):
    code: ClassVar[str] = "folder-exists"
    message: ClassVar[str | Promise] = _("{folder} はもうあります。")


def may_begin(parent: Path, name: str) -> Path:
    """The folder that would be made. Raises BadFolderName, FolderExists."""
    if not NAME.fullmatch(name):
        raise BadFolderName(name=name)
    folder = parent / name
    if folder.exists():
        raise FolderExists(folder=folder)
    return folder


def new_city(parent: Path, name: str) -> list[Path]:
    """Make parent/name. Raises BadFolderName, FolderExists. Returns the files made."""
    folder = may_begin(parent, name)
    made = []
    for source in sorted(SKELETON.rglob("*")):
        if source.is_dir() or source.name.startswith("."):
            continue
        target = folder / source.relative_to(SKELETON)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text(encoding="utf-8").replace("{{name}}", name), encoding="utf-8", newline="\n")
        made.append(target)
    return made
