from django.urls import path

from madoguchi.faces.desk.flow import views

urlpatterns = [
    path("", views.page, name="flow"),
    path("table.csv", views.table, name="flow-table"),
    path("log/<slug:form>/", views.log, name="flow-log"),
]
