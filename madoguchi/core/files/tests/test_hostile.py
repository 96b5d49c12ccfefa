"""Files that must not get in, each made here, each with the refusal that tells how to mend."""

import gzip

import pytest

from madoguchi.core.files import refusals as r
from madoguchi.core.files.keeping import look_into
from madoguchi.core.files.limits import PAPERS, Limits
from madoguchi.core.files.tests import makers as m

WIDE = Limits(most_bytes=2_000_000, kinds=PAPERS | {"zip", "svg", "xml", "json", "pptx", "odf"}, most_unpacked=30_000_000)
JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
BOMB_XML = '<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y "&x;&x;">]><a>&y;</a>'
ONLOAD = 'onload="alert(1)"'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText>{0}</w:instrText></w:r><w:r><w:instrText>{1}</w:instrText></w:r>"
)

HOSTILE = {
    # nothing, too much, not what it says
    "empty": ("a.pdf", b"", r.FileEmpty),
    "too large": ("a.txt", b"x" * 2_000_001, r.FileTooLarge),
    "HTML as jpg": ("photo.jpg", b"<!DOCTYPE html><script>alert(1)</script>", r.HtmlNotTaken),
    "HTML as txt": ("a.txt", b"hello <script>alert(1)</script>", r.HtmlNotTaken),
    "HTML behind a comment": ("a.csv", b"<!-- a --><html><body>", r.HtmlNotTaken),
    "HTML in UTF-16": ("a.txt", "<html><script>".encode("utf-16"), r.HtmlNotTaken),
    "HTML with its own name": ("a.html", b"<p>hello</p>", r.HtmlNotTaken),
    "XHTML as xml": ("a.xml", b"<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'/>", r.HtmlNotTaken),
    "program": ("a.pdf", b"MZ" + bytes(200), r.KindNotTaken),
    "program named exe": ("a.pdf.exe", b"\x7fELF" + bytes(200), r.KindNotTaken),
    "shell script": ("a.txt", b"#!/bin/sh\nrm -rf /\n", r.KindNotTaken),
    "gzip": ("a.csv", gzip.compress(b"a,b"), r.KindNotTaken),
    "noise": ("a.bin", bytes(range(256)) * 4, r.KindUnknown),
    "noise named pdf": ("a.pdf", bytes(range(256)) * 4, r.FileBroken),
    "PDF named docx": ("a.docx", m.a_pdf(), r.EndingMismatch),
    "text named pdf": ("a.pdf", b"just words", r.EndingMismatch),
    "docx named pdf": ("a.pdf", m.a_docx(), r.EndingMismatch),
    "turned-round ending": ("a\u202egpj.exe", m.a_picture(), r.EndingMismatch),
    # pictures
    "picture cut short": ("a.jpg", m.a_picture(size=(800, 800), quality=95)[:700], r.FileBroken),
    "PNG cut short": ("a.png", m.a_picture("PNG", (300, 300))[:80], r.FileBroken),
    "huge dimensions": ("a.png", m.a_huge_png_header(), r.PictureTooLarge),
    "long dimensions": ("a.png", m.a_huge_png_header(40_000, 100), r.PictureTooLarge),
    "only a magic number": ("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40), r.FileBroken),
    # PDF
    "PDF with JS on opening": ("a.pdf", m.a_pdf(root="/OpenAction 4 0 R", objects=(JS,)), r.ActivePdf),
    "PDF with JS by escapes": ("a.pdf", m.a_pdf(objects=(b"<< /S /J#61vaScript /#4a#53 (x) >>",)), r.ActivePdf),
    "PDF with JS in an object stream": ("a.pdf", m.a_packed_pdf(JS, "/OpenAction 5 0 R"), r.ActivePdf),
    "PDF that launches": ("a.pdf", m.a_pdf(objects=(b"<< /S /Launch /F (cmd.exe) >>",)), r.ActivePdf),
    "PDF that submits": ("a.pdf", m.a_pdf(objects=(b"<< /S /SubmitForm /F (http://x.example) >>",)), r.ActivePdf),
    "PDF that goes elsewhere on opening": (
        "a.pdf",
        m.a_pdf(root="/OpenAction << /S /URI /URI (http://x.example) >>"),
        r.ActivePdf,
    ),
    "PDF with further actions": ("a.pdf", m.a_pdf(root="/AA << /WC << /S /Named /N /Print >> >>"), r.ActivePdf),
    "PDF with an embedded file": ("a.pdf", m.a_pdf(objects=(b"<< /Type /EmbeddedFile >>",)), r.PdfHasAttachment),
    "PDF with names of embedded files": (
        "a.pdf",
        m.a_packed_pdf(b"<< /EmbeddedFiles << /Names [] >> >>"),
        r.PdfHasAttachment,
    ),
    "PDF with XFA": ("a.pdf", m.a_pdf(root="/AcroForm << /XFA [] /Fields [] >>"), r.PdfIsForm),
    "PDF that is locked": ("a.pdf", m.a_pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R"), r.PdfEncrypted),
    "PDF cut short": ("a.pdf", m.a_pdf()[:200], r.FileBroken),
    "PDF of a header only": ("a.pdf", b"%PDF-1.7\n", r.FileBroken),
    "PDF without pages": (
        "a.pdf",
        m.a_pdf().replace(b"/Kids [3 0 R] /Count 1", b"/Kids []      /Count 0"),
        r.FileBroken,
    ),
    "PDF and ZIP": ("a.pdf", m.a_pdf() + m.a_zip_of({"a.txt": "x"}), r.TwoFilesInOne),
    "PDF and HTML behind": ("a.pdf", m.a_pdf(tail=b"<html><script>alert(1)</script>"), r.TwoFilesInOne),
    "PDF and HTML before": ("a.pdf", m.a_pdf(header=b"%PDF-1.7\n%<html><body>\n"), r.TwoFilesInOne),
    "PDF behind blanks": ("a.pdf", b"   " + m.a_pdf(), r.TwoFilesInOne),
    # archives
    "ZIP that climbs": ("a.zip", m.a_zip_of({"../../etc/cron.d/x": "x"}), r.ArchiveTraversal),
    "ZIP that climbs backwards": ("a.zip", m.a_zip_of({"..\\..\\x": "x"}), r.ArchiveTraversal),
    "ZIP with an absolute name": ("a.zip", m.a_zip_of({"/etc/x": "x"}), r.ArchiveTraversal),
    "ZIP with a drive": ("a.zip", m.a_zip_of({"C:x": "x"}), r.ArchiveTraversal),
    "ZIP with a link": ("a.zip", m.a_zip_with_link(), r.ArchiveTraversal),
    "ZIP bomb by ratio": ("a.zip", m.a_zip_of({"a.txt": bytes(20_000_000)}), r.ArchiveBomb),
    "ZIP bomb by sum": ("a.zip", m.a_zip_of({f"{n}.txt": b"ab" * 2_000_000 for n in range(9)}), r.ArchiveBomb),
    "ZIP bomb by entries": ("a.zip", m.a_zip_of({f"{n}": "" for n in range(3001)}), r.ArchiveBomb),
    "ZIP that lies of its size": ("a.zip", m.a_zip_that_lies(), r.FileBroken),
    "ZIP with shared bytes": ("a.zip", m.an_overlapping_zip(), r.ArchiveBomb),
    "ZIP in ZIP": ("a.zip", m.a_zip_of({"b.zip": m.a_zip_of({"a.txt": "x"})}), r.ArchiveNested),
    "ZIP that is locked": ("a.zip", m.a_locked_zip(), r.ArchiveEncrypted),
    "ZIP with a program": ("a.zip", m.a_zip_of({"a.txt": b"MZ" + bytes(90)}), r.ArchiveHolds),
    "ZIP with a PDF with JS": ("a.zip", m.a_zip_of({"a.pdf": m.a_pdf(objects=(JS,))}), r.ArchiveHolds),
    "ZIP with HTML": ("a.zip", m.a_zip_of({"index.html": "<html>"}), r.ArchiveHolds),
    "ZIP with something behind": ("a.zip", m.a_zip_of({"a.txt": "x"}) + b"trailing", r.TwoFilesInOne),
    "ZIP cut short": ("a.zip", m.a_zip_of({"a.txt": "x" * 1000})[:60], r.FileBroken),
    # SVG and XML
    "SVG with script": ("a.svg", m.an_svg("<script>alert(1)</script>"), r.ActiveSvg),
    "SVG with a handler": ("a.svg", m.an_svg(attributes=ONLOAD), r.ActiveSvg),
    "SVG with foreign content": ("a.svg", m.an_svg("<foreignObject/>"), r.ActiveSvg),
    "SVG with an outer picture": ("a.svg", m.an_svg('<image xlink:href="http://x.example/a.png"/>'), r.ActiveSvg),
    "SVG with a script link": ("a.svg", m.an_svg('<a href=" javascript:alert(1)"/>'), r.ActiveSvg),
    "SVG with an outer style": ("a.svg", m.an_svg("<style>@import 'http://x.example'</style>"), r.ActiveSvg),
    "SVG with an animated link": ("a.svg", m.an_svg('<animate attributeName="href" to="#"/>'), r.ActiveSvg),
    "SVG with a stylesheet": (
        "a.svg",
        b'<?xml version="1.0"?><?xml-stylesheet href="http://x.example"?>' + m.an_svg(),
        r.ActiveSvg,
    ),
    "SVG with entities": ("a.svg", b'<!DOCTYPE svg [<!ENTITY x "y">]>' + m.an_svg("&x;"), r.XmlEntities),
    "XML bomb": ("a.xml", BOMB_XML.encode(), r.XmlEntities),
    "XML that is none": ("a.xml", b"<a><b></a>", r.FileBroken),
    "JSON that is none": ("a.json", b'{"a": ', r.FileBroken),
    # Office
    "old Office": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r.OfficeLegacy),
    "docm": ("a.docm", m.a_docx(macro_type=True, word__vbaProject_DOT_bin=b"x"), r.OfficeMacro),
    "docm named docx": ("a.docx", m.a_docx(macro_type=True), r.OfficeMacro),
    "docx with macros": ("a.docx", m.a_docx(word__vbaProject_DOT_bin=b"x"), r.OfficeMacro),
    "docx with an object": ("a.docx", m.a_docx(word__embeddings__oleObject1_DOT_bin=b"x"), r.OfficeMacro),
    "docx with an outer template": (
        "a.docx",
        m.a_docx(word___rels__settings_DOT_xml_DOT_rels=m.relations(("attachedTemplate", "http://x.example/t.dotm", True))),
        r.OfficeExternal,
    ),
    "docx with an outer picture": (
        "a.docx",
        m.a_docx(word___rels__document_DOT_xml_DOT_rels=m.relations(("image", "https://x.example/p.png", True))),
        r.OfficeExternal,
    ),
    "docx with DDE in pieces": ("a.docx", m.a_docx(FIELD.format("DDEA", "UTO cmd")), r.OfficeExternal),
    "docx with entities": ("a.docx", m.a_docx(word__x_DOT_xml=BOMB_XML), r.XmlEntities),
    "docx that climbs": ("a.docx", m.a_docx(**{"..__x": "x"}), r.ArchiveTraversal),
    "xlsx with old macros": ("a.xlsx", m.an_xlsx(xl__macrosheets__sheet1_DOT_xml="<x/>"), r.OfficeMacro),
    "xlsx with DDE": (
        "a.xlsx",
        m.an_xlsx(xl__externalLinks__externalLink1_DOT_xml="<externalLink><ddeLink/></externalLink>"),
        r.OfficeExternal,
    ),
    "odt with scripts": (
        "a.odt",
        m.a_zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/x.xml": "<x/>"}),
        r.OfficeMacro,
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_look_into__hostile_file__is_refused_with_a_sentence(case):
    name, content, refusal = HOSTILE[case]
    with pytest.raises(refusal) as caught:
        look_into(content, name=name, limits=WIDE)
    assert type(caught.value) is refusal
    assert str(caught.value).endswith("。")


def test_refusals__each__has_a_code_of_its_own():
    kinds = [c for c in vars(r).values() if isinstance(c, type) and issubclass(c, r.FileRefused)]
    assert len({c.code for c in kinds}) == len(kinds) > 20


GOOD = {
    "pdf": ("届.pdf", m.a_pdf()),
    "pdf that opens at a page": ("a.pdf", m.a_pdf(root="/OpenAction [3 0 R /Fit]")),
    "pdf that opens at a page by an action": ("a.pdf", m.a_pdf(root="/OpenAction << /S /GoTo /D [3 0 R /Fit] >>")),
    "pdf with a link": ("a.pdf", m.a_pdf(objects=(b"<< /S /URI /URI (https://x.example) >>",))),
    "pdf with packed objects": ("a.pdf", m.a_packed_pdf(b"<< /Title (x) >>")),
    "docx": ("a.docx", m.a_docx("<w:p><w:r><w:t>架空</w:t></w:r></w:p>")),
    "docx with a link": (
        "a.docx",
        m.a_docx(word___rels__document_DOT_xml_DOT_rels=m.relations(("hyperlink", "https://x.example", True))),
    ),
    "docx with a page number": ("a.docx", m.a_docx(FIELD.format("PA", "GE"))),
    "xlsx": ("a.xlsx", m.an_xlsx()),
    "csv in cp932": ("a.csv", "氏名,電話\n見本　花子,000\n".encode("cp932")),
    "text in utf-8": ("a.txt", "見本です。3 < 4\n".encode()),
    "text without ending": ("memo", b"words"),
    "json": ("a.json", b'{"a": [1]}'),
    "xml": ("a.xml", b"<?xml version='1.0'?><a b='1'>x</a>"),
    "svg": ("a.svg", m.an_svg('<a href="#x"/><style>rect{fill:url(#g)}</style>')),
    "zip": ("a.zip", m.a_zip_of({"a.txt": "x", "b/c.pdf": m.a_pdf()})),
    "jpeg": ("a.JPG", m.a_picture()),
    "heic named jpg": ("IMG_0001.jpg", m.a_picture("HEIF")),
    "webp": ("a.webp", m.a_picture("WEBP")),
    "tiff": ("a.tif", m.a_picture("TIFF")),
}


@pytest.mark.parametrize("case", GOOD)
def test_look_into__good_file__is_taken(case):
    name, content = GOOD[case]
    assert look_into(content, name=name, limits=WIDE).file.read(1)


def test_look_into__paper_of_our_own_house__is_taken(tmp_path):
    from madoguchi.core.typesetting import public as typesetting

    paper = '#set document(title: "見本")\n= 見本\n#link("https://x.example")[架空の通知]'
    (tmp_path / "paper.typ").write_text(paper, encoding="utf-8")
    typesetting.register_template(f"tests/{tmp_path.name}", tmp_path / "paper.typ")
    data = typesetting.typeset(f"tests/{tmp_path.name}", {}, title="見本")
    assert look_into(data, name="a.pdf").kind.code == "pdf"
