"""Addresses of finding. They stand in the portal's namespace: `portal:search` and so on."""

from django.urls import path

from madoguchi.faces.portal.finding import machines, views
from madoguchi.faces.portal.finding import path as questions

urlpatterns = [
    path("search/", views.search, name="search"),
    path("a-z/", views.a_to_z, name="a-to-z"),
    path("topics/<slug:code>/", views.topic, name="topic"),
    path("departments/", views.department_list, name="departments"),
    path("departments/<slug:code>/", views.department, name="department"),
    path("words/", views.words, name="words"),
    path("life/<slug:code>/path/", questions.path, name="life-path"),
    path("life/<slug:code>/keep/", questions.keep, name="life-keep"),
    path("lists/<str:token>/", questions.checklist, name="checklist"),
    path("mine/lists/<uuid:pk>/", questions.own, name="own-checklist"),
    path("embed/finder/", machines.embedded, name="embed-finder"),
    path("embed/<str:colour>.css", machines.accent, name="embed-accent"),
    path("embed.js", machines.script, name="embed-script"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
]
