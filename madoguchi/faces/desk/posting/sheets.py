"""Sheets: what the printer gets, letters bound into one PDF, each after its address page."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, PdfWriter

from madoguchi.core.files.public import BlobMissing, open_file
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.messages import public as mail


class NothingToPrint(Refused):
    code, message = "nothing-to-print", _("印刷できる通知がありません。選び直してください。")


class LetterGone(Refused):
    code, message = "letter-gone", _("通知書を開けません（{reference}）。消去されたか、ファイルが失われています。")


def bound(jobs: Sequence[mail.PrintJob]) -> bytes:
    """Raises NothingToPrint, LetterGone, MissingGlyph (a character of name or address that no font has)."""
    if not jobs:
        raise NothingToPrint
    writer = PdfWriter()
    for job in jobs:
        try:
            pages = [mail.address_page(job)]
            notice = job.delivery.notice
            if notice is not None and (stored := notice.file):
                pages.append(open_file(stored))
        except (Unreadable, BlobMissing) as gone:
            raise LetterGone(reference=reference(job)) from gone
        for pdf in pages:
            writer.append(PdfReader(BytesIO(pdf)), import_outline=False)
    writer.add_metadata({"/Title": "発送する通知"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def reference(job: mail.PrintJob) -> str:
    """As it stands on the address page."""
    return str(job.id)[-12:]
