"""Addresses of filling in a form. They stand in the portal's namespace: `portal:apply-page` and so on."""

from collections.abc import Callable
from typing import Any

from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madoguchi.faces.portal.apply import handing_in, pages, papers, parking, signing, ways
from madoguchi.faces.shell.guard import open_to

anyone = open_to("anyone", purpose="own")
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


def both(view: Callable[..., Any]) -> Callable[..., Any]:
    guarded: Callable[..., Any] = anyone(GET_POST(view))
    return guarded


def get(view: Callable[..., Any]) -> Callable[..., Any]:
    guarded: Callable[..., Any] = anyone(require_GET(view))
    return guarded


def post(view: Callable[..., Any]) -> Callable[..., Any]:
    guarded: Callable[..., Any] = anyone(require_POST(view))
    return guarded


urlpatterns = [
    path("code/", both(ways.resume), name="apply-code"),
    path("help/", both(ways.help_somebody), name="apply-help"),
    path("d/<uuid:id>/", get(pages.overview), name="apply-draft"),
    path("d/<uuid:id>/", get(pages.overview), name="apply-resume"),
    path("d/<uuid:id>/page/<str:key>/", both(pages.page), name="apply-page"),
    path("d/<uuid:id>/page/<str:key>/<int:index>/", both(pages.page), name="apply-item"),
    path("d/<uuid:id>/page/<str:key>/<int:index>/remove/", post(pages.remove), name="apply-item-remove"),
    path("d/<uuid:id>/explain/<str:key>/", both(pages.explain), name="apply-explain"),
    path("d/<uuid:id>/restore/<str:token>/", get(parking.restore), name="apply-restore"),
    path("d/<uuid:id>/papers/", both(papers.papers), name="apply-papers"),
    path("d/<uuid:id>/papers/<str:slot>/add/", post(papers.add), name="apply-paper-add"),
    path("d/<uuid:id>/papers/<str:slot>/later/", post(papers.later), name="apply-paper-later"),
    path("d/<uuid:id>/file/<uuid:file>/", get(papers.look), name="apply-file"),
    path("d/<uuid:id>/file/<uuid:file>/remove/", post(papers.remove), name="apply-file-remove"),
    path("d/<uuid:id>/earlier/", both(ways.earlier), name="apply-earlier"),
    path("d/<uuid:id>/review/", get(ways.review), name="apply-review"),
    path("d/<uuid:id>/later/", both(ways.save_for_later), name="apply-later"),
    path("d/<uuid:id>/discard/", both(ways.discard), name="apply-discard"),
    path("d/<uuid:id>/helper/", both(ways.helper), name="apply-helper"),
    path("d/<uuid:id>/helper/over/", post(ways.help_over), name="apply-help-over"),
    path("d/<uuid:id>/confirm/", post(ways.confirm), name="apply-confirm"),
    path("d/<uuid:id>/sign/", both(signing.sign), name="apply-sign"),
    path("d/<uuid:id>/sign/<uuid:asked>/", both(signing.signing), name="apply-signing"),
    path("d/<uuid:id>/sign/<uuid:asked>/content/", get(signing.content), name="apply-signing-content"),
    path("d/<uuid:id>/counter/", both(signing.at_the_counter), name="apply-at-the-counter"),
    path("d/<uuid:id>/submit/", post(handing_in.submit), name="submit"),
    path("d/<uuid:id>/receipt/", get(handing_in.receipt), name="apply-receipt"),
    path("d/<uuid:id>/paper/", get(ways.by_paper), name="apply-by-paper"),
    path("d/<uuid:id>/sheet.pdf", get(ways.filled), name="apply-sheet"),
    path("<slug:code>/", both(ways.start), name="apply-start"),
    path("<slug:code>/blank.pdf", get(ways.blank), name="apply-blank"),
]
