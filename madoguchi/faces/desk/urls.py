"""The desk's addresses, all below /desk/; sign-in stands beside them under /desk/account/."""

from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("madoguchi.faces.desk.worklist.urls")),
    path("cases/", include("madoguchi.faces.desk.cases.urls")),
    path("batches/", include("madoguchi.faces.desk.batches.urls")),
    path("runs/", include("madoguchi.faces.desk.runs.urls")),
    path("approvals/", include("madoguchi.faces.desk.approvals.urls")),
    path("intake/", include("madoguchi.faces.desk.intake.urls")),
    path("counter/", include("madoguchi.faces.desk.counter.urls")),
    path("booking/", include("madoguchi.faces.desk.booking.urls")),
    path("lotteries/", include("madoguchi.faces.desk.lottery.urls")),
    path("posting/", include("madoguchi.faces.desk.posting.urls")),
    path("register/names/", include("madoguchi.faces.desk.names.urls")),
    path("register/", include("madoguchi.faces.desk.register.urls")),
    path("searches/", include("madoguchi.faces.desk.searches.urls")),
    path("definitions/", include("madoguchi.faces.desk.definitions.urls")),
    path("delegations/", include("madoguchi.faces.desk.delegations.urls")),
    path("addressees/", include("madoguchi.faces.desk.addressees.urls")),
    path("matching/", include("madoguchi.faces.desk.matching.urls")),
    path("purpose/", include("madoguchi.faces.desk.purpose.urls")),
    path("protection/", include("madoguchi.faces.desk.protection.urls")),
    path("reorganisation/", include("madoguchi.faces.desk.reorganisation.urls")),
    path("staff/", include("madoguchi.faces.desk.staff.urls")),
    path("machines/", include("madoguchi.faces.desk.machines.urls")),
    path("flow/", include("madoguchi.faces.desk.flow.urls")),
    path("jobs/", include("madoguchi.faces.desk.jobs.urls")),
    path("watch/", include("madoguchi.faces.desk.watch.urls")),
    path("settings/", include("madoguchi.faces.desk.settings.urls")),
]
