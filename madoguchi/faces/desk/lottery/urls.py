from django.urls import path

from madoguchi.faces.desk.lottery import views

urlpatterns = [
    path("", views.listing, name="lotteries"),
    path("new/", views.announce, name="lottery-new"),
    path("<uuid:pk>/", views.one, name="lottery"),
    path("<uuid:pk>/do/", views.do, name="lottery-do"),
    path("<uuid:pk>/exclude/<str:number>/", views.exclude, name="lottery-exclude"),
]
