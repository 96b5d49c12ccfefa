"""Published definitions: the list by kind, and one as the YAML it resolves to, with how it came to be."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from madoguchi.city import public as city
from madoguchi.faces.desk.definitions.showing import KINDS, title_of, written
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.shell.guard import open_to


@open_to("definitions.see")
@require_safe
def listing(request: Any) -> HttpResponse:
    kind, retired = request.GET.get("kind", ""), request.GET.get("retired") == "1"
    rows = city.Publication.objects.filter(retired_at__isnull=not retired)
    kinds = rows.order_by("kind").values_list("kind", flat=True).distinct()
    if kind:
        rows = rows.filter(kind=kind)
    page = page_of(rows.select_related("version").defer("version__canonical_written"), request, by=("kind", "code"))
    language = get_language() or "ja"
    context = {
        "page": page,
        "rows": [(row, KINDS.get(row.kind, row.kind), title_of(row.version.body, language)) for row in page.rows],
        "kinds": [(code, KINDS.get(code, code)) for code in kinds],
        "kind": kind,
        "retired": retired,
        "unfiltered": query(request, kind="", retired="", after=""),
        "last_load": city.Load.objects.order_by("-id").first(),
    }
    return render(request, "desk/definitions/list.html", context)


@open_to("definitions.see")
@require_safe
def definition(request: Any, kind: str, code: str) -> HttpResponse:
    """The version in force, or the one that `?version=` names."""
    published = get_object_or_404(city.Publication.objects.select_related("version"), kind=kind, code=code)
    shown = published.version
    if sha256 := request.GET.get("version", ""):
        found = city.version_of(kind, code, sha256)
        if found is None:
            raise Http404
        shown = found
    context = {
        "published": published,
        "version": shown,
        "kind_label": KINDS.get(kind, kind),
        "title": title_of(shown.body, get_language() or "ja"),
        "yaml": written(shown),
        "changes": published.changes.select_related("load")
        .order_by("-id")
        .values("at", "by", "source", "version__sha256", "load__release")[:20],
    }
    return render(request, "desk/definitions/one.html", context)
