from django.urls import path

from madoguchi.faces.desk.searches import views

urlpatterns = [path("", views.listing, name="searches")]
