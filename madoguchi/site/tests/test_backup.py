"""What a backup or a restore refuses, and why, before anything is touched."""

import io
import tarfile
from pathlib import Path

import pytest
from django.utils import timezone

from madoguchi.site.backup import BadBackup, back_up, restore


def a_tar(path: Path, *members: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w") as tar:
        for member in members:
            member.size = 2 if member.isfile() else 0
            tar.addfile(member, io.BytesIO(b"{}"))
    return path


def a_member(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, to
    return member


@pytest.mark.parametrize(
    "member",
    [
        a_member("../outside"),
        a_member("/tmp/outside"),
        a_member("files/link", tarfile.SYMTYPE, "/etc"),
        a_member("files/hard", tarfile.LNKTYPE, "manifest.json"),
        a_member("files/device", tarfile.CHRTYPE),
    ],
    ids=lambda member: member.name,
)
def test_restore__what_no_backup_holds__is_refused(tmp_path: Path, member: tarfile.TarInfo) -> None:
    source = a_tar(tmp_path / "b.tar", a_member("manifest.json"), member)
    with pytest.raises(BadBackup, match="can't be taken from a backup"):
        restore(source)


def test_restore__no_backup_at_all__is_said(tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_text("窓口", encoding="utf-8")
    for source in (tmp_path / "b.tar", tmp_path / "nothing.tar", a_tar(tmp_path / "c.tar", a_member("other"))):
        with pytest.raises(BadBackup, match=r"バックアップとして読めません。 It can't be read as a backup"):
            restore(source)


def test_back_up__where_nothing_can_be_written__says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadBackup, match="既にあります"):
        back_up(tmp_path / "file", at=timezone.now())
    with pytest.raises(BadBackup, match=r"に書けません.*name another place"):
        back_up(tmp_path / "file" / "b.tar", at=timezone.now())
