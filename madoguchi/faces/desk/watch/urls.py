from django.urls import path

from madoguchi.faces.desk.watch import views

urlpatterns = [
    path("", views.listing, name="watch"),
    path("chain/", views.chain, name="watch-chain"),
    path("chain/verify/", views.verify, name="watch-verify"),
]
