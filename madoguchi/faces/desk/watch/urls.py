from django.urls import path

from madoguchi.faces.desk.watch import anomalies, flags, views

urlpatterns = [
    path("", views.listing, name="watch"),
    path("chain/", views.chain, name="watch-chain"),
    path("chain/verify/", views.verify, name="watch-verify"),
    path("anomalies/", anomalies.listing, name="anomalies"),
    path("anomalies/<uuid:pk>/", anomalies.one, name="anomaly"),
    path("flags/", flags.page, name="flags"),
    path("flags/<int:pk>/end/", flags.end, name="flag-end"),
]
