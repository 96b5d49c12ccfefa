"""The house with the floor in front."""

from django.urls import path

from bench.floor import views
from madoguchi.site import urls

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

urlpatterns = [path("bench/floor/", views.floor), path("bench/who/", views.who), *urls.urlpatterns]
