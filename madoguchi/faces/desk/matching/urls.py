from django.urls import path

from madoguchi.faces.desk.matching import views

urlpatterns = [
    path("", views.waiting, name="matching"),
    path("<str:number>/", views.one, name="match"),
]
