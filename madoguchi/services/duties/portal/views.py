"""個人情報ファイル簿, for everybody: as it was published last."""

import csv
import io
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from madoguchi.faces.shell.guard import open_to
from madoguchi.services.duties.register.differing import words
from madoguchi.services.duties.register.generating import ITEMS
from madoguchi.services.duties.register.publishing import newest

BOM = "\ufeff"


@open_to("anyone")
@require_safe
def register(request: Any) -> HttpResponse:
    last = newest()
    rows = sorted(last.entries.items(), key=lambda one: (one[1]["title"], one[0])) if last else []
    return render(request, "duties/public_register.html", {"last": last, "rows": rows})


@open_to("anyone")
@require_safe
def one(request: Any, code: str) -> HttpResponse:
    last = newest()
    entry = last.entries.get(code) if last else None
    if last is None or entry is None:
        raise Http404
    rows = [(label, entry.get(key, "")) for key, label in ITEMS.items()]
    lines = [(label, said if isinstance(said, list) else [said]) for label, said in rows if said]
    return render(request, "duties/public_file.html", {"last": last, "entry": entry, "lines": lines})


@open_to("anyone")
@require_safe
def register_csv(request: Any) -> HttpResponse:
    last, out = newest(), io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    with override("ja"):  # a text of the city
        writer.writerow(ITEMS.values())
        for _code, entry in sorted(last.entries.items()) if last else ():
            writer.writerow(words(entry.get(key, "")) for key in ITEMS)
    answer = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="personal-data-files.csv"'
    return answer
