"""Addresses of cards at the desk."""

from django.urls import path

from madoguchi.services.cards.desk import views

app_name = "desk-cards"
urlpatterns = [
    path("cards/", views.home, name="home"),
    path("cards/sample.csv", views.sample, name="sample"),
    path("cards/files/<uuid:pk>/", views.one_file, name="file"),
    path("cards/follow-up/", views.follow_ups, name="follow-up"),
    path("cards/follow-up/<uuid:pk>/", views.note, name="note"),
    path("cards/figures/", views.figures, name="figures"),
    path("cards/figures.csv", views.figures_csv, name="figures-csv"),
]
