"""Addresses of finding. They stand in the portal's namespace: `portal:search` and so on."""

from django.urls import path

from madoguchi.faces.portal.finding import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("a-z/", views.a_to_z, name="a-to-z"),
    path("topics/<slug:code>/", views.topic, name="topic"),
    path("departments/", views.department_list, name="departments"),
    path("departments/<slug:code>/", views.department, name="department"),
    path("words/", views.words, name="words"),
]
