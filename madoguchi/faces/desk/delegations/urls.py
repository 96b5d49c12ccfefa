from django.urls import path

from madoguchi.faces.desk.delegations import views

urlpatterns = [
    path("", views.listing, name="delegations"),
    path("<uuid:pk>/", views.one, name="delegation"),
    path("<uuid:pk>/end/", views.end, name="delegation-end"),
    path("<uuid:pk>/files/<uuid:file_id>/", views.paper, name="delegation-file"),
]
