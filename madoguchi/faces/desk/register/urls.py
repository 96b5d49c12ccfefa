from django.urls import path

from madoguchi.faces.desk.register import views

urlpatterns = [
    path("", views.listing, name="register"),
    path("register.csv", views.as_csv, name="register-csv"),
]
