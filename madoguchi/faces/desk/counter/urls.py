from django.urls import path

from madoguchi.faces.desk.counter import day, use, views

urlpatterns = [
    path("", views.counters, name="counters"),
    path("day/", day.day, name="day"),
    path("day/<str:number>/<str:what>/", day.mark, name="day-mark"),
    path("use/", use.use, name="use"),
    path("use.csv", use.use_csv, name="use-csv"),
    path("<slug:code>/", views.counter, name="counter"),
    path("<slug:code>/figures/", views.figures, name="counter-figures"),
    path("<slug:code>/take/", views.take, name="counter-take"),
    path("<slug:code>/<str:desk>/", views.at_desk, name="counter-desk"),
    path("<slug:code>/<str:desk>/do/", views.do, name="counter-do"),
]
