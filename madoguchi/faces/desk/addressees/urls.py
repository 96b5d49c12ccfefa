from django.urls import path

from madoguchi.faces.desk.addressees import views

urlpatterns = [
    path("", views.search, name="addressees"),
    path("<str:number>/", views.one, name="addressee"),
]
