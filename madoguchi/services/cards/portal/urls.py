"""The page behind the link of a notice."""

from django.urls import path

from madoguchi.services.cards.portal import views

app_name = "cards"
urlpatterns = [path("cards/<str:token>/", views.invitation, name="invitation")]
