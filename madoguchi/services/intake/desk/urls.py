"""Addresses of intake at the desk."""

from django.urls import path

from madoguchi.services.intake.desk import parcels, reports, runs

app_name = "desk-intake"
urlpatterns = [
    path("arrivals/", parcels.home, name="home"),
    path("arrivals/runs/", runs.runs, name="runs"),
    path("arrivals/runs/<uuid:pk>/", runs.one_run, name="run"),
    path("arrivals/reports/", reports.reports, name="reports"),
    path("arrivals/reports.csv", reports.as_list, name="list"),
    path("arrivals/<uuid:pk>/", parcels.one, name="parcel"),
    path("arrivals/<uuid:pk>/file/", parcels.file, name="file"),
]
