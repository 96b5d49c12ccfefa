from django.urls import path

from madoguchi.faces.portal.lottery import views

urlpatterns = [
    path("", views.listing, name="lotteries"),
    path("verify_lottery.py", views.verifier, name="lottery-verifier"),
    path("entries/<str:number>/", views.entry, name="lottery-entry"),
    path("entries/<str:number>/receipt.json", views.receipt, name="lottery-receipt"),
    path("entries/<str:number>/withdraw/", views.withdraw, name="lottery-withdraw"),
    path("<uuid:pk>/", views.one, name="lottery"),
    path("<uuid:pk>/record.json", views.public_record, name="lottery-record"),
    path("<uuid:pk>/enter/", views.enter, name="lottery-enter"),
    path("<uuid:pk>/change/<str:number>/", views.change, name="lottery-change"),
]
