"""Kinds: what a file can be by its content. The first ending is the one it is given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    code: str
    mime: str
    label: str
    endings: tuple[str, ...]
    picture: bool = False
    archive: bool = False


def _k(code: str, mime: str, label: str, endings: str, *, picture: bool = False, archive: bool = False) -> Kind:
    return Kind(code, mime, label, tuple(endings.split()), picture, archive)


_OOXML = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        _k("pdf", "application/pdf", "PDF", "pdf"),
        _k("jpeg", "image/jpeg", "写真（JPEG）", "jpg jpeg jpe jfif", picture=True),
        _k("png", "image/png", "画像（PNG）", "png", picture=True),
        _k("heic", "image/heic", "写真（HEIC）", "heic heif hif", picture=True),
        _k("webp", "image/webp", "画像（WebP）", "webp", picture=True),
        _k("tiff", "image/tiff", "画像（TIFF）", "tif tiff", picture=True),
        _k("gif", "image/gif", "画像（GIF）", "gif", picture=True),
        _k("docx", f"{_OOXML}.wordprocessingml.document", "Word 文書", "docx", archive=True),
        _k("xlsx", f"{_OOXML}.spreadsheetml.sheet", "Excel 表", "xlsx", archive=True),
        _k("pptx", f"{_OOXML}.presentationml.presentation", "PowerPoint", "pptx", archive=True),
        _k("odf", "application/vnd.oasis.opendocument", "OpenDocument", "odt ods odp", archive=True),
        _k("zip", "application/zip", "圧縮ファイル（ZIP）", "zip", archive=True),
        _k("csv", "text/csv", "CSV", "csv tsv"),
        _k("text", "text/plain", "テキスト", "txt md log"),
        _k("json", "application/json", "JSON", "json geojson"),
        _k("xml", "application/xml", "XML", "xml"),
        _k("svg", "image/svg+xml", "図（SVG）", "svg"),
        _k("html", "text/html", "ウェブページ（HTML）", "html htm xhtml mht"),
        _k("ole", "application/x-ole-storage", "古い形式の Office ファイル", "doc xls ppt msg"),
        _k("program", "application/octet-stream", "プログラム", "exe dll sh bat"),
        _k("packed", "application/octet-stream", "圧縮ファイル（ZIP 以外）", "7z rar gz tar bz2 xz lzh cab"),
        _k("film", "application/octet-stream", "動画や音声", "mp4 mov m4a avi mp3 wav"),
    )
}
OF_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}


def labels(codes: frozenset[str] | tuple[str, ...]) -> str:
    """「PDF、写真（JPEG）、…」 for a sentence."""
    return "、".join(kind.label for code, kind in KINDS.items() if code in codes)
