from django.urls import path

from madoguchi.faces.desk.settings import views

urlpatterns = [path("", views.own, name="settings")]
