from django.urls import path

from madoguchi.faces.desk.machines import hooks, views

urlpatterns = [
    path("", views.listing, name="machines"),
    path("new/", views.admit, name="machine-new"),
    path("<uuid:pk>/revoke/", views.revoke, name="machine-revoke"),
    path("<uuid:pk>/hooks/", hooks.listing, name="hooks"),
    path("<uuid:pk>/hooks/new/", hooks.make, name="hook-new"),
    path("hooks/<uuid:pk>/", hooks.hook, name="hook"),
    path("hooks/<uuid:pk>/secret/", hooks.renew, name="hook-secret"),
    path("hooks/<uuid:pk>/<slug:action>/", hooks.act, name="hook-act"),
    path("sendings/<uuid:pk>/again/", hooks.send_again, name="sending-again"),
]
