from django.urls import path

from madoguchi.faces.desk.definitions import views

urlpatterns = [
    path("", views.listing, name="definitions"),
    path("<slug:kind>/<slug:code>/", views.definition, name="definition"),
]
