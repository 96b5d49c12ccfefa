"""Addresses of the editor at the desk."""

from django.urls import path

from madoguchi.services.authoring.desk import listing, publishing, text, trying, writing

app_name = "authoring"
urlpatterns = [
    path("making/", listing.manuscripts, name="manuscripts"),
    path("making/new/", listing.new, name="new"),
    path("making/change/", listing.change, name="change"),
    path("making/history/block/<slug:code>/", publishing.history, {"kind": "block"}, name="block-history"),
    path("making/history/<slug:code>/", publishing.history, name="history"),
    path("making/submissions/<uuid:pk>/", publishing.submission, name="submission"),
    path("making/<uuid:pk>/", writing.overview, name="manuscript"),
    path("making/<uuid:pk>/do/", writing.do, name="do"),
    path("making/<uuid:pk>/keep/", writing.keep, name="keep"),
    path("making/<uuid:pk>/remark/", writing.remark, name="remark"),
    path("making/<uuid:pk>/text/", text.whole, name="whole"),
    path("making/<uuid:pk>/look/", trying.look, name="look"),
    path("making/<uuid:pk>/phone/", trying.phone, name="phone"),
    path("making/<uuid:pk>/examples/", trying.examples, name="examples"),
    path("making/<uuid:pk>/submit/", publishing.submit, name="submit"),
    path("making/<uuid:pk>/<slug:sheet>/<str:place>/", writing.part, name="part"),
]
