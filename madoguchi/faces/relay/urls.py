from django.urls import path

from madoguchi.faces.relay import views

app_name = "relay"
urlpatterns = [path("<slug:verb>", views.exchange, name="exchange")]
