from django.urls import path

from madoguchi.faces.desk.names import views

urlpatterns = [
    path("", views.listing, name="names"),
    path("<uuid:pk>/", views.one, name="name-issue"),
]
