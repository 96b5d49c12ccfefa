"""What keeping promises: encrypted, bounded, upright, gone when dropped."""

import io
import os
import socket
import struct
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image

from madoguchi.core.acting import SYSTEM
from madoguchi.core.audit.public import Entry
from madoguchi.core.files.chores import sweep
from madoguchi.core.files.limits import Limits
from madoguchi.core.files.public import (
    BlobMissing,
    FileRefused,
    ScannerAway,
    StoredFile,
    TooManyFiles,
    clean_name,
    drop,
    keep,
    look_into,
    open_file,
    stream_file,
)
from madoguchi.core.files.refusals import FileTooLarge, VirusFound
from madoguchi.core.files.scanning.further import ClamAV
from madoguchi.core.files.stores import FolderStore
from madoguchi.core.files.tests import makers as m
from madoguchi.core.sealing.public import Unreadable, destroy, new_key

NOON = datetime(2026, 7, 1, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.MADO_HOME = tmp_path
    settings.MADO_KEYS = "t:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY="


@pytest.fixture
def key(db):
    return new_key("draft", "1")


def kept(key, content=b"words", name="a.txt", **more):
    return keep(content, name=name, key=key, by=SYSTEM, at=NOON, **more)


def blobs(tmp_path):
    return [p for p in (tmp_path / "files").rglob("*") if p.is_file()]


def test_keep__text__comes_back_and_lies_encrypted(key, tmp_path):
    stored = kept(key, "見本の文".encode(), "見本 花子.txt", purpose="attachment")
    again = StoredFile.objects.get(pk=stored.pk)
    assert open_file(again) == "見本の文".encode()
    assert (again.name, again.kind, again.mime, again.size) == ("見本 花子.txt", "text", "text/plain", 12)
    (blob,) = blobs(tmp_path)
    assert blob.stat().st_mode & 0o777 == 0o600
    assert "見本".encode() not in blob.read_bytes()
    assert "見本".encode() not in bytes(again.sealed_names)
    entry = Entry.objects.get(action="files.kept")
    assert (entry.subject_id, entry.purpose, entry.data["size"]) == (str(stored.pk), "attachment", 12)


def test_keep__stream_bigger_than_a_chunk__comes_back(key):
    data = b"0123456789" * 50_000
    stored = kept(key, io.BytesIO(data))
    assert b"".join(stream_file(stored)) == data


def test_keep__upload_without_end__is_cut_off_at_the_limit(key):
    class Endless:
        asked = 0

        def read(self, size=-1):
            self.asked += 1
            return b"x" * 1000

    endless = Endless()
    with pytest.raises(FileTooLarge, match="10 KB"):
        kept(key, endless, limits=Limits(most_bytes=10_240))
    assert endless.asked < 20


def test_keep__one_too_many__is_refused_and_leaves_no_bytes(key, tmp_path):
    limits = Limits(most_files=2)
    for _ in range(2):
        kept(key, limits=limits)
    kept(key, limits=limits, purpose="other")
    with pytest.raises(TooManyFiles, match="2個"):
        kept(key, limits=limits)
    assert len(blobs(tmp_path)) == StoredFile.objects.count() == 3


def test_keep__looked_into_before__needs_no_second_look(key):
    examined = look_into(m.a_pdf(), name="届.pdf")
    stored = keep(examined, key=key, by=SYSTEM, at=NOON)
    assert (stored.name, open_file(stored)) == ("届.pdf", m.a_pdf())


def test_open_file__key_destroyed__is_unreadable_name_too(key):
    stored = kept(key, name="見本.txt")
    destroy(key, SYSTEM, NOON)
    again = StoredFile.objects.get(pk=stored.pk)
    with pytest.raises(Unreadable):
        open_file(again)
    assert again.name == "消去済み.text"
    assert again.original_name == ""


def test_open_file__bytes_of_another_file__are_unreadable(key, tmp_path):
    one, two = kept(key, b"one"), kept(key, b"two")
    store = FolderStore(tmp_path / "files")
    store._path(one.pk).write_bytes(store._path(two.pk).read_bytes())
    with pytest.raises(Unreadable):
        open_file(one)


def test_open_file__bytes_gone__says_so(key, tmp_path):
    stored = kept(key)
    for path in blobs(tmp_path):
        path.unlink()
    with pytest.raises(BlobMissing):
        open_file(stored)


@pytest.mark.django_db(transaction=True)
def test_drop__rolled_back__keeps_the_bytes(tmp_path):
    stored = kept(new_key("draft", "1"))
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        drop(stored, by=SYSTEM, at=NOON)
        raise RuntimeError
    again = StoredFile.objects.get()
    assert open_file(again) == b"words"
    drop(again, by=SYSTEM, at=NOON)
    assert not StoredFile.objects.exists()
    assert blobs(tmp_path) == []


def test_sweep__orphans__old_ones_go_young_ones_and_owned_ones_stay(key, tmp_path):
    owned, orphan, young = kept(key), kept(key), kept(key)
    StoredFile.objects.filter(pk__in=[orphan.pk, young.pk]).delete()
    store = FolderStore(tmp_path / "files")
    long_ago = time.time() - 3 * 86_400
    draft = store._path(orphan.pk).with_name(".draft")
    draft.write_bytes(b"half")
    for path in (store._path(owned.pk), store._path(orphan.pk), draft):
        os.utime(path, (long_ago, long_ago))
    assert sweep(datetime.now(UTC)) == 1
    assert {p.name for p in blobs(tmp_path)} == {owned.pk.hex, young.pk.hex}
    assert sweep(datetime.now(UTC) + timedelta(days=2)) == 1
    assert open_file(owned) == b"words"


def test_put__write_fails__leaves_nothing(tmp_path):
    def pieces():
        yield b"half"
        raise OSError("disk full")

    from uuid import uuid4

    with pytest.raises(OSError):
        FolderStore(tmp_path / "files").put(uuid4(), pieces())
    assert blobs(tmp_path) == []


def picture_of(stored):
    return Image.open(io.BytesIO(open_file(stored)))


def test_keep__photograph__is_upright_without_place_and_camera(key):
    stored = kept(key, m.a_phone_photo((80, 40)), "IMG_1.JPG")
    picture = picture_of(stored)
    assert (picture.size, picture.format, stored.name) == ((40, 80), "JPEG", "IMG_1.jpg")
    assert dict(picture.getexif()) == {}
    assert b"Example Camera" not in open_file(stored)


def test_keep__heic__becomes_an_upright_jpeg(key):
    stored = kept(key, m.a_phone_photo((80, 40), "HEIF"), "IMG_2.HEIC")
    assert (stored.kind, stored.name, stored.mime) == ("jpeg", "IMG_2.jpg", "image/jpeg")
    assert picture_of(stored).size == (40, 80)
    assert dict(picture_of(stored).getexif()) == {}


@pytest.mark.parametrize(("size", "becomes"), [((5000, 2500), (2400, 1200)), ((300, 200), (300, 200)), ((1000, 4800), (500, 2400))])
def test_keep__large_picture__longest_side_is_2400(key, size, becomes):
    assert picture_of(kept(key, m.a_picture(size=size), "a.jpg")).size == becomes


def test_keep__transparent_png__stays_transparent(key):
    stored = kept(key, m.a_picture("PNG", mode="RGBA"), "a.png")
    assert (stored.kind, picture_of(stored).mode) == ("png", "RGBA")


def test_keep__png_with_text_inside__loses_it(key):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "<script>alert(1)</script>")
    assert b"script" not in open_file(kept(key, m.a_picture("PNG", pnginfo=info), "a.png"))


