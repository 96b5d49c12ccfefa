"""Binding: what the printer gets, letters as one PDF, each after its address page."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, PdfWriter

from madoguchi.core.files.public import BlobMissing, open_file
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.messages.letters import LETTERS, address_page
from madoguchi.engines.messages.models import PrintJob


class NothingToPrint(Refused):
    code, message = "nothing-to-print", _("印刷できる通知がありません。選び直してください。")


class LetterGone(Refused):
    code, message = "letter-gone", _("通知書を開けません（{reference}）。消去されたか、ファイルが失われています。")


def sheets_of(job: PrintJob) -> list[bytes]:
    """The PDFs of a letter. Raises LetterGone, MissingGlyph (a character of name or address that no font has)."""
    notice = job.delivery.notice
    try:
        if notice is not None and notice.subject_kind in LETTERS:
            return [LETTERS.get(notice.subject_kind)(job)]
        pages = [address_page(job)]
        if notice is not None and (stored := notice.file):
            pages.append(open_file(stored))
    except (Unreadable, BlobMissing) as gone:
        raise LetterGone(reference=job.reference) from gone
    return pages


def bound(jobs: Sequence[PrintJob]) -> bytes:
    """Raises NothingToPrint, LetterGone, MissingGlyph."""
    if not jobs:
        raise NothingToPrint
    return joined(page for job in jobs for page in sheets_of(job))


def joined(pdfs: Iterable[bytes]) -> bytes:
    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(PdfReader(BytesIO(pdf)), import_outline=False)
    writer.add_metadata({"/Title": "発送する通知"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
