from django.urls import path

from madoguchi.faces.portal.waiting import views

urlpatterns = [
    path("join/", views.join, name="waiting-join"),
    path("<str:token>/", views.one, name="waiting"),
    path("<str:token>/answer/", views.answer, name="waiting-answer"),
]
