from django.urls import path

from madoguchi.faces.desk.batches import views

urlpatterns = [
    path("", views.listing, name="batches"),
    path("choose/", views.choose, name="batch-choose"),
    path("begin/", views.begin, name="batch-begin"),
    path("<uuid:pk>/", views.one, name="batch"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="batch-withdraw"),
]
