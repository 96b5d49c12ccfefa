"""PDF: nothing that acts, nothing inside it, nothing around it. Looked at twice: as bytes, and as the objects a reader
sees.

As bytes, because a repairing reader may see objects that the tables do not list; as objects, because names can be
packed into object streams. Names written with #-escapes count as what they stand for.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from madoguchi.core.files.limits import MEGABYTE, Limits
from madoguchi.core.files.refusals import (
    ActivePdf,
    FileBroken,
    FileRefused,
    PdfEncrypted,
    PdfHasAttachment,
    PdfIsForm,
    PdfTooComplex,
    TwoFilesInOne,
)
from madoguchi.core.files.sniffing import HTML_ANYWHERE

MOST_OBJECTS, MOST_UNPACKED, DEEPEST = 60_000, 64 * MEGABYTE, 40
_ACTS = {
    "JavaScript": "JavaScript",
    "JS": "JavaScript",
    "Launch": "プログラムの起動",
    "SubmitForm": "データの送信",
    "ImportData": "データの読み込み",
    "GoToE": "埋め込みへの移動",
    "GoToR": "別のファイルへの移動",
    "RichMedia": "動画や音声",
    "Rendition": "動画や音声",
    "Movie": "動画や音声",
    "Sound": "動画や音声",
    "3D": "立体の部品",
}
_HOLDS = {"EmbeddedFile", "EmbeddedFiles", "FileAttachment", "EF"}
_LONG = ("JavaScript", "SubmitForm", "ImportData", "RichMedia", "EmbeddedFile", "FileAttachment")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]{1,64})")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"\bstream\r?\n(.*?)endstream", re.DOTALL)
_QUIET_ACTIONS = {"GoTo", "Named"}


def examine(file: BinaryIO, limits: Limits) -> None:
    data = file.read()
    _nothing_around(data)
    _bytes(data)
    _objects(data)


def _nothing_around(data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        raise TwoFilesInOne
    end = data.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in data[-4096 - (len(data) - end) :]:
        raise FileBroken
    behind = data[end + 5 :].strip(b"\x00\t\r\n\x0c \x1a")
    if behind or HTML_ANYWHERE.search(data[:1024]) or zipfile.is_zipfile(io.BytesIO(data)):
        raise TwoFilesInOne


def _bytes(data: bytes) -> None:
    _refuse_names(_names(_STREAM.sub(b" stream endstream ", data)))
    whole = _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), data) if b"#" in data else data
    for name in _LONG:
        if b"/" + name.encode() in whole:
            _refuse_names({name})
    unpacked = 0
    for match in _STREAM.finditer(data):
        if b"ObjStm" not in _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), data[max(match.start() - 2048, 0) : match.start()]):
            continue
        try:
            text = zlib.decompressobj().decompress(match[1], MOST_UNPACKED - unpacked)
        except zlib.error:
            continue
        unpacked += len(text)
        if unpacked >= MOST_UNPACKED:
            raise PdfTooComplex
        _refuse_names(_names(text))


def _names(data: bytes) -> set[str]:
    found = (_ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), name) for name in set(_NAME.findall(data)))
    return {name.decode("latin-1") for name in found}


def _refuse_names(names: set[str]) -> None:
    if "Encrypt" in names:
        raise PdfEncrypted
    if "XFA" in names:
        raise PdfIsForm
    if names & _HOLDS:
        raise PdfHasAttachment
    if acting := sorted(names & _ACTS.keys()):
        raise ActivePdf(what=_ACTS[acting[0]])


def _objects(data: bytes) -> None:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise PdfEncrypted
        _opening(reader.root_object)
        if not len(reader.pages):
            raise FileBroken
        numbers = {(n, g) for g, entries in reader.xref.items() for n in entries} | {(n, 0) for n in reader.xref_objStm}
        if len(numbers) > MOST_OBJECTS:
            raise PdfTooComplex
        for number, generation in sorted(numbers):
            found = reader.get_object(IndirectObject(number, generation, reader))
            _refuse_names(set(_names_in(found)))
    except FileRefused:
        raise
    except RecursionError as error:
        raise PdfTooComplex from error
    except Exception as error:
        raise FileBroken from error


def _opening(root: DictionaryObject) -> None:
    """Opening at a certain page is usual and harmless; anything else on opening, and further actions, are not."""
    for key in ("/OpenAction", "/AA"):
        found = root.get(key)
        found = found.get_object() if found is not None else None
        if isinstance(found, DictionaryObject) and (key == "/AA" or str(found.get("/S", ""))[1:] not in _QUIET_ACTIONS):
            raise ActivePdf(what="開いたときの動作")


def _names_in(found: Any, depth: int = 0) -> Iterator[str]:
    """Names of an object itself, as keys and as values; what it refers to comes by itself."""
    if depth > DEEPEST:
        raise PdfTooComplex
    if isinstance(found, DictionaryObject):
        for key in found:
            yield str(key)[1:]
            yield from _names_in(found.raw_get(key), depth + 1)
    elif isinstance(found, ArrayObject):
        for item in list.__iter__(found):
            yield from _names_in(item, depth + 1)
    elif isinstance(found, NameObject):
        yield str(found)[1:]
