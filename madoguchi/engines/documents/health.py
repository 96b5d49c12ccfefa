"""What this room can say of its own state."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from madoguchi.core.health import Finding, examines, failure, ok, warning
from madoguchi.engines.documents.models import NameIssue, Numbering
from madoguchi.engines.documents.queries import gaps


@examines("documents")
def examine(at: datetime) -> Iterator[Finding]:
    wrong = [
        f"{row.section} {row.fiscal_year}: {', '.join(map(str, missing[:5]))}"
        for row in Numbering.objects.order_by("section", "fiscal_year")
        if (missing := gaps(row.section, row.fiscal_year))
    ]
    if wrong:
        yield failure(_("文書番号が欠けています: {where}").format(where="; ".join(wrong)))
    if waiting := NameIssue.objects.open().count():
        yield warning(_("外字のため待っている文書: {n}件").format(n=waiting))
    if not wrong and not waiting:
        yield ok(_("文書番号に欠番はなく、外字待ちもありません。"))
