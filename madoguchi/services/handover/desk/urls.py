"""Addresses of hand-overs at the desk."""

from django.urls import path

from madoguchi.services.handover.desk import views

app_name = "desk-handover"
urlpatterns = [
    path("handover/", views.home, name="home"),
    path("handover/<slug:code>/", views.one, name="one"),
    path("handover/batches/<uuid:pk>/", views.batch, name="batch"),
    path("handover/batches/<uuid:pk>/file/", views.file, name="file"),
]
