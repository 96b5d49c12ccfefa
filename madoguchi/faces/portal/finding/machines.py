"""For robots and other sites: the site map, the embedded finder and its script, the rich menu of LINE."""

import re
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from madoguchi.city.public import LifeEvent, all_defined
from madoguchi.core.links.public import address_of, path_to
from madoguchi.core.refused import NotFound
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.faces.portal.finding.showing import rows_of, shown_help
from madoguchi.faces.shell.colours import accent_of
from madoguchi.faces.shell.framing import framed_by_named
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.languages import PAGE_LANGUAGES, in_language

FIXED = ("/", "/procedures/", "/booking/", "/a-z/", "/departments/", "/words/", "/help/", "/accessibility/", "/privacy/")
IN_THE_MAP = ("procedure", "topic", "life-event", "department", "purpose", "bookable", "measure")
SHOWN = 5


@open_to("anyone")
@require_safe
@cache_control(max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in each of its languages."""
    paths = [*FIXED, *(path_to(entry.link, entry.at or entry.code) for entry in knowledge.entries(IN_THE_MAP))]
    host = address_of("portal").rstrip("/")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for path in dict.fromkeys(paths):
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{"ja-x-easy" if one.code == "ja-easy" else one.html}" '
            f'href="{escape(host + in_language(path, one))}"/>'
            for one in PAGE_LANGUAGES
        )
        lines += [f"<url><loc>{escape(host + in_language(path, one))}</loc>{others}</url>" for one in PAGE_LANGUAGES]
    return HttpResponse("\n".join([*lines, "</urlset>", ""]), content_type="application/xml; charset=utf-8")


@open_to("anyone")
@require_safe
@framed_by_named
def embedded(request: Any) -> HttpResponse:
    """The finder for other sites; what is found opens in a window of its own. Only sites of MADOGUCHI_EMBED may show it."""
    query = request.GET.get("q", "").strip()[:200]
    answer = knowledge.search(query, limit=SHOWN)
    context = {
        "q": query,
        "rows": rows_of([result.entry for result in answer.results]),
        "help": [shown_help(one) for one in answer.help],
        "accent": accent_of(request.GET.get("accent", "")),
    }
    return render(request, "portal/finding/embedded.html", context)


@open_to("anyone")
@require_safe
@cache_control(max_age=86400, public=True)
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """The colour of the other site as a style sheet. Raises NotFound."""
    found = accent_of(colour)
    if found is None:
        raise NotFound
    return HttpResponse(found.sheet(), content_type="text/css")


@open_to("anyone")
@require_safe
@cache_control(max_age=3600, public=True)
def script(request: HttpRequest) -> HttpResponse:
    """`<script src="…/embed.js" data-lang="en" data-accent="005500"></script>` puts the finder or a calendar where it stands."""
    response = render(request, "portal/finding/embed.js", content_type="text/javascript; charset=utf-8")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def rich_menu(language: Any) -> dict[str, Any]:
    """As LINE's Messaging API takes it: six areas, of what the first page has too."""
    host, prefix = address_of("portal").rstrip("/"), language.prefix
    words = {"en": ("Find", "Book", "My applications"), "ja-easy": ("さがす", "よやく", "わたしの もの")}
    find, book, mine = words.get(language.code, ("さがす", "予約する", "わたしの手続き"))
    events = sorted(all_defined(LifeEvent), key=lambda one: (one.position, one.code))[:3]
    wanted = [(find, "/search/"), (book, "/booking/"), (mine, "/mine/")]
    wanted += [(_plain(event.title.in_(language.code)), path_to("life-event", event.code)) for event in events]
    areas = [
        {
            "bounds": {"x": 833 * (i % 3), "y": 843 * (i // 3), "width": 834 if i % 3 == 2 else 833, "height": 843},
            "action": {"type": "uri", "label": label[:20], "uri": f"{host}{prefix}{path}"},
        }
        for i, (label, path) in enumerate(wanted)
    ]
    return {
        "size": {"width": 2500, "height": 1686},
        "selected": True,
        "name": f"madoguchi-{language.code}",
        "chatBarText": {"en": "Menu", "ja-easy": "メニュー"}.get(language.code, "メニュー"),
        "areas": areas,
    }


def _plain(text: str) -> str:
    return re.sub(r"（[ぁ-ゖー ]+）", "", text)
