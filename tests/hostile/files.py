"""The table of files that are sent: name, content, and whether it is taken."""

from madoguchi.core.files.tests import makers as m

RLO = "\u202e"
JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
TAKEN, TURNED_BACK = True, False

FILES: dict[str, tuple[str, bytes, bool]] = {
    "photo of a phone": ("写真.jpg", m.a_phone_photo(), TAKEN),
    "name that climbs": ("../../../etc/passwd.jpg", m.a_picture(), TAKEN),
    "name of Windows that climbs": ("..\\..\\boot.jpg", m.a_picture(), TAKEN),
    "name of 300 characters": ("あ" * 300 + ".jpg", m.a_picture(), TAKEN),
    "name with NUL and new line": ("a\x00b\nc.jpg", m.a_picture(), TAKEN),
    "reserved name": ("CON.jpg", m.a_picture(), TAKEN),
    "empty": ("a.pdf", b"", TURNED_BACK),
    "program as PDF": ("通帳.pdf", b"MZ" + bytes(200), TURNED_BACK),
    "HTML as picture": ("photo.jpg", b"<!DOCTYPE html><script>alert(1)</script>", TURNED_BACK),
    "ZIP bomb": ("通帳.zip", m.a_zip_of({"a.txt": bytes(20_000_000)}), TURNED_BACK),
    "ZIP that climbs": ("a.zip", m.a_zip_of({"../../x": "x"}), TURNED_BACK),
    "PDF and ZIP in one": ("通帳.pdf", m.a_pdf() + m.a_zip_of({"a.txt": "x"}), TURNED_BACK),
    "PDF and HTML in one": ("通帳.pdf", m.a_pdf(tail=b"<html><script>alert(1)</script>"), TURNED_BACK),
    "PDF with a script": ("通帳.pdf", m.a_pdf(root="/OpenAction 4 0 R", objects=(JS,)), TURNED_BACK),
    "PDF that is locked": ("通帳.pdf", m.a_pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R"), TURNED_BACK),
    "picture of 60,000 pixels": ("a.png", m.a_huge_png_header(), TURNED_BACK),
    "picture cut short": ("a.jpg", m.a_picture(size=(800, 800), quality=95)[:700], TURNED_BACK),
    "ending turned round": (f"a{RLO}gpj.exe", m.a_picture(), TURNED_BACK),
    "Word with macros": ("a.docm", m.a_docx(macro_type=True, word__vbaProject_DOT_bin=b"x"), TURNED_BACK),
    "SVG with a script": ("a.svg", m.an_svg("<script>alert(1)</script>"), TURNED_BACK),
}
