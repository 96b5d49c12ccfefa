from django.urls import path

from madoguchi.faces.desk.jobs import views

urlpatterns = [
    path("", views.listing, name="jobs"),
    path("<uuid:pk>/retry/", views.retry, name="job-retry"),
    path("<uuid:pk>/set-aside/", views.set_aside, name="job-set-aside"),
    path("periodic/", views.periodic, name="jobs-periodic"),
]
