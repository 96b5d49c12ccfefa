"""Sniffing: what a file is, by its bytes and not by its name."""

import io
import json
import re
import zipfile
from typing import BinaryIO

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!\x1a\x07", "packed"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"MSCF", "packed"),
    (b"ID3", "film"),
    (b"OggS", "film"),
)
_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_HTML = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|meta|title|link|style|base|object|embed|form|img|a|div|p|table)[\s>/]",
    re.IGNORECASE,
)
HTML_ANYWHERE = re.compile(rb"<\s*(?:!doctype\s+html|(?:html|body|script|iframe)[\s>/])", re.IGNORECASE)
HEAD = 4096


def sniff(file: BinaryIO, ending: str = "") -> str:
    """The code of the kind, or "" for none known. The ending only tells texts apart: CSV from plain text."""
    file.seek(0)
    head = file.read(HEAD)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF":
        return "webp" if head[8:12] == b"WEBP" else "film"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIC else "film"
    if head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _inside_zip(file)
    if len(head) > 262 and head[257:262] == b"ustar":
        return "packed"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
        return "pdf"
    return _text(file, head, ending)


def _inside_zip(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument" in archive.open("mimetype").read(100):
                return "odf"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return "zip"
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return kind
    return "zip"


def decode(data: bytes) -> tuple[str, str] | None:
    """(text, encoding) of a Japanese text file, or None: BOM, then UTF-8, CP932, EUC-JP, each strictly."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp932", "euc_jp")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
            return text, encoding
    return None


def _text(file: BinaryIO, head: bytes, ending: str) -> str:
    file.seek(0)
    whole = file.read()
    found = decode(whole)
    if found is None:
        return ""
    text, _encoding = found
    start = text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    bare = re.sub(rb"\A(?:\s*(?:<!--.*?-->|<\?.*?\?>))*\s*", b"", start[: 16 * HEAD], flags=re.DOTALL)
    if bare.lower().startswith(b"<!doctype svg") or re.match(rb"<(?:\w+:)?svg[\s>]", bare):
        return "svg"
    is_xml = ending == "xml" or start.startswith(b"<?xml")
    if HTML_ANYWHERE.search(start) or (not is_xml and _HTML.match(bare)):
        return "html"
    if start.startswith(b"<?xml") or re.match(rb"<[A-Za-z_!]", bare):
        return "xml"
    if start[:1] in (b"{", b"["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            return "json"
    return "csv" if ending in {"csv", "tsv"} else "text"


def as_file(data: bytes) -> BinaryIO:
    return io.BytesIO(data)
