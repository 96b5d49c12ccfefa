"""Files that the tests make themselves: good ones, and hostile ones."""

import io
import struct
import zipfile
import zlib

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()


def a_pdf(*, root: str = "", objects: tuple[bytes, ...] = (), header: bytes = b"%PDF-1.7\n", tail: bytes = b"") -> bytes:
    """A PDF of one empty page with a right table; `root` goes into the catalogue, `objects` follow from number 4 on."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *objects,
    ]
    out, offsets = header, []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return out + tail


def a_packed_pdf(inner: bytes, root: str = "") -> bytes:
    """A PDF 1.5 with a cross-reference stream, whose object 5 lies in an object stream."""
    out = b"%PDF-1.5\n"
    offsets = {}
    packed = b"5 0 " + inner
    stream = zlib.compress(packed)
    for number, body in (
        (1, f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode()),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
        (
            4,
            b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ),
    ):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows = [(0, 0, 65535), *((1, offsets[n], 0) for n in (1, 2, 3, 4)), (2, 4, 0), (1, start, 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    out += b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length %d >>\n" % len(table)
    out += b"stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)
    return out


def a_picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(out, form, **options)
    return out.getvalue()


def a_phone_photo(size: tuple[int, int] = (80, 40), form: str = "JPEG") -> bytes:
    """Lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Example Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 39.0, 0.0), 3: "E", 4: (139.0, 54.0, 0.0)})
    return a_picture(form, size, exif=exif.tobytes())


def a_huge_png_header(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few hundred bytes that claim to be a picture of 3.6 thousand million pixels."""
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", body) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def a_zip(**files: bytes | str) -> bytes:
    return a_zip_of({name.replace("__", "/"): content for name, content in files.items()})


def a_zip_of(files: dict[str, bytes | str], **options: object) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_zip_with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def a_locked_zip() -> bytes:
    """The flag that says an entry is encrypted, in both of its places."""
    data = bytearray(a_zip_of({"a.txt": "secret"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def a_zip_that_lies() -> bytes:
    """Announces ten bytes and unpacks to a million."""
    data = bytearray(a_zip_of({"a.txt": b"a" * 1_000_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    data[22:26] = struct.pack("<I", 10)
    return bytes(data)


def an_overlapping_zip() -> bytes:
    """Two names in the index for the same bytes."""
    data = a_zip_of({"a.txt": "x" * 100})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    index = entry + entry.replace(b"a.txt", b"b.txt")
    return data[:start] + index + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2, 2, len(index), start, 0)


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{0}" ContentType="{1}"/></Types>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def relations(*items: tuple[str, str, bool]) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    mode = {True: ' TargetMode="External"', False: ""}
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{office}/{kind}" Target="{target}"{mode[outside]}/>'
        for n, (kind, target, outside) in enumerate(items)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def a_docx(body: str = "<w:p/>", *, macro_type: bool = False, **more: bytes | str) -> bytes:
    return a_zip_of(
        {
            "[Content_Types].xml": _TYPES.format("word/document.xml", _MACRO_WORD if macro_type else _WORD),
            "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
            **{name.replace("__", "/").replace("_DOT_", "."): content for name, content in more.items()},
        }
    )


def an_xlsx(**more: bytes | str) -> bytes:
    return a_zip_of(
        {
            "[Content_Types].xml": _TYPES.format("xl/workbook.xml", "application/xml"),
            "xl/workbook.xml": "<workbook/>",
            **{name.replace("__", "/").replace("_DOT_", "."): content for name, content in more.items()},
        }
    )


def an_svg(inside: str = "<rect/>", attributes: str = "") -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces} {attributes}>{inside}</svg>".encode()