def test_keep__jpeg_with_a_zip_behind__loses_it(key):
    stored = kept(key, m.a_picture() + m.a_zip_of({"a.txt": "x"}), "a.jpg")
    assert b"PK\x03\x04" not in open_file(stored)


def test_keep__tiff_of_several_pages__keeps_them(key):
    out = io.BytesIO()
    pages = [Image.new("L", (50, 60), shade) for shade in (0, 100, 200)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    stored = kept(key, out.getvalue(), "fax.tif")
    assert (stored.kind, picture_of(stored).n_frames) == ("tiff", 3)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", ("passwd", "txt")),
        ("C:\\Users\\x\\届出.PDF", ("届出", "pdf")),
        ("a\u202egpj.exe", ("agpj", "exe")),
        ("見\u200b本\x00\n.pdf", ("見本", "pdf")),
        ("葛\U000e0100城.pdf", ("葛\U000e0100城", "pdf")),
        ("が.pdf", ("が", "pdf")),
        ("CON.txt", ("_CON", "txt")),
        ('<a>"b".pdf', ("_a__b_", "pdf")),
        ("...", ("ファイル", "")),
        ("", ("ファイル", "")),
        ("あ" * 300 + ".pdf", ("あ" * 80, "pdf")),
        ("archive.tar.gz", ("archive.tar", "gz")),
        ("平成30年.別紙", ("平成30年.別紙", "")),
    ],
)
def test_clean_name__what_people_and_attackers_write(name, clean):
    assert clean_name(name) == clean


class Clamd(threading.Thread):
    """A listener that speaks INSTREAM as clamd does, and finds what contains a word."""

    def __init__(self, answer=None):
        super().__init__(daemon=True)
        self.answer, self.got = answer, b""
        self.line = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp:127.0.0.1:{self.line.getsockname()[1]}"

    def run(self):
        while True:
            try:
                one, _ = self.line.accept()
            except OSError:
                return
            with one, one.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                self.got = b""
                while size := struct.unpack(">I", stream.read(4))[0]:
                    self.got += stream.read(size)
                found = b"stream: Eicar-Test FOUND\0" if b"EICAR" in self.got else b"stream: OK\0"
                one.sendall(found if self.answer is None else self.answer)


@pytest.fixture
def clamd(settings):
    listener = Clamd()
    listener.start()
    settings.MADO_CLAMAV = listener.address
    yield listener
    listener.line.close()


def test_keep__scanner_finds_something__is_refused(key, clamd):
    with pytest.raises(VirusFound, match="Eicar-Test"):
        kept(key, b"EICAR")
    stored = kept(key, b"x" * 200_000)
    assert len(clamd.got) == 200_000
    assert stored.scanned_by == "structure+clamav"


@pytest.mark.parametrize("answer", [b"stream: INSTREAM size limit exceeded. ERROR\0", b"", b"nonsense\0"])
def test_keep__scanner_cannot_tell__nothing_is_taken(key, clamd, answer):
    clamd.answer = answer
    with pytest.raises(ScannerAway):
        kept(key)
    assert not StoredFile.objects.exists()


def test_keep__scanner_away__nothing_is_taken(key, settings, tmp_path):
    settings.MADO_CLAMAV = f"unix:{tmp_path}/no.sock"
    with pytest.raises(ScannerAway):
        kept(key)
    assert not Path(tmp_path / "files").exists()


def test_clamav__over_a_unix_socket__answers(tmp_path):
    path = str(tmp_path / "c.sock")
    listener = Clamd()
    listener.line.close()
    listener.line = socket.socket(socket.AF_UNIX)
    listener.line.bind(path)
    listener.line.listen()
    listener.start()
    assert ClamAV(f"unix:{path}").scan(io.BytesIO(b"fine")).clean
    listener.line.close()


def test_refusals__are_refusals_of_the_domain():
    assert str(FileRefused()).endswith("。")
