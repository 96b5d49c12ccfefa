"""What is published: the register of personal-data files."""

from django.urls import path

from madoguchi.services.duties.portal import views

app_name = "duties"
urlpatterns = [
    path("personal-data/", views.register, name="register"),
    path("personal-data/<slug:code>/", views.one, name="file"),
    path("personal-data.csv", views.register_csv, name="register-csv"),
]
