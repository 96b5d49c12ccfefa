from django.urls import path

from madoguchi.faces.portal.counter import views

urlpatterns = [
    path("counters/", views.counters, name="counters"),
    path("counters/<slug:code>/", views.counter, name="counter"),
    path("counters/<slug:code>/wall/", views.wall, name="counter-wall"),
    path("counters/<slug:code>/kiosk/<str:mark>/", views.kiosk, name="counter-kiosk"),
    path("tickets/<str:token>/", views.ticket, name="ticket"),
    path("tickets/<str:token>/leave/", views.leave, name="ticket-leave"),
]
