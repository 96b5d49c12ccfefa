from django.urls import path

from madoguchi.faces.desk.machines import views

urlpatterns = [
    path("", views.listing, name="machines"),
    path("new/", views.admit, name="machine-new"),
    path("<uuid:pk>/revoke/", views.revoke, name="machine-revoke"),
]
