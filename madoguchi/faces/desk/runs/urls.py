from django.urls import path

from madoguchi.faces.desk.runs import members, views

urlpatterns = [
    path("", views.listing, name="runs"),
    path("new/", views.begin, name="run-new"),
    path("<uuid:pk>/", views.one, name="run"),
    path("<uuid:pk>/send/", views.send, name="run-send"),
    path("<uuid:pk>/preview.pdf", views.preview, name="run-preview"),
    path("<uuid:pk>/close/", views.close, name="run-close"),
    path("<uuid:pk>/join/", members.join, name="run-join"),
    path("<uuid:pk>/members/", members.listing, name="run-members"),
    path("<uuid:pk>/members/<int:member>/", members.change, name="run-member"),
]
