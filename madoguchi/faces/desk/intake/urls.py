from django.urls import path

from madoguchi.faces.desk.intake import views

urlpatterns = [
    path("", views.choose, name="intake"),
    path("<slug:code>/", views.sheet, name="intake-sheet"),
]
