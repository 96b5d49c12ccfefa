from django.urls import path

from madoguchi.faces.desk.reorganisation import views

urlpatterns = [
    path("", views.listing, name="reorganisations"),
    path("new/", views.new, name="reorganisation-new"),
    path("<uuid:pk>/", views.one, name="reorganisation"),
    path("<uuid:pk>/list.csv", views.as_csv, name="reorganisation-csv"),
]
