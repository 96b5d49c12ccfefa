from django.urls import path

from madoguchi.faces.desk.protection import views

urlpatterns = [path("", views.acknowledge, name="protection")]
