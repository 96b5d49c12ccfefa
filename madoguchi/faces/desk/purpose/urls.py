from django.urls import path

from madoguchi.faces.desk.purpose import views

urlpatterns = [path("<slug:task>/", views.choose, name="purpose")]
