"""The plan's public addresses."""

from django.urls import path

from madoguchi.services.plan.portal import editions, figures, files, meetings, views

app_name = "plan"
urlpatterns = [
    path("plan/", views.home, name="home"),
    path("plan/search/", views.search, name="search"),
    path("plan/policies/<int:number>/", views.policy, name="policy"),
    path("plan/measures/<slug:code>/", views.measure, name="measure"),
    path("plan/departments/", views.departments, name="departments"),
    path("plan/departments/<slug:code>/", views.department, name="department"),
    path("plan/figures/", figures.listing, name="figures"),
    path("plan/figures/<slug:code>/", figures.one, name="figure"),
    path("plan/figures/<slug:code>/series.csv", files.figure, name="figure-csv"),
    path("plan/history/", views.history, name="history"),
    path("plan/meetings/", meetings.listing, name="meetings"),
    path("plan/meetings/<uuid:pk>/", meetings.one, name="meeting"),
    path("plan/meetings/<uuid:pk>/papers/<int:position>/", meetings.paper, name="meeting-paper"),
    path("plan/words/", views.words, name="words"),
    path("plan/editions/", editions.listing, name="editions"),
    path("plan/editions/<slug:code>/", editions.whole, name="edition"),
    path("plan/editions/<slug:code>/plan.pdf", editions.sheet, name="edition-sheet"),
    path("plan/editions/<slug:old>/<slug:new>/", editions.changes, name="changes"),
    path("plan/editions/<slug:old>/<slug:new>/table/", editions.table, name="changes-table"),
    path("plan/editions/<slug:old>/<slug:new>/changes.pdf", editions.changes_sheet, name="changes-sheet"),
    path("plan/measures.csv", files.measures, name="measures-csv"),
    path("plan/figures.csv", files.figures, name="figures-csv"),
]
