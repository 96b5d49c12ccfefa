"""Addresses of duties at the desk."""

from django.urls import path

from madoguchi.services.duties.desk import assessments, keeping, leaks, registers

app_name = "desk-duties"
urlpatterns = [
    path("duties/", keeping.due_page, name="due"),
    path("duties/lists/", keeping.lists, name="lists"),
    path("duties/lists/<uuid:pk>/", keeping.one_list, name="list"),
    path("duties/lists/<uuid:pk>/withdraw/", keeping.withdraw_list, name="withdraw"),
    path("duties/ledger/", keeping.ledger, name="ledger"),
    path("duties/ledger.csv", keeping.ledger_csv, name="ledger-csv"),
    path("duties/holds/", keeping.holds, name="holds"),
    path("duties/holds/<uuid:pk>/", keeping.one_hold, name="hold"),
    path("duties/register/", registers.register, name="register"),
    path("duties/processing/", registers.processing_page, name="processing"),
    path("duties/assessments/", assessments.listing, name="assessments"),
    path("duties/assessments/<slug:code>/", assessments.one, name="assessment"),
    path("duties/assessments/<slug:code>/<int:number>/", assessments.version, name="assessment-version"),
    path("duties/assessments/<slug:code>/<int:number>/paper.pdf", assessments.paper, name="assessment-paper"),
    path("duties/assessments/<slug:code>/<int:number>/adopt/", assessments.adopt_version, name="assessment-adopt"),
    path("duties/leaks/", leaks.listing, name="leaks"),
    path("duties/leaks/new/", leaks.new, name="leak-new"),
    path("duties/leaks/<uuid:pk>/", leaks.one, name="leak"),
    path("duties/leaks/<uuid:pk>/mend/", leaks.mend, name="leak-mend"),
    path("duties/leaks/<uuid:pk>/do/<str:what>/", leaks.do, name="leak-do"),
    path("duties/leaks/<uuid:pk>/<slug:stage>.pdf", leaks.paper, name="leak-paper"),
]
